import type { Json } from '../canonical/json'
import type { Level } from '../presentation/presentation'
import type { Rule } from './rule'

/** What is said about a boundary before anybody relies on it. Types only: each is computed by the file of its name beside this one. */

/** A rule as the form edits it. A rule that does not fit into it is edited as text. */
export type RuleForm = {
  id: string
  effect: 'permit' | 'forbid'
  tier: Rule['tier']
  /** Team slugs. */
  approvers: string[]
  quorum: number
  stepup: 'none' | 'passkey'
  /** Durations as they are written (`10m`); empty: not said. */
  grant_ttl: string
  decide_within: string
  grace: string
  deny_threshold: number
  batch: Rule['batch']
  /** What approvers confirm, one text each. */
  attestations: string[]
  /** What they are asked; empty: nothing. */
  prompt: string
  reason: string
  /** Empty: every agent that takes part. */
  runtimes: string[]
  /** Empty: every action of the catalogue. */
  actions: string[]
  resource: { kind: 'any' } | { kind: 'environment'; environment: string } | { kind: 'exact'; id: string }
  /** All of them must hold. */
  conditions: RuleCondition[]
}

/** `path` is below `context` (`params.amount`, `velocity.agent_24h.sum`) or below `resource` (`resource.sensitivity`). */
export type RuleCondition = {
  path: string
  op: '==' | '!=' | '<' | '<=' | '>' | '>='
  value: string | number | boolean
}

/** One rule of a text: where it stands, what it says, and its form when it fits. Offsets in UTF-16 code units. */
export type RuleView = {
  id: string
  from: number
  to: number
  level: Level
  tier: Rule['tier']
  /** "Refunds above €500.00 need two of payments-leads, each with a passkey." */
  sentence: SentencePart[]
  /** In `sentence`, and `reason` beside it. */
  reason: string
  form: RuleForm | null
}

/** `strong` is what to look at: an amount, a team, a number of people. */
export type SentencePart = { text: string; strong: boolean }

/** Something about a text that is no error, but is not meant either. */
export type Finding = {
  code:
    | 'unreachable'
    | 'contradictory'
    | 'shadowed'
    | 'action_without_rule'
    | 'team_empty'
    | 'team_unknown'
    | 'quorum_too_large'
    | 'runtime_unknown'
    | 'agent_unknown'
  /** The rule that it is about; null for an action that has none. */
  rule: string | null
  message: string
  severity: 'warn' | 'error'
}

/**
 * A class of requests that the constants in the conditions tell apart, as one example of it. What the server holds about the
 * resource is each version's own, so it is looked up in its catalogue. `context` is as Cedar gets it, but for the params.
 */
export type Cell = {
  action: string
  /** Slugs. */
  agent: string
  runtime: string
  resource: string
  context: { [name: string]: Json }
}

export type Direction = 'loosens' | 'tightens' | 'neutral'

/** One thing that a change changes, most loosening first. */
export type ChangeItem = {
  direction: Direction
  /** Rules, or parts of the catalogue (`agents`, `resource:charge:*`, `action:payments.refund`). */
  subjects: string[]
  sentence: SentencePart[]
  /** "was up to €20.00"; empty for something new. */
  before: string
  /** The levels of the cells that changed, old to new; null where no cell did. */
  levels: { from: Level; to: Level } | null
  /** True when it counts as loosening because it could not be decided. */
  undecided: boolean
}

/** Two versions compared. */
export type Comparison = {
  direction: Direction
  items: ChangeItem[]
  /** How many cells were asked about, and whether that was all of them. */
  cells: { asked: number; complete: boolean }
}

/** Recorded requests judged again by another version. `matrix[from][to]` counts. */
export type SimulationSummary = {
  requests: number
  from: string | null
  to: string | null
  /** SHA-256 over the ids and digests of the requests, so that the same data can be told again. */
  dataset: string
  matrix: Record<Level, Record<Level, number>>
  loosened: number
  tightened: number
  /** How often people would be asked in a day, before and after. */
  prompts_per_day: { before: number; after: number }
  /** Requests that could not be judged because their action or resource is not in the catalogue any more: they count as denied. */
  uncatalogued: number
  /** Actions of the catalogue that no rule permits. */
  uncovered: string[]
  /** Would now pass without a person although a person denied them; must be accepted by name. The newest of them; `denied_count` counts all. */
  denied_would_pass: SimulatedRequest[]
  denied_count: number
  /** Loosened first, then tightened; at most 200. */
  changed: SimulatedRequest[]
  /** How many requests each rule determines under the new text. */
  hits: Record<string, number>
}

export type SimulatedRequest = {
  request_id: string
  code: string
  title: string
  at: string
  from: Level
  to: Level
  rules: string[]
  status: string
  denied_by: string | null
  denial_code: string | null
}

/** A pinned example: it must come out as expected before a version can be activated. */
export type PinnedTest = {
  name: string
  wish: TestWish
  expect: { level: Level; approvers?: string[] | undefined }
}

/** A request as somebody imagines it: facts that are not said are ordinary (nothing counted before, signed assertion). */
export type TestWish = {
  agent: string
  action: string
  resource: string
  params: { [name: string]: Json }
  /** Paths below `context`, e.g. `velocity.agent_24h.sum`: 600000. */
  facts?: { [path: string]: number | boolean | string } | undefined
}

export type TestResult = { name: string; passed: boolean; got: Level; rules: string[]; message: string }
