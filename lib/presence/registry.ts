import { z } from 'zod'
import { subscribe } from '@/lib/platform/listen'
import { once } from '@/lib/platform/once'

/** What one open page says of itself, told to every process. */
export const sighting = z.strictObject({
  request_id: z.string().max(64),
  person_id: z.string().max(64),
  connection: z.string().max(64),
  here: z.boolean(),
})
export type Sighting = z.infer<typeof sighting>

export const PRESENCE_CHANNEL = 'countersign_presence'

/** A page that said nothing for so long is gone: its beat comes every fifteen seconds. */
const GONE_AFTER_MS = 40_000
const SWEEP_MS = 5_000
/** Far more than people have pages open; beyond it new ones are not remembered, which costs a name beside an eye. */
const MOST = 20_000

type Listener = (requestId: string) => void
type Page = { personId: string; connection: string; since: number; seen: number }

/**
 * Who has which request open now: in memory only, per open page, gone when the page says so or says nothing any more. No
 * decision rests on it. `now` in milliseconds of any steady clock.
 */
export class PresenceRegistry {
  private readonly pages = new Map<string, Map<string, Page>>()
  private readonly listeners = new Set<Listener>()
  private count = 0

  hear({ request_id, person_id, connection, here }: Sighting, now: number): void {
    const key = `${person_id} ${connection}`
    const open = this.pages.get(request_id) ?? new Map<string, Page>()
    const known = open.get(key)
    if (!here) {
      if (known) this.drop(request_id, open, key)
      return
    }
    if (known) {
      known.seen = now
      return
    }
    if (this.count >= MOST) return
    open.set(key, { personId: person_id, connection, since: now, seen: now })
    this.pages.set(request_id, open)
    this.count += 1
    this.tell(request_id)
  }

  /** People who have it open, each once, who came first first. */
  whoHas(requestId: string, now: number): string[] {
    const open = [...(this.pages.get(requestId)?.values() ?? [])].filter((page) => now - page.seen < GONE_AFTER_MS)
    return [...new Set(open.sort((a, b) => a.since - b.since).map(({ personId }) => personId))]
  }

  /** Forgets pages that say nothing any more. */
  sweep(now: number): void {
    for (const [requestId, open] of this.pages)
      for (const [key, page] of open) if (now - page.seen >= GONE_AFTER_MS) this.drop(requestId, open, key)
  }

  /** Calls `heard` with the id of a request whenever somebody came or went. */
  onChange(heard: Listener): () => void {
    this.listeners.add(heard)
    return () => this.listeners.delete(heard)
  }

  get size(): number {
    return this.count
  }

  private drop(requestId: string, open: Map<string, Page>, key: string): void {
    open.delete(key)
    this.count -= 1
    if (open.size === 0) this.pages.delete(requestId)
    this.tell(requestId)
  }

  private tell(requestId: string): void {
    for (const heard of this.listeners) heard(requestId)
  }
}

/** This process's registry. It hears every process's pages from the moment it is first asked for. */
export function presence(): PresenceRegistry {
  return shared().registry
}

/** The registry once it hears every process: what is said from then on is not missed. */
export async function listeningPresence(): Promise<PresenceRegistry> {
  const { registry, listening } = shared()
  await listening
  return registry
}

function shared(): { registry: PresenceRegistry; listening: Promise<unknown> } {
  return once('presence', () => {
    const registry = new PresenceRegistry()
    const listening = subscribe(PRESENCE_CHANNEL, (payload) => {
      const heard = payload === null ? null : sighting.safeParse(parsed(payload))
      // What was missed says itself again within a beat.
      if (heard?.success) registry.hear(heard.data, performance.now())
    })
    setInterval(() => registry.sweep(performance.now()), SWEEP_MS).unref()
    return { registry, listening }
  })
}

function parsed(payload: string): unknown {
  try {
    return JSON.parse(payload)
  } catch {
    return null
  }
}
