import type { BoundaryView } from '@/lib/boundaries/schema-views'
import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import type { Blocker } from '@/lib/core/refusal'
import type { DeskState } from './desk-state'
import { counted } from './words'

/** Something that must be settled before a draft can be handed in; `pane` or `href` is where. */
export type OpenItem = { key: string; text: string; pane: Pane | null; href: string | null }
export const PANES = ['rules', 'text', 'catalogue', 'simulation'] as const
export type Pane = (typeof PANES)[number]

/** Handing in waits for these; the others wait only for the activation. */
const BEFORE_REVIEW: readonly Blocker['code'][] = ['invalid_text', 'invalid_catalogue', 'no_rules', 'test_fails']

/** What is open, each once: "1 error", "1 failing test", "3 denied requests to accept". */
export function openItems(check: DeskState['check'], result: SimulationSummary | null, accepts: boolean): OpenItem[] {
  const items: OpenItem[] = []
  const add = (key: string, text: string, pane: Pane) => items.push({ key, text, pane, href: null })
  if (check.faults.length > 0) add('faults', counted(check.faults.length, 'error'), 'text')
  if (check.catalogue_faults.length > 0)
    add(
      'catalogue',
      counted(check.catalogue_faults.length, 'fault in the catalogue', 'faults in the catalogue'),
      'catalogue',
    )
  const failing = check.tests.filter((test) => !test.passed).length
  if (failing > 0) add('tests', counted(failing, 'failing test'), 'simulation')
  const denied = result?.denied_count ?? 0
  if (denied > 0 && !accepts) add('denied', '1 acknowledgement', 'simulation')
  if (check.blockers.some((blocker) => blocker.code === 'no_rules')) add('rules', 'no rule yet', 'rules')
  return items
}

/** What can wait until the activation, as the server says it. */
export function laterBlockers(check: BoundaryView['check']): Blocker[] {
  return check.blockers.filter(
    (blocker) => !BEFORE_REVIEW.includes(blocker.code) && blocker.code !== 'denied_would_pass',
  )
}
