import { workflowPath } from '@/lib/boundaries/schema'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { reasonBody } from '@/lib/machines/schema'
import { suspendWorkflow } from './suspend-workflow'

export const suspendAsPerson = operationFor<PersonActor>()({
  docs: {
    id: 'suspendWorkflow',
    tag: 'Boundaries',
    summary: 'Suspend a workflow at once',
    description: 'Everything that is pending in it is cancelled and every live grant revoked. Two people let it go on.',
    answers: { 200: { description: 'The state, and how much ended with it.' } },
    refusals: ['not_found', 'auth.forbidden', 'workflow.wrong_state'],
  },
  params: workflowPath,
  query: none,
  body: reasonBody,
  handle: async ({ actor, params, body }) => {
    const stopped = await suspendWorkflow({ actor }, { slug: params.slug, reason: body.reason })
    return stopped.ok ? ok({ status: 200, body: stopped.value }) : stopped
  },
})
