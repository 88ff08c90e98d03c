import type { BoundaryView, CheckView } from '@/lib/boundaries/schema-views'
import type { PinnedTest, RuleForm, RuleView, SimulationSummary } from '@/lib/core/boundary/analysis'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'

/** What of a draft is drawn. The text itself is not in it: it lives in the editor, and typing draws nothing of React's. */
export type DeskState = {
  /** The rules as they were last readable; what was added since, at the end. */
  rules: readonly RuleView[]
  /** Forms that were edited and not read back yet; they are newer than `rules`. */
  edited: ReadonlyMap<string, RuleForm>
  /** Rules whose text was edited by hand since it was read: their forms wait for the next check. */
  locked: ReadonlySet<string>
  selected: string | null
  check: CheckView
  /** What the last readable text was said to change, and what was remarked on it: it stays while somebody types. */
  read: Pick<CheckView, 'comparison' | 'findings'>
  /** True while the text is newer than `check`. */
  checking: boolean
  /** Why there is no newer check; empty while all is well. */
  checkFailed: string
  catalogue: CatalogueJson
  tests: readonly PinnedTest[]
  title: string
  note: string
  ticket: string
  save: SaveState
  simulation: Simulation
}

export type SaveState =
  | { state: 'saved'; at: string | null }
  | { state: 'waiting' | 'saving' }
  | { state: 'failed'; message: string }
  | { state: 'conflict'; by: string; at: string; edits: number }

export type Simulation = {
  /** Of the last text without a fault; null before the first one. */
  result: SimulationSummary | null
  at: string | null
  running: { done: number; of: number } | null
  /** Whether `result` is about the text as it stands. */
  fresh: boolean
  failed: string
  last: number
}

/** The desk when a draft is opened. */
export function openingState(view: BoundaryView): DeskState {
  return {
    rules: view.check.rules,
    edited: new Map(),
    locked: new Set(),
    selected: null,
    check: view.check,
    read: view.check,
    checking: false,
    checkFailed: '',
    catalogue: view.catalogue,
    tests: view.tests,
    title: view.title,
    note: view.note,
    ticket: view.ticket,
    save: { state: 'saved', at: view.edited?.at ?? null },
    simulation: { result: null, at: null, running: null, fresh: false, failed: '', last: 1_000 },
  }
}

export function isValid(check: CheckView): boolean {
  return check.faults.length === 0 && check.catalogue_faults.length === 0
}

/** After whatever waits now: keys, and the frame that shows them. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0))
}
