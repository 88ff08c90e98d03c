import type { Level } from '../presentation/presentation'
import { type Signal, signalsOf, type Watched } from './signals'

/** What the guard does, from nothing to most. Whatever it is, a denial is never asked for anything. */
export const guardLevels = ['none', 'nudge', 'check', 'reroute'] as const
export type GuardLevel = (typeof guardLevels)[number]

export type Assessed = { level: GuardLevel; signals: Signal[] }

/** How attentive somebody seems to be, by their last decisions. One signal is a nudge, two are a question, four a rest. */
export function assess(watched: Watched): Assessed {
  const found = signalsOf(watched)
  const weight = found.reduce((sum, each) => sum + each.weight, 0)
  return {
    level: weight === 0 ? 'none' : weight === 1 ? 'nudge' : weight < 4 ? 'check' : 'reroute',
    signals: found.map(({ signal }) => signal),
  }
}

/** This very request was opened only just now: read for `seconds` of the `floor` that skimming it takes. */
export type Hasty = { seconds: number; floor: number }

export type Approving = {
  /** Of the person; while they rest it is `reroute`. */
  level: GuardLevel
  request: Level
  /** Null when there was time to read it. */
  hasty: Hasty | null
  /** Without this person, enough are left who could approve. */
  enoughOthers: boolean
}

/**
 * What this approval needs. The question is asked from T2 on; below, being told must do. A T3 that was opened a moment ago is
 * never signed without one (ATTACKS 54), a T2 only where there is a signal besides. Nobody is sent to rest where nobody else
 * could decide: what they approve then needs the question, at every level.
 */
export function demandOf({ level, request, hasty, enoughOthers }: Approving): GuardLevel {
  if (request === 'T0' || request === 'TX') return 'none'
  if (level === 'reroute') return enoughOthers ? 'reroute' : 'check'
  const high = request === 'T3' || (request === 'T2' && level !== 'none')
  const asked = level === 'check' || (hasty !== null && high)
  if (asked) return request === 'T1' ? 'nudge' : 'check'
  return level === 'none' && hasty === null ? 'none' : 'nudge'
}

/** The stricter of two. */
export function stricter(a: GuardLevel, b: GuardLevel): boolean {
  return guardLevels.indexOf(a) > guardLevels.indexOf(b)
}
