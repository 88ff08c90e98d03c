import { z } from 'zod'
import { limits } from '@/lib/core/limits'
import { denialCode, reading } from '@/lib/decisions/schema'
import { inboxItem } from '@/lib/inbox/schema'

/** Several requests decided at once (DESIGN 12, UX S4). */

const requestId = z.string().regex(/^req_[0-9a-z]{26}$/, 'must be the id of a request')
const digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
const reason = z.string().trim().max(limits.reasonChars)

const approval = z.strictObject({
  verb: z.literal('approve'),
  request_id: requestId,
  presentation_digest: digest,
  /** Instead of the batch's own reason. */
  reason: reason.optional(),
  reading,
})
const denial = z.strictObject({
  verb: z.literal('deny'),
  request_id: requestId,
  presentation_digest: digest,
  code: denialCode,
  reason: reason.min(1, 'say why, so that the agent can act on it'),
  next_action: z.enum(['none', 'revise']).default('none'),
  reading,
})

const signature = z.strictObject({
  challenge_id: z.string().max(64),
  /** AuthenticationResponseJSON over the challenge. */
  assertion: z.record(z.string(), z.unknown()),
})

/**
 * POST /api/console/batches. `review`: similar requests, each one opened before, under one passkey signature over the
 * ordered list; called without `signature` it answers with the challenge and has decided nothing. `denials`: any requests,
 * denied at once, without a signature.
 */
export const batchBody = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('review'),
      reason,
      items: z
        .array(z.discriminatedUnion('verb', [approval, denial]))
        .min(1)
        .max(limits.batchMax),
      signature: signature.optional(),
    }),
    z.strictObject({ kind: z.literal('denials'), items: z.array(denial).min(1).max(limits.batchMax) }),
  ])
  .superRefine(({ items }, ctx) => {
    const ids = items.map(({ request_id }) => request_id)
    for (const [at, id] of ids.entries())
      if (ids.indexOf(id) !== at)
        ctx.addIssue({ code: 'custom', path: ['items', at, 'request_id'], message: 'is in this batch already' })
  })
export type BatchBody = z.output<typeof batchBody>
export type BatchItem = BatchBody['items'][number]

/** What became of one item, in the order of the batch. */
export const batchResult = z.object({
  request_id: z.string(),
  verb: z.enum(['approve', 'deny']),
  recorded: z.boolean(),
  /** How the request stands afterwards, where the decision was recorded. */
  status: z.enum(['pending', 'approved', 'denied']).nullable(),
  given: z.number(),
  needed: z.number(),
  /** Why it was not recorded: the code of the refusal and its sentence. */
  code: z.string().nullable(),
  detail: z.string(),
})
export type BatchResult = z.infer<typeof batchResult>

export const batchRecorded = z.object({ batch_id: z.string(), results: z.array(batchResult) })

/** GET /api/console/batches?ids=req_a,req_b: what similar requests have in common and where they differ. */
export const batchQuery = z.strictObject({
  ids: z
    .string()
    .transform((text) => [...new Set(text.split(','))])
    .pipe(z.array(requestId).min(1).max(limits.batchMax)),
})

const unusual = z.object({ key: z.string(), label: z.string(), why: z.string() })

export const batchRow = z.object({
  item: inboxItem,
  presentation_digest: z.string(),
  /** This person has opened it, as the server remembers. */
  opened: z.boolean(),
  /** One for each column. */
  cells: z.array(z.string()),
  /** What is unusual among these; empty: nothing. */
  unusual: z.array(unusual),
})

export const batchView = z.object({
  action: z.object({ name: z.string(), title: z.string() }),
  workflow: z.object({ slug: z.string(), title: z.string() }),
  boundary_version: z.number(),
  level: z.enum(['T0', 'T1', 'T2', 'T3', 'TX']),
  /** At least so many characters of a reason. */
  reason_min: z.number(),
  has_passkey: z.boolean(),
  common: z.array(z.object({ label: z.string(), value: z.string() })),
  columns: z.array(z.object({ key: z.string(), label: z.string(), numeric: z.boolean(), total: z.string() })),
  /** Outliers first; none where all of them are decided by themselves. */
  rows: z.array(batchRow),
  /** Not in this batch, and why. */
  apart: z.array(z.object({ item: inboxItem, why: z.string() })),
  server_now: z.string(),
})
export type BatchView = z.infer<typeof batchView>
