import { setImmediate as breathe } from 'node:timers/promises'
import type { Comparison } from '@/lib/core/boundary/analysis'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import { type ComparedSide, comparing } from '@/lib/core/boundary/compare'
import { sayComparison } from '@/lib/core/boundary/say-comparison'
import { readCatalogue } from '@/lib/core/catalogue/catalogue'
import type { Directory } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import { evaluateBoundary, type PreparedBoundary, prepareText } from '@/lib/platform/cedar'
import { type ReadRule, readBoundary } from '@/lib/platform/cedar-text'
import type { Checked } from './around'

/** How long cells are asked about before everybody else in this process gets a turn. Milliseconds. */
const SLICE_MS = 8

type Text = Pick<Checked, 'cedar' | 'catalogue'>

/** Two texts compared, in slices: asking about every cell of two large ones takes seconds. */
export async function compareTexts(
  old: (Text & { prepared: PreparedBoundary | null }) | null,
  next: Text & { rules: readonly ReadRule[] },
  directory: Pick<Directory, 'teamIdBySlug'>,
  language: SaidIn,
): Promise<Comparison> {
  const sides = { old: old && sideOf(old, rulesOf(old), directory), new: sideOf(next, next.rules, directory) }
  const prepared = { old: old?.prepared ?? null, new: prepareText(next.cedar) }
  const steps = comparing(sides, (side) => (request) => evaluateBoundary(prepared[side], request))
  for (let since = performance.now(); ; ) {
    const step = steps.next()
    if (step.done) return sayComparison(step.value, sides, language)
    if (performance.now() - since < SLICE_MS) continue
    await breathe()
    since = performance.now()
  }
}

/** The rules of a stored version, as they are compared. */
export function rulesOf({ cedar, catalogue }: Text): ReadRule[] {
  return readBoundary(cedar, cedarSchemaFor(readCatalogue(catalogue).actionTypes.values())).rules
}

function sideOf(
  { catalogue }: Text,
  rules: readonly ReadRule[],
  directory: Pick<Directory, 'teamIdBySlug'>,
): ComparedSide {
  return { rules, catalogue, teamIds: directory.teamIdBySlug }
}
