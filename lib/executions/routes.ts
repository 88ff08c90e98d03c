import { z } from '@hono/zod-openapi'
import type { ExecutorActor } from '@/lib/directory/context'
import { completedExample, completeExample, executionExample } from '@/lib/http/examples'
import { none, operationFor } from '@/lib/http/operation'
import { completeBody, executionWire } from '@/lib/requests/schema'
import { completeExecution } from './complete-execution'
import { heartbeatExecution } from './heartbeat-execution'

const executorOperation = operationFor<ExecutorActor>()

const executionPath = z.strictObject({
  id: z
    .string()
    .regex(/^exe_[0-9a-z]{26}$/)
    .openapi({ description: 'Id of an execution', example: executionExample.execution.id }),
})

export const heartbeat = executorOperation({
  docs: {
    id: 'heartbeatExecution',
    tag: 'Executions',
    summary: 'Still at work',
    description:
      'Extends the lease, within the bound that was set at redemption. Refused when consent was taken back meanwhile: then stop.',
    idempotent: true,
    answers: { 200: { description: 'The new end of the lease.', schema: executionWire, example: executionExample } },
    refusals: ['not_found', 'execution.already_completed', 'execution.lease_over', 'grant.gone'],
  },
  params: executionPath,
  query: none,
  body: none,
  handle: async ({ actor, now, idempotency, params }) =>
    heartbeatExecution({ actor, now, idempotency }, { id: params.id }),
})

export const complete = executorOperation({
  docs: {
    id: 'completeExecution',
    tag: 'Executions',
    summary: 'Report the outcome',
    description: 'Once, before the lease ends. Ends the grant and everything that it opened.',
    bodyExample: completeExample,
    idempotent: true,
    answers: { 200: { description: 'Recorded.', schema: executionWire, example: completedExample } },
    refusals: ['not_found', 'execution.already_completed', 'execution.lease_over', 'grant.gone'],
  },
  params: executionPath,
  query: none,
  body: completeBody,
  handle: async ({ actor, now, idempotency, params, body }) =>
    completeExecution({ actor, now, idempotency }, { id: params.id, ...body }),
})
