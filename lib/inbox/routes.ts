import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { requestPath } from '@/lib/requests/routes'
import { readInbox } from './read'
import { readRequestView } from './request/read'
import { inboxPage, inboxQuery, requestStatus, requestView } from './schema'

const personOperation = operationFor<PersonActor>()

export const inbox = personOperation({
  docs: {
    id: 'readInbox',
    tag: 'Inbox',
    summary: 'What waits for me',
    description: 'Requests by what this person can do with them.',
    answers: { 200: { description: 'One page.', schema: inboxPage } },
    refusals: [],
  },
  params: none,
  query: inboxQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readInbox(actor.id, query) }),
})

/** As the inbox, but everything that the person may see, and by status. */
const requestsQuery = inboxQuery.extend({
  view: inboxQuery.shape.view.removeDefault().default('all'),
  status: requestStatus.optional(),
})

export const requests = personOperation({
  docs: {
    id: 'listAllRequests',
    tag: 'Inbox',
    summary: 'All requests that I may see',
    description: 'Newest first.',
    answers: { 200: { description: 'One page.', schema: inboxPage } },
    refusals: [],
  },
  params: none,
  query: requestsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readInbox(actor.id, query) }),
})

export const view = personOperation({
  docs: {
    id: 'readRequestView',
    tag: 'Inbox',
    summary: 'Everything that the request page draws',
    description: 'The presentation, who decides, what happened.',
    answers: { 200: { description: 'The request.', schema: requestView } },
    refusals: ['not_found'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readRequestView(actor.id, params.id)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})
