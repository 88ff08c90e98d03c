import type { MachineStatus } from '../directory'
import type { MachineKind } from './machine'

/** The ways to stop something: one person lets a suspended one go on, two a quarantined one, nobody a retired one. */
export const stops = ['suspended', 'quarantined', 'retired'] as const
export type Stop = (typeof stops)[number]

const STOPS_FROM: Readonly<Record<MachineStatus, readonly Stop[]>> = {
  active: ['suspended', 'quarantined', 'retired'],
  suspended: ['quarantined', 'retired'],
  quarantined: ['retired'],
  retired: [],
}

/**
 * The stops that are possible from a state: each only narrows. Auditors and pipelines neither ask nor redeem, so suspending
 * them is all there is; a runtime has agents inside, so it is not retired.
 */
export function stopsFrom(status: MachineStatus, kind: MachineKind | 'runtime'): readonly Stop[] {
  const possible = STOPS_FROM[status]
  if (kind === 'agent' || kind === 'executor') return possible
  return possible.filter((stop) => stop === 'suspended' || (kind === 'runtime' && stop === 'quarantined'))
}

/** What the agent whose request ended with a stop is told. */
export function sayStopped(what: string, stop: Stop): string {
  return `Cancelled because ${what} was ${stop}.`
}

/** The other way round: what was stopped and how, of a reason that `sayStopped` wrote; null for any other. */
export function stoppedIn(message: string): { what: string; stop: Stop } | null {
  const [, what = '', how] = /^Cancelled because (.+) was (\w+)\.$/.exec(message) ?? []
  const stop = stops.find((known) => known === how)
  return stop === undefined ? null : { what, stop }
}
