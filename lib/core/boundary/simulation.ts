import { taggedDigest } from '../canonical/digest'
import type { Level } from '../presentation/presentation'
import type { Direction, SimulatedRequest, SimulationSummary } from './analysis'
import type { Replayed } from './replay'

/** Levels from the least to the most that is demanded. */
export const levels = ['T0', 'T1', 'T2', 'T3', 'TX'] as const satisfies readonly Level[]
const MOST_CHANGED = 200
const MOST_DENIED = 50
const DAY_MS = 86_400_000

/** What the summary says of a request beside how both versions judge it. */
export type Happened = Pick<
  SimulatedRequest,
  'request_id' | 'code' | 'title' | 'status' | 'denied_by' | 'denial_code'
> & {
  at: Date
  digest: string
  action: string
}

/** Which way a change of level goes. */
export function directionOf(from: Level, to: Level): Direction {
  const step = levels.indexOf(to) - levels.indexOf(from)
  return step < 0 ? 'loosens' : step > 0 ? 'tightens' : 'neutral'
}

/**
 * Counts recorded requests, one after another, into a summary: `add` each, newest first, then ask for the `summary`.
 * @param unpermitted actions that no rule permits, whatever was recorded.
 */
export function newSimulation(unpermitted: readonly string[]): {
  add: (happened: Happened, from: Replayed, to: Replayed) => void
  summary: () => SimulationSummary
} {
  const matrix = Object.fromEntries(
    levels.map((from) => [from, Object.fromEntries(levels.map((to) => [to, 0]))]),
  ) as SimulationSummary['matrix']
  const loosened: SimulatedRequest[] = []
  const tightened: SimulatedRequest[] = []
  const passing: SimulatedRequest[] = []
  const hits: Record<string, number> = {}
  const seen: string[] = []
  const count = { requests: 0, loosened: 0, tightened: 0, denied: 0, uncatalogued: 0, before: 0, after: 0 }
  let newest: Date | null = null
  let oldest: Date | null = null

  const add = (happened: Happened, from: Replayed, to: Replayed): void => {
    count.requests++
    newest ??= happened.at
    oldest = happened.at
    seen.push(`${happened.request_id} ${happened.digest}`)
    matrix[from.level][to.level]++
    if (to.uncatalogued !== null) count.uncatalogued++
    if (asks(from.level)) count.before++
    if (asks(to.level)) count.after++
    for (const rule of to.rules) hits[rule] = (hits[rule] ?? 0) + 1
    const direction = directionOf(from.level, to.level)
    const { at, digest: _, action: __, ...rest } = happened
    const said = { ...rest, at: at.toISOString(), from: from.level, to: to.level, rules: to.rules }
    if (direction === 'loosens' && count.loosened++ < MOST_CHANGED) loosened.push(said)
    if (direction === 'tightens' && count.tightened++ < MOST_CHANGED) tightened.push(said)
    if (to.level === 'T0' && from.level !== 'T0' && happened.denied_by !== null && count.denied++ < MOST_DENIED)
      passing.push(said)
  }

  const summary = (): SimulationSummary => {
    const days = newest && oldest ? Math.max(1, (newest.getTime() - oldest.getTime()) / DAY_MS) : 1
    return {
      requests: count.requests,
      from: oldest?.toISOString() ?? null,
      to: newest?.toISOString() ?? null,
      dataset: taggedDigest('countersign/simulation/v1', seen),
      matrix,
      loosened: count.loosened,
      tightened: count.tightened,
      prompts_per_day: { before: perDay(count.before, days), after: perDay(count.after, days) },
      uncatalogued: count.uncatalogued,
      uncovered: [...unpermitted].sort(),
      denied_would_pass: passing,
      denied_count: count.denied,
      changed: [...loosened, ...tightened].slice(0, MOST_CHANGED),
      hits,
    }
  }
  return { add, summary }
}

/** How many requests that people denied would pass; what was frozen before they were counted holds all of them. */
export function deniedCount(summary: Pick<SimulationSummary, 'denied_would_pass'> & { denied_count?: number }): number {
  return summary.denied_count ?? summary.denied_would_pass.length
}

/** What loosens in the recorded requests; nothing that changed is neutral. */
export function simulationDirection(summary: Pick<SimulationSummary, 'loosened' | 'tightened'>): Direction {
  return summary.loosened > 0 ? 'loosens' : summary.tightened > 0 ? 'tightens' : 'neutral'
}

/** The loosest of several answers counts (decision 0008). */
export function loosest(directions: readonly Direction[]): Direction {
  return directions.includes('loosens') ? 'loosens' : directions.includes('tightens') ? 'tightens' : 'neutral'
}

function asks(level: Level): boolean {
  return level === 'T1' || level === 'T2' || level === 'T3'
}

/** One decimal. */
function perDay(count: number, days: number): number {
  return Math.round((count / days) * 10) / 10
}
