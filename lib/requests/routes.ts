import { z } from '@hono/zod-openapi'
import { ok } from '@/lib/core/result'
import type { AgentActor } from '@/lib/directory/context'
import {
  approvedExample,
  cancelledExample,
  evaluationExample,
  pendingExample,
  submitExample,
} from '@/lib/http/examples'
import { none, operationFor } from '@/lib/http/operation'
import { preferredWait } from '@/lib/http/prefer'
import { problemResponse } from '@/lib/http/problem'
import { readWhenSettled } from '@/lib/http/wait'
import { cancelRequest } from './cancel-request'
import { evaluateRequest } from './evaluate-request'
import { listRequestsForAgent, readRequestForAgent } from './read'
import { evaluationWire, listQuery, type RequestWire, requestWire, submitBody } from './schema'
import { submitRequest } from './submit-request'

const agentOperation = operationFor<AgentActor>()

export const requestId = z
  .string()
  .regex(/^req_[0-9a-z]{26}$/)
  .openapi({ description: 'Id of a request', example: pendingExample.id })
export const requestPath = z.strictObject({ id: requestId })

/** What can be wrong with a wish, beyond its shape. */
const wishRefusals = [
  'workflow.unknown',
  'action.unknown',
  'resource.unknown',
  'executor.unknown',
  'principal.unknown',
  'params.invalid',
  'supersedes.unknown',
  'supersedes.replaced',
  'config.changed',
] as const

export const submit = agentOperation({
  docs: {
    id: 'submitRequest',
    tag: 'Requests',
    summary: 'Ask for one action',
    description:
      'Policy decides which consent the action needs. 201: it was decided at once, see `status`. 202: people are asked; poll `Location`, best with `Prefer: wait`. A request is immutable; a change is a new request.',
    bodyExample: submitExample,
    idempotent: true,
    answers: {
      201: {
        description: 'Decided at once: approved with a grant, or denied with reasons.',
        schema: requestWire,
        example: { ...approvedExample, tier: 'allow', progress: { needed: 0, given: 0 } },
        headers: { Location: 'Address of the request' },
      },
      202: {
        description: 'Pending: people are asked.',
        schema: requestWire,
        example: pendingExample,
        headers: { Location: 'Address of the request' },
      },
    },
    refusals: [...wishRefusals],
  },
  params: none,
  query: none,
  body: submitBody,
  handle: async ({ actor, now, idempotency, body }) => {
    const answer = await submitRequest({ actor, now, idempotency }, body)
    return answer.ok ? ok({ ...answer.value, headers: { location: answer.value.body.links.self } }) : answer
  },
})

export const evaluate = agentOperation({
  docs: {
    id: 'evaluateRequest',
    tag: 'Requests',
    summary: 'What would happen',
    description:
      'The same wish as for a request, judged by the active boundary. Nothing is stored but a counter, and nobody is told.',
    bodyExample: submitExample,
    answers: {
      200: { description: 'The judgement, as it would be now.', schema: evaluationWire, example: evaluationExample },
    },
    refusals: [...wishRefusals],
  },
  params: none,
  query: none,
  body: submitBody,
  handle: async ({ actor, now, body }) => evaluateRequest({ actor, now, idempotency: null }, body),
})

export const read = agentOperation({
  docs: {
    id: 'readRequest',
    tag: 'Requests',
    summary: 'Read one of your requests',
    description:
      'With `Prefer: wait=N` the answer is held back, up to 60 seconds, until the request is decided, its progress changes or a question is asked; `Preference-Applied` says that it was.',
    headers: { Prefer: 'RFC 7240, `wait=N` with N in seconds, at most 60' },
    answers: {
      200: {
        description: 'The request as it stands.',
        schema: requestWire,
        example: approvedExample,
        headers: { 'Preference-Applied': 'Present when the answer was held back' },
      },
    },
    refusals: ['not_found'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, params, request }) => {
    const wait = request.method === 'GET' ? preferredWait(request.headers.get('prefer')) : null
    const { value, waited } = await readWhenSettled({
      id: params.id,
      owner: actor.id,
      seconds: wait ?? 0,
      gone: request.signal,
      read: () => readRequestForAgent(actor.id, params.id),
      settled: hasNews,
    })
    if (value === null) return problemResponse({ code: 'not_found' })
    return ok({ status: 200, body: value, ...(waited && { headers: { 'preference-applied': `wait=${wait}` } }) })
  },
})

/** Worth an answer: gone or decided, or somebody consented or asked something since the first look. */
function hasNews(now: RequestWire | null, first: RequestWire | null): boolean {
  if (now === null || first === null || now.status !== 'pending') return true
  return now.progress.given !== first.progress.given || now.questions.length !== first.questions.length
}

export const list = agentOperation({
  docs: {
    id: 'listRequests',
    tag: 'Requests',
    summary: 'List your requests',
    description: 'Newest first. `next_cursor` is null on the last page.',
    answers: {
      200: {
        description: 'One page.',
        schema: z.object({ requests: z.array(requestWire), next_cursor: z.string().nullable() }).openapi('RequestPage'),
        example: { requests: [pendingExample], next_cursor: null },
      },
    },
    refusals: [],
  },
  params: none,
  query: listQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await listRequestsForAgent(actor.id, query) }),
})

export const cancel = agentOperation({
  docs: {
    id: 'cancelRequest',
    tag: 'Requests',
    summary: 'Withdraw a pending request',
    description: 'Ends the request for good. Refused with 409 once it is decided, expired or cancelled.',
    idempotent: true,
    answers: { 200: { description: 'Cancelled.', schema: requestWire, example: cancelledExample } },
    refusals: ['not_found', 'request.not_pending', 'request.expired'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, now, idempotency, params }) => cancelRequest({ actor, now, idempotency }, { id: params.id }),
})
