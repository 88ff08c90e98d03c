import { z } from 'zod'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { IneligibleWhy } from '@/lib/core/refusal'

/** The console's view of requests: what the inbox and the request page draw. Times are RFC 3339 UTC. */

export const requestStatus = z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled'])
export const level = z.enum(['T0', 'T1', 'T2', 'T3', 'TX'])
export const titlePart = z.object({ text: z.string(), kind: z.enum(['text', 'value', 'code']) })
/** `tone` says how much attention a signal spends: red only for hidden characters, denials and gaps. */
export const signal = z.object({ key: z.string(), label: z.string(), tone: z.enum(['neutral', 'warn', 'danger']) })

export const inboxItem = z.object({
  id: z.string(),
  status: requestStatus,
  tier: z.enum(['allow', 'notify', 'approve', 'deny']),
  level,
  code: z.string(),
  title: z.string(),
  title_parts: z.array(titlePart),
  workflow: z.object({ slug: z.string(), title: z.string() }),
  environment: z.string(),
  action: z.string(),
  resource: z.string(),
  agent: z.object({ id: z.string(), slug: z.string() }),
  sponsor: z.object({ id: z.string(), name: z.string() }),
  principals: z.array(z.object({ id: z.string(), name: z.string() })),
  signals: z.array(signal),
  quorum: z.object({ needed: z.number(), given: z.number() }),
  /** This person's own decision, if any. */
  mine: z.enum(['approve', 'deny', 'abstain']).nullable(),
  can_decide: z.boolean(),
  cannot_why: z.custom<IneligibleWhy>().nullable(),
  created_at: z.string(),
  expires_at: z.string(),
  /** How it ended; one sentence for the row, e.g. "Mei Lin denied this: wrong scope." */
  ended: z.object({ at: z.string(), sentence: z.string() }).nullable(),
})
export type InboxItem = z.infer<typeof inboxItem>

/** `view`: `mine` = I can decide; `waiting` = pending but not for me to decide (or decided by me already); `ended` = terminal. */
export const inboxQuery = z.strictObject({
  view: z.enum(['mine', 'waiting', 'ended', 'all']).default('mine'),
  workflow: z.string().max(64).optional(),
  level: level.optional(),
  q: z.string().max(200).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
export type InboxQuery = z.infer<typeof inboxQuery>

export const inboxPage = z.object({
  items: z.array(inboxItem),
  next_cursor: z.string().nullable(),
  counts: z.object({ mine: z.number(), waiting: z.number(), due_soon: z.number(), decided_today: z.number() }),
  /** Slugs for the filter. */
  workflows: z.array(z.object({ slug: z.string(), title: z.string(), count: z.number() })),
  server_now: z.string(),
})
export type InboxPage = z.infer<typeof inboxPage>

export const decisionView = z.object({
  id: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  verb: z.enum(['approve', 'deny', 'abstain']),
  code: z.string().nullable(),
  reason: z.string(),
  private_note: z.string(),
  factor: z.enum(['passkey', 'session']),
  via_teams: z.array(z.string()),
  decided_at: z.string(),
  seconds_to_decide: z.number().nullable(),
})

/** Everyone who may, might have or may not decide: the quorum tracker. */
export const reviewerView = z.object({
  person: z.object({ id: z.string(), name: z.string() }),
  teams: z.array(z.string()),
  state: z.enum(['approved', 'denied', 'abstained', 'may', 'cannot']),
  /** For `cannot`, the sentence: "can't decide: sponsors this agent". For decided: "approved 12:01 with passkey". */
  sentence: z.string(),
  is_me: z.boolean(),
  at: z.string().nullable(),
})

export const grantView = z.object({
  id: z.string(),
  request_id: z.string(),
  status: z.enum(['issued', 'redeemed', 'completed', 'revoked', 'expired']),
  title: z.string(),
  code: z.string(),
  level,
  workflow: z.object({ slug: z.string(), title: z.string() }),
  agent: z.string(),
  executor: z.string(),
  resource: z.string(),
  approved_by: z.array(z.string()),
  issued_at: z.string(),
  not_before: z.string(),
  expires_at: z.string(),
  redeemed_at: z.string().nullable(),
  ended_at: z.string().nullable(),
  ended_why: z.string().nullable(),
  execution: z
    .object({
      id: z.string(),
      started_at: z.string(),
      lease_expires_at: z.string(),
      outcome: z.enum(['succeeded', 'failed', 'unknown']).nullable(),
      detail: z.string(),
      completed_at: z.string().nullable(),
    })
    .nullable(),
  can_revoke: z.boolean(),
})
export type GrantView = z.infer<typeof grantView>

export const historyEntry = z.object({
  entry_id: z.string(),
  /** Index in the log; null until the sequencer has numbered it. */
  index: z.number().nullable(),
  at: z.string(),
  type: z.string(),
  actor: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  sentence: z.string(),
  tone: z.enum(['neutral', 'ok', 'warn', 'danger']),
  request_id: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof historyEntry>

export const requestView = z.object({
  item: inboxItem,
  presentation: z.custom<Presentation>(),
  /** The canonical text whose SHA-256 is `presentation_digest`; shown under "Raw". */
  presentation_text: z.string(),
  presentation_digest: z.string(),
  digest: z.string(),
  reviewers: z.array(reviewerView),
  decisions: z.array(decisionView),
  me: z.object({
    can_decide: z.boolean(),
    cannot_why: z.custom<IneligibleWhy>().nullable(),
    cannot_sentence: z.string().nullable(),
    has_passkey: z.boolean(),
    /** Pointers of long values that must be opened before approve turns on. */
    must_open: z.array(z.string()),
    opened: z.array(z.string()),
    /** "You are asked because you are in Payments leads." */
    asked_because: z.string().nullable(),
  }),
  resolution: z.object({ status: requestStatus, sentence: z.string(), at: z.string() }).nullable(),
  grant: grantView.nullable(),
  history: z.array(historyEntry),
  previous: z
    .object({
      id: z.string(),
      title: z.string(),
      status: requestStatus,
      sentence: z.string(),
      changes: z.array(z.object({ label: z.string(), before: z.string(), after: z.string() })),
    })
    .nullable(),
  position: z
    .object({ index: z.number(), total: z.number(), prev: z.string().nullable(), next: z.string().nullable() })
    .nullable(),
  server_now: z.string(),
})
export type RequestView = z.infer<typeof requestView>
