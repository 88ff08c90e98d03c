import { z } from 'zod'

/** What the demo's programs read of the machine API's answers (DESIGN 10); members they have no use for are passed over. */

export const requestAnswer = z.object({
  id: z.string(),
  status: z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled']),
  tier: z.enum(['allow', 'notify', 'approve', 'deny']),
  binding_code: z.string(),
  reasons: z.array(z.object({ code: z.string(), message: z.string() })),
  progress: z.object({ needed: z.number(), given: z.number() }),
  next_action: z.string(),
  poll_after_seconds: z.number().nullable(),
  /** What a reviewer would have instead; absent from older servers. */
  counter_proposal: z.object({ params: z.record(z.string(), z.json()) }).nullish(),
  grant: z
    .object({ id: z.string(), token: z.string().nullable(), audience: z.string(), status: z.string() })
    .nullable(),
})
export type RequestAnswer = z.infer<typeof requestAnswer>

export const requestList = z.object({ requests: z.array(requestAnswer), next_cursor: z.string().nullable() })

export const executionAnswer = z.object({
  execution: z.object({ id: z.string(), lease_expires_at: z.string() }),
  request: z.object({ id: z.string(), digest: z.string() }),
})

const params = z.record(z.string(), z.json())
export const secretWish = z.object({
  store: z.string(),
  path: z.string(),
  version: z.string(),
  fields: z.array(z.string()),
  purpose: z.string(),
  lifetime_seconds: z.number(),
})

/** What an agent asks, as `POST /api/v1/requests` takes it. */
export const wish = z.object({
  workflow: z.string(),
  action: z.string(),
  resource: z.string(),
  params,
  executor: z.string(),
  on_behalf_of: z.array(z.string()).optional(),
  justification: z.string().optional(),
  claims: params.optional(),
  trace: z.array(z.object({ tool: z.string(), summary: z.string() })).optional(),
  external_refs: z.array(z.object({ system: z.string(), id: z.string(), url: z.string() })).optional(),
  secret: secretWish.optional(),
  decide_within_seconds: z.number().optional(),
  emergency: z.boolean().optional(),
  supersedes: z.string().optional(),
})
export type Wish = z.infer<typeof wish>

/** What an agent hands to an executor once there is consent: the token, and the action that it is for. */
export const handover = z.strictObject({
  request_id: z.string(),
  executor: z.string(),
  grant: z.string(),
  action: z.string(),
  resource: z.string(),
  params,
  secret: secretWish.optional(),
})
export type Handover = z.infer<typeof handover>
