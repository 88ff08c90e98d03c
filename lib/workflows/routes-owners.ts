import { emptyBody, ownerPath } from '@/lib/boundaries/schema'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { freshDirectory } from '@/lib/directory/current'
import { none, operationFor } from '@/lib/http/operation'
import { removeOwner } from './remove-owner'

export const removeWorkflowOwner = operationFor<PersonActor>()({
  docs: {
    id: 'removeWorkflowOwner',
    tag: 'Boundaries',
    summary: 'Take somebody out of the owners of a workflow',
    description: 'At once and by one person, because it only narrows. Adding somebody is a proposal.',
    answers: { 204: { description: 'Taken out.' } },
    refusals: ['not_found', 'auth.forbidden', 'workflow.last_owner'],
  },
  params: ownerPath,
  query: none,
  body: emptyBody,
  handle: async ({ actor, params }) => {
    const removed = await removeOwner({ actor }, params)
    if (!removed.ok) return removed
    // Whoever looks next at this process sees it.
    await freshDirectory()
    return ok({ status: 204, body: null })
  },
})
