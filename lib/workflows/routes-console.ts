import { createWorkflowBody, workflowPath, workflowsQuery } from '@/lib/boundaries/schema'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { createWorkflow } from './create-workflow'
import { readWorkflows } from './read-list'
import { readWorkflow } from './read-view'

const personOperation = operationFor<PersonActor>()

export const workflows = personOperation({
  docs: {
    id: 'readWorkflows',
    tag: 'Boundaries',
    summary: 'Workflows that I may read',
    description: 'By title, with the numbers of the last 30 days.',
    answers: { 200: { description: 'One page.' } },
    refusals: [],
  },
  params: none,
  query: workflowsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readWorkflows(actor.id, query) }),
})

export const create = personOperation({
  docs: {
    id: 'createWorkflow',
    tag: 'Boundaries',
    summary: 'A new workflow',
    description:
      'By administrators and owners of a workflow. Nothing can be asked in it before its first version is in force.',
    answers: { 201: { description: 'Created.' } },
    refusals: ['auth.forbidden', 'name.taken'],
  },
  params: none,
  query: none,
  body: createWorkflowBody,
  handle: async ({ actor, now, body }) => {
    const created = await createWorkflow({ actor, now, idempotency: null }, body)
    // Who creates it for others may not read it.
    return created.ok ? ok({ status: 201, body: (await readWorkflow(actor.id, body.slug)) ?? created.value }) : created
  },
})

export const workflow = personOperation({
  docs: {
    id: 'readWorkflow',
    tag: 'Boundaries',
    summary: 'One workflow',
    description: 'With its versions, its machines and what was seen of it in code.',
    answers: { 200: { description: 'The workflow.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readWorkflow(actor.id, params.slug)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})
