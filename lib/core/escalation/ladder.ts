import type { Level } from '../presentation/presentation'

/** The steps by which more people are told that a request waits. None of them approves anything or moves a deadline (law 2). */
export const LADDER = ['remind', 'backup', 'owner'] as const
export type LadderStep = (typeof LADDER)[number]
/** `first`: who was told when it was asked. */
export type EscalationStep = 'first' | LadderStep

/** The time that people have to decide. */
export type Window = { createdAt: Date; expiresAt: Date }

/** After which share of the time a step is due. T3 hurries, because two people have to be found (UX 4.1). */
const SHARES: { readonly [level in 'T1' | 'T2' | 'T3']: { readonly [step in LadderStep]: number } } = {
  T1: { remind: 0.5, backup: 0.7, owner: 0.85 },
  T2: { remind: 0.5, backup: 0.7, owner: 0.85 },
  T3: { remind: 0.25, backup: 0.5, owner: 0.8 },
}

/** Of the time, so much is never waited through because somebody is looking. */
const KEPT_SHARE = 0.1

/** When a step is due, to the millisecond. A level that asks nobody is treated as T3: better too early. */
export function dueAt(step: LadderStep, level: Level, window: Window): Date {
  const shares = level === 'T1' || level === 'T2' ? SHARES[level] : SHARES.T3
  return new Date(window.createdAt.getTime() + Math.floor(lengthOf(window) * shares[step]))
}

/** The step that follows; null after the last. */
export function stepAfter(step: EscalationStep): LadderStep | null {
  if (step === 'first') return LADDER[0]
  return LADDER[LADDER.indexOf(step) + 1] ?? null
}

/**
 * When a step that is due is taken while somebody says that they are looking: when their time is over, and never in the last
 * tenth of the time that there is. Never earlier than it was due.
 */
export function postponed(due: Date, lookingUntil: Date, window: Window): Date {
  const latest = window.expiresAt.getTime() - Math.ceil(lengthOf(window) * KEPT_SHARE)
  return new Date(Math.max(due.getTime(), Math.min(lookingUntil.getTime(), latest)))
}

function lengthOf({ createdAt, expiresAt }: Window): number {
  return Math.max(0, expiresAt.getTime() - createdAt.getTime())
}
