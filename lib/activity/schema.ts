import { z } from 'zod'
import { limits } from '@/lib/core/limits'

/** GET /api/console/me/activity: what I decided, newest first, and how I decide. Nobody else reads it. */
export const activityQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^dec_[0-9a-z]{26}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})
export type ActivityQuery = z.infer<typeof activityQuery>

export const myDecision = z.object({
  id: z.string(),
  request_id: z.string(),
  title_parts: z.array(z.object({ text: z.string(), kind: z.enum(['text', 'value', 'code']) })),
  level: z.enum(['T0', 'T1', 'T2', 'T3', 'TX']),
  code: z.string(),
  agent: z.string(),
  workflow: z.string(),
  verb: z.enum(['approve', 'deny', 'abstain']),
  /** Of a denial. */
  denial: z.string().nullable(),
  reason: z.string(),
  signed: z.boolean(),
  decided_at: z.string(),
  /** From opening to deciding. */
  seconds: z.number().nullable(),
  /** How the request stands now, in a few words. */
  outcome: z.string(),
  status: z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled']),
  /** It ended against what I said. */
  overturned: z.boolean(),
})
export type MyDecision = z.infer<typeof myDecision>

export const activityPage = z.object({
  decisions: z.array(myDecision),
  next_cursor: z.string().nullable(),
  /** Of the last thirty days. */
  stats: z.object({
    decided: z.number(),
    approved: z.number(),
    denied: z.number(),
    abstained: z.number(),
    overturned: z.number(),
    median_seconds: z.number().nullable(),
  }),
  server_now: z.string(),
})
export type ActivityPage = z.infer<typeof activityPage>
