import type { Translate } from '@/components/language/translate'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import type { Blocker } from '@/lib/core/refusal'
import type { DeskState } from './desk-state'

/** Something that must be settled before a draft can be handed in; `pane` or `href` is where. */
export type OpenItem = { key: string; text: string; pane: Pane | null; href: string | null }
export const PANES = ['rules', 'text', 'catalogue', 'simulation'] as const
export type Pane = (typeof PANES)[number]

/** Handing in waits for these; the others wait only for the activation. */
const BEFORE_REVIEW: readonly Blocker['code'][] = ['invalid_text', 'invalid_catalogue', 'no_rules', 'test_fails']

/** What is open, each once: "1 error", "1 failing test", "3 denied requests to accept". */
export function openItems(
  t: Translate<'boundary'>,
  check: DeskState['check'],
  result: SimulationSummary | null,
  accepts: boolean,
): OpenItem[] {
  const items: OpenItem[] = []
  const add = (key: string, text: string, pane: Pane) => items.push({ key, text, pane, href: null })
  if (check.faults.length > 0) add('faults', t('count.errors', { count: check.faults.length }), 'text')
  if (check.catalogue_faults.length > 0)
    add('catalogue', t('count.catalogueFaults', { count: check.catalogue_faults.length }), 'catalogue')
  const failing = check.tests.filter((test) => !test.passed).length
  if (failing > 0) add('tests', t('count.failingTests', { count: failing }), 'simulation')
  const denied = result?.denied_count ?? 0
  if (denied > 0 && !accepts) add('denied', t('editor.acknowledgement'), 'simulation')
  if (check.blockers.some((blocker) => blocker.code === 'no_rules')) add('rules', t('editor.noRule'), 'rules')
  return items
}

/** What can wait until the activation, as the server says it. */
export function laterBlockers(check: BoundaryView['check']): Blocker[] {
  return check.blockers.filter(
    (blocker) => !BEFORE_REVIEW.includes(blocker.code) && blocker.code !== 'denied_would_pass',
  )
}
