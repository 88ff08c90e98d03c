import type { Context } from 'hono'
import { type SSEStreamingApi, streamSSE } from 'hono/streaming'
import type { Seen } from '@/lib/core/request/visibility'
import { now } from '@/lib/directory/current'
import { readSeen } from '@/lib/inbox/read-seen'
import { randomToken } from '@/lib/platform/ids'
import { log } from '@/lib/platform/log'
import { once } from '@/lib/platform/once'
import { presence } from '@/lib/presence/registry'
import { type Change, changes, stoppingSignal } from './changes'
import { EventRing, type RingEvent } from './event-ring'
import { problemResponse } from './problem'

const HEARTBEAT_MS = 15_000
const RING = 1_000
const MOST_QUEUED = 200
const MOST_STREAMS = 5_000
const MOST_STREAMS_PER_SESSION = 20

export type Listener = {
  sessionId: string
  /**
   * Asked again before anything is sent: null when the session is over, else what its person may know of, by the
   * configuration of this moment.
   */
  admit: () => Promise<((event: RingEvent) => boolean) | null>
}

/** What this process streams, and to whom. */
const state = () =>
  once('events', () => ({
    ring: new EventRing(randomToken(16).replaceAll('-', '_'), RING),
    readers: new Set<Reader>(),
    following: undefined as Promise<unknown> | undefined,
    taking: Promise.resolve(),
    behind: 0,
  }))

/**
 * Server-sent events for the console: `hello`, then `changed` with kind and id, a comment every 15 seconds, `reset` when
 * something may have been missed (the reader then reads everything again). Resumes after `Last-Event-ID`.
 * A session that was revoked ends its stream at the next event or heartbeat (ATTACKS 122); 20 streams a session, 5,000 in
 * the process, refused with `rate.limited` beyond.
 */
export function openEvents(c: Context, listener: Listener): Response {
  const { readers } = state()
  const mine = [...readers].filter((reader) => reader.sessionId === listener.sessionId).length
  if (readers.size >= MOST_STREAMS || mine >= MOST_STREAMS_PER_SESSION) {
    return problemResponse({ code: 'rate.limited', retryAfterSeconds: 30 })
  }
  const lastSeen = c.req.header('last-event-id')
  const response = streamSSE(c, (stream) => new Reader(stream, listener).run(lastSeen))
  // Hop-by-hop headers are the server's business, and wrong under HTTP/2; `no-transform` keeps proxies from holding events back.
  response.headers.delete('transfer-encoding')
  response.headers.delete('connection')
  response.headers.set('cache-control', 'no-cache, no-transform')
  response.headers.set('x-accel-buffering', 'no')
  return response
}

/** How many streams are open, for the tests that a reader that left is forgotten. */
export function openStreams(): number {
  return state().readers.size
}

/** Listens before the first reader is told hello, and from then on for as long as the process lives. */
function follow(): Promise<unknown> {
  const events = state()
  if (events.following === undefined) {
    events.following = changes().onEvery(take)
    presence().onChange((requestId) => take({ kind: 'presence', id: requestId }))
  }
  return events.following
}

/** One after the other, because each is looked up once for all readers and their order is the order of the commits. */
function take(change: Change | null): void {
  const events = state()
  // Nobody reads, or nobody could keep up: remembering that something happened is enough.
  if (change === null || events.readers.size === 0 || events.behind >= MOST_QUEUED) {
    miss()
    return
  }
  events.behind += 1
  events.taking = events.taking.then(async () => {
    try {
      const event = events.ring.push(change, await seenOf(change))
      for (const reader of events.readers) reader.offer(event)
    } catch (error) {
      log().warn({ err: error }, 'a change could not be looked up')
      miss()
    } finally {
      events.behind -= 1
    }
  })
}

function miss(): void {
  const { ring, readers } = state()
  ring.forget()
  for (const reader of readers) reader.offer(null)
}

function seenOf(change: Change): Promise<Seen | null> {
  const request =
    change.kind === 'request' || change.kind === 'presence'
      ? change.id
      : change.kind === 'grant'
        ? change.request_id
        : undefined
  return request === undefined ? Promise.resolve(null) : readSeen(request)
}

class Reader {
  private queue: (RingEvent | null)[] = []
  private wake: (() => void) | undefined

  constructor(
    private readonly stream: SSEStreamingApi,
    private readonly listener: Listener,
  ) {}

  get sessionId(): string {
    return this.listener.sessionId
  }

  /** `null` stands for "something was missed". A reader too slow to keep up is told the same instead of being queued for. */
  offer(event: RingEvent | null): void {
    this.queue = event === null || this.queue.length >= MOST_QUEUED ? [null] : [...this.queue, event]
    this.wake?.()
  }

  async run(lastSeen: string | undefined): Promise<void> {
    const stop = () => this.wake?.()
    this.stream.onAbort(stop)
    stoppingSignal().addEventListener('abort', stop)
    state().readers.add(this)
    try {
      await follow()
      await this.greet(lastSeen)
      while (!this.over) {
        if (this.queue.length === 0) await this.sleep(HEARTBEAT_MS)
        if (this.over) return
        const queued = this.queue
        this.queue = []
        const mayHear = await this.listener.admit()
        if (mayHear === null) return
        await this.send(queued, mayHear)
      }
    } catch (error) {
      // The stream ends; the browser connects again and goes on after the last event that it saw.
      log().warn({ err: error }, 'an event stream broke off')
    } finally {
      state().readers.delete(this)
      stoppingSignal().removeEventListener('abort', stop)
    }
  }

  private get over(): boolean {
    return this.stream.aborted || this.stream.closed || stoppingSignal().aborted
  }

  private async greet(lastSeen: string | undefined): Promise<void> {
    const data = JSON.stringify({ server_now: (await now()).toISOString() })
    if (lastSeen === undefined) return this.stream.writeSSE({ event: 'hello', id: state().ring.head, data })
    // Without an id: until what was missed has arrived, the reader has not seen it.
    await this.stream.writeSSE({ event: 'hello', data })
    // What arrived while we greeted is in the ring too; sent once.
    this.queue = state().ring.since(lastSeen) ?? [null]
  }

  private async send(queued: readonly (RingEvent | null)[], mayHear: (event: RingEvent) => boolean): Promise<void> {
    if (queued.length === 0) await this.stream.write(': still here\n\n')
    for (const event of queued) {
      if (this.over) return
      if (event === null) await this.stream.writeSSE({ event: 'reset', id: state().ring.head, data: '{}' })
      else if (mayHear(event))
        await this.stream.writeSSE({
          event: 'changed',
          id: event.id,
          data: JSON.stringify({ kind: event.change.kind, id: event.change.id }),
        })
    }
  }

  private async sleep(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await new Promise<void>((resolve) => {
      this.wake = resolve
      timer = setTimeout(resolve, ms)
    })
    clearTimeout(timer)
    this.wake = undefined
  }
}
