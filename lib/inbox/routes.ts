import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { requestPath } from '@/lib/requests/routes'
import { readInbox, readRequests, readRows } from './read'
import { readRequestView } from './request/read'
import { readBackground } from './request/read-background'
import { inboxPage, inboxQuery, inboxRows, requestsPage, requestsQuery, requestView, rowsQuery } from './schema'
import { requestBackground } from './schema-background'

const personOperation = operationFor<PersonActor>()

export const inbox = personOperation({
  docs: {
    id: 'readInbox',
    tag: 'Inbox',
    summary: 'What waits for me',
    description: 'Requests by what this person can do with them: the order of all of them, and the first rows whole.',
    answers: { 200: { description: 'The list.', schema: inboxPage } },
    refusals: [],
  },
  params: none,
  query: inboxQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readInbox(actor.id, query) }),
})

export const rows = personOperation({
  docs: {
    id: 'readInboxRows',
    tag: 'Inbox',
    summary: 'Rows of my inbox by id',
    description: 'Whole rows, as far as this person may see them.',
    answers: { 200: { description: 'The rows.', schema: inboxRows } },
    refusals: [],
  },
  params: none,
  query: rowsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readRows(actor.id, query.ids) }),
})

export const requests = personOperation({
  docs: {
    id: 'listAllRequests',
    tag: 'Inbox',
    summary: 'All requests that I may see',
    description: 'Newest first.',
    answers: { 200: { description: 'One page.', schema: requestsPage } },
    refusals: [],
  },
  params: none,
  query: requestsQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readRequests(actor.id, query) }),
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

export const background = personOperation({
  docs: {
    id: 'readRequestBackground',
    tag: 'Inbox',
    summary: 'What a request is seen against',
    description:
      'Earlier requests like it, field by field; how rare each value is; what would have needed less. Of the moment in which it was asked.',
    answers: { 200: { description: 'The background.', schema: requestBackground } },
    refusals: ['not_found'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readBackground(actor.id, params.id)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})
