import { setMaxListeners } from 'node:events'
import { z } from 'zod'
import { subscribe } from '@/lib/platform/listen'
import { log } from '@/lib/platform/log'
import { once } from '@/lib/platform/once'

/** What changed; told inside the transaction that changed it and heard after its commit. */
const changeSchema = z.object({
  // `config`: something of the noun that `id` names changed; `notice`: something for the person that `id` names.
  // `presence`: somebody opened or left the request that `id` names.
  kind: z.enum(['request', 'grant', 'log', 'session', 'config', 'notice', 'presence']),
  id: z.string().max(64),
  /** The request that a changed grant belongs to. */
  request_id: z.string().max(64).optional(),
})
export type Change = z.infer<typeof changeSchema>

/** `null`: changes may have been missed; whatever is known may be stale. */
export type Heard = (change: Change | null) => void

const CHANNEL = 'countersign_changed'

/** Everyone in this process who waits for changes, on one subscription of the process's LISTEN connection. */
class Changes {
  private readonly all = new Set<Heard>()
  private readonly byId = new Map<string, Set<() => void>>()
  private subscribed: Promise<() => void> | undefined

  /** Calls `heard` for every change until the returned function is called. Resolves when nothing more can be missed. */
  async onEvery(heard: Heard): Promise<() => void> {
    this.all.add(heard)
    await this.listening()
    return () => {
      this.all.delete(heard)
    }
  }

  /** Calls `wake` when the thing with this id changed, or may have; as `onEvery` otherwise. */
  async on(id: string, wake: () => void): Promise<() => void> {
    const set = this.byId.get(id) ?? new Set()
    set.add(wake)
    this.byId.set(id, set)
    await this.listening()
    return () => {
      set.delete(wake)
      if (set.size === 0) this.byId.delete(id)
    }
  }

  /** How many wait, for the tests that nothing is left behind. */
  get size(): number {
    return this.all.size + [...this.byId.values()].reduce((sum, set) => sum + set.size, 0)
  }

  private async listening(): Promise<void> {
    this.subscribed ??= subscribe(CHANNEL, (payload) => this.hear(payload))
    await this.subscribed
  }

  private hear(payload: string | null): void {
    const change = payload === null ? null : parseChange(payload)
    // What cannot be read is treated as missed: waking too often is harmless, too seldom is not.
    for (const heard of this.all) heard(change)
    const woken =
      change === null ? [...this.byId.keys()] : [change.id, ...(change.request_id ? [change.request_id] : [])]
    for (const id of woken) for (const wake of this.byId.get(id) ?? []) wake()
  }
}

function parseChange(payload: string): Change | null {
  try {
    return changeSchema.parse(JSON.parse(payload))
  } catch (error) {
    log().warn({ err: error }, 'a change notification could not be read')
    return null
  }
}

/** The process's one. */
export const changes = (): Changes => once('changes', () => new Changes())

/** Aborts when the process stops, so that no open answer holds it up. */
const stopping = () =>
  once('stopping', () => {
    const controller = new AbortController()
    // Thousands of open answers listen to it, each for as long as it is open.
    setMaxListeners(0, controller.signal)
    return controller
  })

/** Ends every long poll (which then answers what it knows) and every event stream of this process; for a clean stop. */
export function closeStreams(): void {
  stopping().abort()
}

/** True from `closeStreams` on. */
export function stoppingSignal(): AbortSignal {
  return stopping().signal
}
