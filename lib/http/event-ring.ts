import type { Seen } from '@/lib/core/request/visibility'
import type { Change } from './changes'

/** `seen`: what it depends on who may know of it; null where the change is not about a request. */
export type RingEvent = { id: string; change: Change; seen: Seen | null }

/**
 * The last changes, so that a reader that was away for a moment can go on where it was. Ids are `<epoch>-<number>`; the
 * epoch is this process's, so an id of another process or of an earlier start is a gap and never a coincidence.
 */
export class EventRing {
  private readonly events: RingEvent[] = []
  private count = 0

  constructor(
    private readonly epoch: string,
    private readonly most: number,
  ) {}

  /** The id that a reader has who has seen everything so far. */
  get head(): string {
    return `${this.epoch}-${this.count}`
  }

  push(change: Change, seen: Seen | null): RingEvent {
    this.count += 1
    const event = { id: this.head, change, seen }
    this.events.push(event)
    if (this.events.length > this.most) this.events.shift()
    return event
  }

  /** Something may have been missed: whoever was here before has a gap. */
  forget(): void {
    this.count += 1
    this.events.length = 0
  }

  /** What happened after `id`, or null when that cannot be said. */
  since(id: string): RingEvent[] | null {
    const [epoch, number] = split(id)
    const behind = this.count - number
    if (epoch !== this.epoch || behind < 0 || behind > this.events.length) return null
    return behind === 0 ? [] : this.events.slice(-behind)
  }
}

function split(id: string): [string, number] {
  const [, epoch, number] = /^([\w]{1,40})-(\d{1,15})$/.exec(id) ?? []
  return [epoch ?? '', Number(number ?? Number.NaN)]
}
