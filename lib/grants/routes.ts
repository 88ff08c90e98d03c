import { z } from '@hono/zod-openapi'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import type { AgentActor, ExecutorActor } from '@/lib/directory/context'
import { approvedExample, executionExample, redeemExample, revokedExample } from '@/lib/http/examples'
import { none, operationFor } from '@/lib/http/operation'
import { requestPath } from '@/lib/requests/routes'
import { executionWire, redeemBody, requestWire, revokeWireBody } from '@/lib/requests/schema'
import { readGrants } from './read'
import { readGrant } from './read-grant'
import { redeemGrant } from './redeem-grant'
import { reissueToken } from './reissue-token'
import { revokeGrant } from './revoke-grant'
import { grantsPage, grantsQuery, revokeBody } from './schema'

export const grantPath = z.strictObject({
  id: z
    .string()
    .regex(/^grt_[0-9a-z]{26}$/)
    .openapi({ description: 'Id of a grant', example: revokedExample.id }),
})

const grantState = z
  .object({ id: z.string(), status: z.enum(['issued', 'redeemed', 'completed', 'revoked', 'expired']) })
  .openapi('GrantState')

export const reissue = operationFor<AgentActor>()({
  docs: {
    id: 'reissueToken',
    tag: 'Grants',
    summary: 'The grant token again',
    description: 'Tokens are never stored. While the grant is issued and unused, its token is made again from the row.',
    idempotent: true,
    answers: {
      200: { description: 'The request with its grant and token.', schema: requestWire, example: approvedExample },
    },
    refusals: ['not_found', 'request.not_approved', 'grant.not_issued', 'grant.gone', 'grant.already_redeemed'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, now, idempotency, params }) =>
    reissueToken({ actor, now, idempotency }, { requestId: params.id }),
})

export const redeem = operationFor<ExecutorActor>()({
  docs: {
    id: 'redeemGrant',
    tag: 'Grants',
    summary: 'Use a grant, once',
    description:
      'The executor shows the token and the action that it is about to run. The digest is computed again, consent is checked again, and the grant is consumed. What does not fit is refused with one answer (`grant.unusable`), whatever the reason, and recorded.',
    bodyExample: redeemExample,
    idempotent: true,
    answers: {
      200: {
        description: 'Go: the execution and its lease. Report the outcome before the lease ends.',
        schema: executionWire,
        example: executionExample,
      },
    },
    refusals: ['grant.unusable', 'grant.already_redeemed', 'grant.gone', 'config.changed'],
  },
  params: none,
  query: none,
  body: redeemBody,
  handle: async ({ actor, now, idempotency, body }) => redeemGrant({ actor, now, idempotency }, body),
})

export const revoke = operationFor<AgentActor | ExecutorActor>()({
  docs: {
    id: 'revokeGrant',
    tag: 'Grants',
    summary: 'Give a grant back',
    description: 'By the agent that asked for it or the executor that it is for. What it opened is closed.',
    bodyExample: { reason: 'The customer withdrew the complaint.' },
    idempotent: true,
    answers: { 200: { description: 'Revoked.', schema: grantState, example: revokedExample } },
    refusals: ['not_found', 'grant.gone', 'grant.not_issued'],
  },
  params: grantPath,
  query: none,
  body: revokeWireBody,
  handle: async ({ actor, now, idempotency, params, body }) =>
    revokeGrant({ actor, now, idempotency }, { id: params.id, reason: body.reason }),
})

const personOperation = operationFor<PersonActor>()

export const grants = personOperation({
  docs: {
    id: 'readGrants',
    tag: 'Grants',
    summary: 'Live or ended grants that I may see',
    description: 'Newest first.',
    answers: { 200: { description: 'One page.', schema: grantsPage } },
    refusals: [],
  },
  params: none,
  query: grantsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readGrants(actor.id, query) }),
})

export const revokeAsPerson = personOperation({
  docs: {
    id: 'revokeGrantAsPerson',
    tag: 'Grants',
    summary: 'Take the permission back at once',
    description: 'By those who may see the request and answer for it.',
    answers: { 200: { description: 'The grant as it stands.' } },
    refusals: ['not_found'],
  },
  params: grantPath,
  query: none,
  body: revokeBody,
  handle: async ({ actor, now, params, body }) => {
    const revoked = await revokeGrant({ actor, now, idempotency: null }, { id: params.id, reason: body.reason })
    return revoked.ok ? ok({ status: 200, body: { grant: await readGrant(actor.id, params.id) } }) : revoked
  },
})
