import { z } from '@hono/zod-openapi'
import type { Json } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'

/** Wire shapes of DESIGN section 10 for requests. Unknown members are refused. */

const json = z
  .custom<Json>((value) => value !== undefined)
  .openapi({ type: ['object', 'array', 'string', 'number', 'boolean', 'null'], description: 'Any JSON value' })
const jsonObject = z
  .custom<{ [key: string]: Json }>((value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  .openapi({ type: 'object' })
const slug = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be a slug: lower-case letters, digits and hyphens')

export const secretWish = z
  .strictObject({
    store: z.string().min(1).max(120),
    path: z.string().min(1).max(300),
    version: z.string().min(1).max(60),
    fields: z.array(z.string().min(1).max(120)).min(1).max(20),
    purpose: z.string().min(1).max(500),
    lifetime_seconds: z.number().int().min(30).max(limits.grantTtlSecondsMax),
  })
  .openapi('SecretWish')

export const submitBody = z
  .strictObject({
    workflow: slug,
    action: z.string().min(1).max(120),
    resource: z.string().min(3).max(limits.resourceChars),
    params: jsonObject,
    executor: slug,
    on_behalf_of: z
      .array(z.string().regex(/^usr_[0-9a-z]{26}$/, 'must be a person id'))
      .max(limits.principalsMax)
      .default([]),
    justification: z.string().max(limits.justificationChars).default(''),
    claims: jsonObject.default({}),
    trace: z
      .array(z.strictObject({ tool: z.string().max(120), summary: z.string().max(1_000) }))
      .max(limits.traceMax)
      .default([]),
    external_refs: z
      .array(
        z.strictObject({ system: z.string().max(60), id: z.string().max(120), url: z.string().max(1_000).default('') }),
      )
      .max(limits.externalRefsMax)
      .default([]),
    secret: secretWish.optional(),
    decide_within_seconds: z
      .number()
      .int()
      .min(limits.decideWithinSecondsMin)
      .max(limits.decideWithinSecondsMax)
      .optional(),
    emergency: z.boolean().default(false),
    supersedes: z
      .string()
      .regex(/^req_[0-9a-z]{26}$/, 'must be a request id')
      .optional(),
  })
  .openapi('SubmitRequest')
export type SubmitInput = z.output<typeof submitBody>

export const reason = z.object({ code: z.string(), rule: z.string().optional(), message: z.string() }).openapi('Reason')

export const grantWire = z
  .object({
    id: z.string(),
    token: z.string().nullable(),
    audience: z.string(),
    status: z.string(),
    expires_at: z.string(),
  })
  .openapi('GrantToken')

const proposedChange = z
  .object({ pointer: z.string(), op: z.enum(['set', 'at_most', 'at_least', 'remove']), value: json.optional() })
  .openapi('ProposedChange')

/** What the reviewer would have instead: each change, and the params that following them to the letter gives. */
export const counterProposalWire = z
  .object({ changes: z.array(proposedChange), params: jsonObject })
  .openapi('CounterProposal')

export const requestWire = z
  .object({
    id: z.string(),
    status: z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled']),
    tier: z.enum(['allow', 'notify', 'approve', 'deny']),
    digest: z.string(),
    binding_code: z.string(),
    workflow: z.string(),
    action: z.string(),
    resource: z.string(),
    executor: z.string(),
    reasons: z.array(reason),
    boundary: z.object({ workflow: z.string(), version: z.number().int() }),
    progress: z.object({ needed: z.number().int(), given: z.number().int() }),
    created_at: z.string(),
    expires_at: z.string(),
    not_after: z.string(),
    resolved_at: z.string().nullable(),
    poll_after_seconds: z.number().int().nullable(),
    next_action: z.enum(['wait', 'none', 'revise', 'retry', 'redeem']),
    retry_after_seconds: z.number().int().nullable(),
    supersedes: z.string().nullable(),
    /** What reviewers ask of the agent, never who asks. */
    questions: z.array(
      z.object({
        id: z.string(),
        text: z.string(),
        asked_at: z.string(),
        answer: z.string().nullable(),
        answered_at: z.string().nullable(),
      }),
    ),
    counter_proposal: counterProposalWire.nullable(),
    grant: grantWire.nullable(),
    links: z.object({ self: z.string(), cancel: z.string().nullable() }),
  })
  .openapi('Request')
export type RequestWire = z.infer<typeof requestWire>

export const evaluationWire = z
  .object({
    tier: z.enum(['allow', 'notify', 'approve', 'deny']),
    level: z.enum(['T0', 'T1', 'T2', 'T3', 'TX']),
    would: z.enum(['approve', 'wait', 'deny']),
    reasons: z.array(reason),
    boundary: z.object({ workflow: z.string(), version: z.number().int() }),
    quorum: z.number().int(),
    stepup: z.enum(['none', 'passkey']),
  })
  .openapi('Evaluation')
export type EvaluationWire = z.infer<typeof evaluationWire>

export const listQuery = z.strictObject({
  status: z.enum(['pending', 'approved', 'denied', 'expired', 'cancelled']).optional(),
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(limits.pageMax).default(limits.pageDefault),
})

export const redeemBody = z
  .strictObject({
    grant: z.string().min(1).max(8_192),
    action: z.string().min(1).max(120),
    resource: z.string().min(3).max(limits.resourceChars),
    params: jsonObject,
    secret: secretWish.optional(),
  })
  .openapi('RedeemGrant')
export type RedeemInput = z.output<typeof redeemBody>

export const executionWire = z
  .object({
    execution: z.object({
      id: z.string(),
      lease_expires_at: z.string(),
      outcome: z.enum(['succeeded', 'failed', 'unknown']).nullable(),
    }),
    request: z.object({ id: z.string(), digest: z.string() }),
  })
  .openapi('Execution')
export type ExecutionWire = z.infer<typeof executionWire>

export const completeBody = z
  .strictObject({
    outcome: z.enum(['succeeded', 'failed', 'unknown']),
    detail: z.string().max(limits.detailChars).default(''),
    evidence_digest: z
      .string()
      .regex(/^[A-Za-z0-9_-]{43}$/, 'must be a base64url SHA-256')
      .optional(),
  })
  .openapi('CompleteExecution')
export type CompleteInput = z.output<typeof completeBody>

export const revokeWireBody = z
  .strictObject({ reason: z.string().min(1).max(2_000).default('revoked by its holder') })
  .openapi('RevokeGrant')

export const catalogueWire = z
  .object({
    workflows: z.array(
      z.object({
        slug: z.string(),
        title: z.string(),
        action_types: z.array(
          z.object({
            name: z.string(),
            title: z.string(),
            params_schema: json,
            resource_kind: z.string(),
            example: json,
          }),
        ),
      }),
    ),
  })
  .openapi('Catalogue')
export type CatalogueWire = z.infer<typeof catalogueWire>
