import { once } from '@/lib/platform/once'

/** A machine is noted at most once in so long, per process. Milliseconds. */
const NOTE_EVERY_MS = 60_000

type Noted = { notedAt: Map<string, number>; waiting: Map<string, Date> }

/**
 * Notes in memory that a machine was heard of, with the credential that it showed. The call that it made neither waits for
 * this nor fails by it: a loop of the server writes what is noted. A minute that is lost with a process does not matter.
 * Only proven identities are noted, so both maps are as small as the registry.
 */
export function noteSighting(machineId: string, credentialId: string, now: Date): void {
  const { notedAt, waiting } = noted()
  for (const id of [machineId, credentialId]) {
    const last = notedAt.get(id)
    if (last !== undefined && now.getTime() - last < NOTE_EVERY_MS) continue
    notedAt.set(id, now.getTime())
    waiting.set(id, now)
  }
}

/** Hands over what waits to be written. */
export function takeSightings(): ReadonlyMap<string, Date> {
  const state = noted()
  const { waiting } = state
  state.waiting = new Map()
  return waiting
}

/** Puts back what could not be written, unless something newer was noted since. */
export function returnSightings(sightings: ReadonlyMap<string, Date>): void {
  const { waiting } = noted()
  for (const [id, at] of sightings) if (!waiting.has(id)) waiting.set(id, at)
}

// The server and Next's bundle of this file share one memory.
function noted(): Noted {
  return once('machines.sightings', () => ({ notedAt: new Map(), waiting: new Map() }))
}
