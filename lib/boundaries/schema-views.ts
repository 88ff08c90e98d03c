import type {
  Comparison,
  Finding,
  PinnedTest,
  RuleView,
  SimulationSummary,
  TestResult,
} from '@/lib/core/boundary/analysis'
import type { WorkflowFiles } from '@/lib/core/boundary/files'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { Level } from '@/lib/core/presentation/presentation'
import type { Blocker, NoReviewWhy } from '@/lib/core/refusal'

/** What the console is answered about workflows and their boundary versions. Times are RFC 3339 UTC. */

export type FilesView = { version: number; files: WorkflowFiles; digest: string }

type Named = { id: string; name: string }
export type BoundaryStatus = 'draft' | 'in_review' | 'active' | 'retired'

export type WorkflowItem = {
  id: string
  slug: string
  title: string
  description: string
  status: 'draft' | 'active' | 'suspended'
  owners: Named[]
  /** Null when nobody is named or acknowledged. */
  accountable: string | null
  version: number | null
  activated_at: string | null
  open: { version: number; status: 'draft' | 'in_review'; title: string; by: string } | null
  /** One sentence each; not empty: new requests are denied (active) or it cannot be activated (draft). */
  gaps: string[]
  /** Of the last 30 days. `levels` counts requests by level. */
  stats: {
    requests: number
    levels: Record<Level, number>
    approval_rate: number | null
    median_seconds: number | null
    expired: number
  }
  drift: 'none' | 'drifted' | 'not_in_code'
}

export type WorkflowsPage = {
  items: WorkflowItem[]
  next_cursor: string | null
  counts: { all: number; mine: number; gaps: number; in_review: number }
  /** Whether this person may create one. */
  may_create: boolean
  server_now: string
}

export type WorkflowView = WorkflowItem & {
  code_prefix: string
  may: { edit: boolean; suspend: boolean; resume: boolean; review: boolean; change_owners: boolean }
  versions: VersionItem[]
  code: { digest: string; ref: string; seen_at: string; pipeline: string; active_digest: string } | null
  /** Machines and runtimes that the version in force names, with their state. */
  machines: { kind: 'agent' | 'executor' | 'runtime'; slug: string; title: string; status: string }[]
  suspended_at: string | null
  server_now: string
}

export type VersionItem = {
  id: string
  version: number
  status: BoundaryStatus
  /** A retired version that never was in force. */
  discarded: boolean
  title: string
  author: string
  reviewers: string[]
  direction: Comparison['direction'] | null
  created_at: string
  activated_at: string | null
  retired_at: string | null
  /** Requests decided under this version. */
  requests: number
}

export type Fault = {
  rule: string | null
  line: number
  column: number
  from: number
  to: number
  message: string
  help: string | null
}

/** What is wrong with a catalogue, by field. */
export type CatalogueFault = { pointer: string; message: string }

export type CheckView = {
  faults: Fault[]
  catalogue_faults: CatalogueFault[]
  /** Empty while there are faults that keep the text from being read. */
  rules: RuleView[]
  findings: Finding[]
  tests: TestResult[]
  /** Against the version in force; null while there are faults. */
  comparison: Comparison | null
  /** What keeps it from being handed in and, after that, from being activated. */
  blockers: Blocker[]
  /** For completion: the attributes below `context` and `resource`, with their types. */
  schema: { path: string; type: string; actions: string[] }[]
}

export type ReviewView = {
  person: Named
  capacity: 'accountable_owner' | 'independent' | 'owner'
  verb: 'approve' | 'deny' | 'request_changes'
  reason: string
  accepts: boolean
  at: string
  /** A review of an earlier text of this change. */
  outdated: boolean
}

/** Who is asked to review, and who cannot and why. */
export type ReviewerView = {
  person: Named
  capacity: 'accountable_owner' | 'independent' | 'owner' | null
  state: 'approved' | 'denied' | 'requested_changes' | 'asked' | 'cannot'
  sentence: string
  is_me: boolean
}

export type CommentView = {
  id: string
  rule: string | null
  person: Named
  text: string
  at: string
  resolved: { by: string; at: string } | null
}

/** A version with everything in it. GET /workflows/{slug}/draft, /workflows/{slug}/versions/{version} */
export type BoundaryView = {
  id: string
  workflow: { slug: string; title: string; status: string; accountable: string | null }
  version: number
  status: BoundaryStatus
  title: string
  note: string
  ticket: string
  cedar: string
  catalogue: CatalogueJson
  tests: PinnedTest[]
  author: Named
  based_on: number | null
  source: 'console' | 'code'
  source_ref: { pipeline: string; ref: string } | null
  edits: number
  edited: { by: Named; at: string } | null
  /** Of the text as it is stored. */
  check: CheckView
  /** The version that it would replace: for marks in the margin and the text difference. */
  active: { version: number; cedar: string; catalogue: CatalogueJson; activated_at: string } | null
  /** Names for the form: what rules and catalogues may name. */
  known: {
    teams: { slug: string; title: string; members: number }[]
    agents: { slug: string; title: string; runtime: string; status: string }[]
    executors: { slug: string; title: string; status: string }[]
    runtimes: { slug: string; title: string; vendor: string | null; status: string }[]
  }
  /** Only once it was handed in. */
  review: {
    submitted_at: string
    change_digest: string
    direction: Comparison['direction']
    needed: number
    given: number
    /** Whether every approval is there that it takes, counted as of now. */
    complete: boolean
    /** Comes into force then, not before; null: with its last approval. */
    activate_at: string | null
    comparison: Comparison
    simulation: SimulationSummary
    tests: TestResult[]
    /** The author accepted that denied requests would pass. */
    accepted_by: string | null
    reviews: ReviewView[]
    reviewers: ReviewerView[]
    comments: CommentView[]
    me: { may_approve: boolean; why: NoReviewWhy | null; sentence: string }
    /** What happens on approval: pending requests that keep their version, agents whose sponsors are told. */
    after: { pending: number; agents: number }
  } | null
  /** Everything that was said of this version, of earlier texts of it too: what an author reads when it was sent back. */
  said: { reviews: ReviewView[]; comments: CommentView[] }
  may: { edit: boolean; withdraw: boolean; discard: boolean }
  server_now: string
}

/** One line of the answer to a simulation. */
export type SimulationLine =
  | { progress: { done: number; of: number } }
  | { result: SimulationSummary }
  | { failed: string }

export type TryView = {
  level: Level
  rules: { id: string; reason: string }[]
  sentence: string
  /** Who would be asked right now: names of the teams' members who may decide. */
  asked: { team: string; people: string[] }[]
  /** The level under the version in force; null when there is none. */
  active_level: Level | null
}

export type CompareView = {
  from: VersionItem & { cedar: string }
  to: VersionItem & { cedar: string }
  comparison: Comparison
}
