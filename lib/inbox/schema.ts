import { z } from 'zod'
import type { RevisableParam } from '@/lib/core/decision/revisable'
import { groupings, sortings } from '@/lib/core/inbox/group'
import { QUERY_CHARS } from '@/lib/core/inbox/query'
import { limits } from '@/lib/core/limits'
import type { Presentation } from '@/lib/core/presentation/presentation'
import type { IneligibleWhy } from '@/lib/core/refusal'
import { escalationView } from '@/lib/escalation/schema'
import { guardView } from '@/lib/guard/schema'

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
  /** Who says "I am looking", and until when. */
  claim: z
    .object({ person: z.object({ id: z.string(), name: z.string() }), until: z.string(), is_me: z.boolean() })
    .nullable(),
  /** Until when this person has put it aside. */
  snoozed_until: z.string().nullable(),
  /** Who handed it to this person, and why. */
  handed: z
    .object({ by: z.object({ id: z.string(), name: z.string() }), reason: z.string(), at: z.string() })
    .nullable(),
  open_questions: z.number(),
  created_at: z.string(),
  expires_at: z.string(),
  /** How it ended; one sentence for the row, e.g. "Mei Lin denied this: wrong scope." */
  ended: z.object({ at: z.string(), sentence: z.string() }).nullable(),
})
export type InboxItem = z.infer<typeof inboxItem>

/** The query grammar of core/inbox/query; what is not understood narrows nothing. */
export const query = z.string().max(QUERY_CHARS).default('')
export const grouping = z.enum(groupings)
export const sorting = z.enum(sortings)

/**
 * `view`: `mine` = I can decide and have not put it aside; `snoozed` = I have; `waiting` = pending but not for me to decide
 * (or decided by me already); `ended` = terminal, the newest 200. `q` is the query grammar of core/inbox/query; what is not understood narrows nothing.
 */
export const inboxQuery = z.strictObject({
  view: z.enum(['mine', 'snoozed', 'waiting', 'ended']).default('mine'),
  q: query,
  group: grouping.default('risk'),
  sort: sorting.default('time'),
  /** So many whole rows come along; the others are asked for when they come into view. */
  limit: z.coerce.number().int().min(0).max(100).default(50),
})
export type InboxQuery = z.infer<typeof inboxQuery>

/** The whole list in order, as ids, and the first rows of it. */
export const inboxPage = z.object({
  groups: z.array(
    z.object({
      key: z.string(),
      level,
      /** What all of the group ask for; null where they differ. */
      quorum: z.number().nullable(),
      /** Empty where level and quorum say it, and where nothing is grouped. */
      words: z.string(),
      ids: z.array(z.string()),
    }),
  ),
  total: z.number(),
  /** There are more than can be put in order; these are the most urgent. */
  truncated: z.boolean(),
  items: z.array(inboxItem),
  /** Where the query leaves nothing: the part of it without which something would be left. */
  blame: z.string().nullable(),
  counts: z.object({
    mine: z.number(),
    snoozed: z.number(),
    waiting: z.number(),
    due_soon: z.number(),
    decided_today: z.number(),
  }),
  /** How fast this person decides, and what will be over before they get to it. Private to them. */
  pace: z.object({
    today_seconds: z.number().nullable(),
    usual_seconds: z.number().nullable(),
    /** Ids of what is lost at that pace. */
    late: z.number(),
  }),
  server_now: z.string(),
})
export type InboxPage = z.infer<typeof inboxPage>

/** GET /inbox/rows?ids=a,b: whole rows, as far as the person may see them; in no order. */
export const rowsQuery = z.strictObject({
  ids: z
    .string()
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.string().regex(/^req_[0-9a-z]{26}$/, 'must be ids of requests'))
        .min(1)
        .max(limits.rowsMax),
    ),
})
export const inboxRows = z.object({ items: z.array(inboxItem), server_now: z.string() })
export type InboxRows = z.infer<typeof inboxRows>

/** GET /requests: everything that the person may see, newest first. */
export const requestsQuery = z.strictObject({
  q: query,
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})
export type RequestsQuery = z.infer<typeof requestsQuery>

export const requestsPage = z.object({
  items: z.array(inboxItem),
  next_cursor: z.string().nullable(),
  server_now: z.string(),
})
export type RequestsPage = z.infer<typeof requestsPage>

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
  /** How it was read, as their browser said; null when it said nothing. */
  reading_seconds: z.number().nullable(),
  sections_seen: z.number(),
  attested: z.array(z.string()),
  answers: z.array(z.object({ prompt: z.string(), answer: z.string() })),
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

/** What somebody asked, and what was answered: claims, never facts. */
export const questionView = z.object({
  id: z.string(),
  of: z.enum(['agent', 'sponsor']),
  by: z.object({ id: z.string(), name: z.string() }),
  text: z.string(),
  asked_at: z.string(),
  answer: z.object({ text: z.string(), by: z.string(), at: z.string() }).nullable(),
})
export type QuestionView = z.infer<typeof questionView>
export const fieldChange = z.object({ label: z.string(), before: z.string(), after: z.string() })
/** "Amount", "at most €400.00" */
export const proposedLine = z.object({ label: z.string(), text: z.string() })

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
    /** The latest moment until which this person may put it aside; null when they may not. */
    snooze_latest: z.string().nullable(),
    /** Questions that were asked of the sponsor are this person's to answer. */
    is_sponsor: z.boolean(),
    /** What the fatigue guard asks of this person, who alone is told. */
    guard: guardView,
  }),
  questions: z.array(questionView),
  /** Who was told that it waits, and who is next; null for one that nobody was asked about. */
  escalation: escalationView.nullable(),
  handovers: z.array(
    z.object({
      from: z.object({ id: z.string(), name: z.string() }),
      to: z.object({ id: z.string(), name: z.string() }),
      reason: z.string(),
      at: z.string(),
    }),
  ),
  resolution: z.object({ status: requestStatus, sentence: z.string(), at: z.string() }).nullable(),
  grant: grantView.nullable(),
  history: z.array(historyEntry),
  previous: z
    .object({
      id: z.string(),
      title: z.string(),
      status: requestStatus,
      sentence: z.string(),
      changes: z.array(fieldChange),
      /** What was asked for instead, in the words of a person; empty when nothing was. */
      proposed: z.array(proposedLine),
    })
    .nullable(),
  /** Every revision of this wish, oldest first; one when it was asked once. */
  revisions: z.array(
    z.object({ id: z.string(), number: z.number(), status: requestStatus, at: z.string(), can_open: z.boolean() }),
  ),
  /** The newest revision, when this is an older one, and what it changed. */
  newer: z
    .object({ id: z.string(), number: z.number(), can_open: z.boolean(), changes: z.array(fieldChange) })
    .nullable(),
  /** What I may propose other values for; empty when I may not decide. */
  revisable: z.array(z.custom<RevisableParam>()),
  /** What the agent was told to ask for instead. */
  counter_proposal: z.array(proposedLine),
  position: z
    .object({ index: z.number(), total: z.number(), prev: z.string().nullable(), next: z.string().nullable() })
    .nullable(),
  server_now: z.string(),
})
export type RequestView = z.infer<typeof requestView>
