import { z } from 'zod'
import { accountabilityRoles } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { signatureBody } from '@/lib/identity/schema'

const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
const personId = z.string().regex(/^usr_[0-9a-z]{26}$/)
const day = z.iso.date()
const reason = z.string().trim().min(1, 'is needed').max(limits.reasonChars)
const role = z.enum(accountabilityRoles)

export const assignmentPath = z.strictObject({ id: z.string().regex(/^asg_[0-9a-z]{26}$/) })
export const cellPath = z.strictObject({ slug, role })
export const accountablePath = z.strictObject({ id: personId })

const needed = (max: number) => z.string('is needed').trim().min(1, 'is needed').max(max)

/** POST /accountability/{slug}/{role}/assign: one person, a team (its lead), or a vendor with somebody of ours who vouches. `review_by` is a day; 90 days from today unless told. */
export const assignBody = z.strictObject({
  person_id: personId.optional(),
  team: slug.optional(),
  vendor: z
    .strictObject({ name: needed(120), contract: needed(120), contact: needed(200), voucher_id: personId })
    .optional(),
  review_by: day.optional(),
})

/** POST /accountability/assignments/{id}/acknowledge: first without a signature, then with it. */
export const acknowledgeBody = z.strictObject({ signature: signatureBody.optional() })
/** POST /accountability/assignments/{id}/withdraw. */
export const withdrawBody = z.strictObject({ reason })
/** POST /accountability/assignments/{id}/remind. */
export const remindBody = z.strictObject({})
/** POST /accountability/campaigns. */
export const campaignBody = z.strictObject({ title: z.string().trim().min(1).max(120), due: day })

/** POST /accountability/people/{id}/hand-over: each thing goes to somebody by name. */
export const handOverBody = z.strictObject({
  reason,
  items: z
    .array(
      z.strictObject({
        kind: z.enum(['role', 'agent', 'executor', 'pipeline', 'runtime']),
        id: z.string().regex(/^(asg|agt|exr|pip|rnt)_[0-9a-z]{26}$/),
        to: personId,
      }),
    )
    .min(1)
    .max(200),
})

/** GET /accountability. */
export const matrixQuery = z.strictObject({
  view: z.enum(['all', 'gaps', 'due', 'vendors']).default('all'),
  q: z.string().max(100).optional(),
  cursor: slug.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type MatrixView = z.infer<typeof matrixQuery>['view']

/** Times are RFC 3339 UTC. */
export type CellView = {
  role: (typeof accountabilityRoles)[number]
  role_title: string
  state: 'ok' | 'due' | 'gap'
  /** Why it is a gap, as words: "has not acknowledged it". */
  gap: string | null
  /** Since when, where that is known. */
  gap_since: string | null
  assignment_id: string | null
  kind: 'person' | 'team' | 'vendor' | null
  /** The name that stands in the cell: a person, a team's slug, a vendor. */
  name: string
  /** The person who answers, when the name is none: the lead, whoever vouches. */
  person: { id: string; name: string } | null
  contract: string | null
  /** How many roles that person answers for. */
  load: number
  acknowledged_at: string | null
  review_due: string | null
  /** May I end it, acknowledge it? */
  may: { withdraw: boolean; acknowledge: boolean }
}

export type MatrixRow = {
  slug: string
  title: string
  status: 'draft' | 'active' | 'suspended'
  version: number | null
  requests_30d: number
  /** Requests denied with `accountability.gap` since the oldest gap that is open. */
  denied: number
  may_assign: boolean
  cells: CellView[]
}

export type CampaignView = {
  id: string
  title: string
  started_at: string
  due_at: string
  started_by: string
  asked: number
  confirmed: number
}

export type SharedRuntime = {
  slug: string
  title: string
  used_by: { slug: string; title: string }[]
  managed_by: string
  owner: string | null
}

export type MatrixPage = {
  items: MatrixRow[]
  next_cursor: string | null
  counts: { all: number; gaps: number; due: number; vendors: number }
  /** Active workflows with a gap: "2 workflows have a gap: their new requests are denied." */
  headline: { workflows: number; sentence: string; detail: string; cells: string[] } | null
  campaign: CampaignView | null
  may_start_campaign: boolean
  confirmed: { done: number; of: number }
  /** Assignments of mine that wait for my passkey. */
  mine: number
  shared_runtimes: SharedRuntime[]
  server_now: string
}

export type CellDetail = {
  workflow: { slug: string; title: string }
  cell: CellView
  denied: number
  may_assign: boolean
  /** The sentence that the assignee signs; null when nobody is named. */
  undertakes: string | null
  vendor: { name: string; contract: string; contact: string; voucher_id: string } | null
  team: { slug: string; members: number } | null
  assigned: { by: string; at: string } | null
  reminded_at: string | null
  signed: { by: string; at: string; statement: string }[]
  before: { from: string; to: string; name: string; why: string }[]
  people: { id: string; name: string; title: string; load: number }[]
  teams: { slug: string; title: string; lead: string | null; members: number }[]
  server_now: string
}

export type MineItem = {
  assignment_id: string
  workflow: { slug: string; title: string }
  role: CellView['role']
  role_title: string
  capacity: string
  undertakes: string
  state: 'new' | 'asked' | 'due' | 'lapsed' | 'ok'
  review_due: string
  next_review: string
  acknowledged_at: string | null
}
export type MinePage = {
  items: MineItem[]
  waiting: number
  campaign: CampaignView | null
  passkeys: number
  server_now: string
}

export type ResponsibilityView = {
  kind: 'role' | 'team_lead' | 'agent' | 'executor' | 'pipeline' | 'runtime' | 'workflow_owner'
  id: string
  slug: string
  title: string
  detail: string
  /** Whether it can be handed over here; what takes two people is proposed in the settings. */
  handed_over_here: boolean
}
export type AccountablePage = {
  person: { id: string; name: string; title: string; active: boolean }
  items: ResponsibilityView[]
  may_hand_over: boolean
  people: { id: string; name: string; title: string; load: number }[]
  server_now: string
}
/** GET /accountability/people. */
export type AccountablePeople = {
  items: { id: string; name: string; title: string; active: boolean; roles: number; other: number }[]
  next_cursor: string | null
  server_now: string
}
export const peopleQuery = z.strictObject({
  q: z.string().max(100).optional(),
  cursor: personId.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
