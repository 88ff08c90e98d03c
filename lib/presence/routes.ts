import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { requestPath } from '@/lib/requests/routes'
import { readPresence } from './read'
import { presenceBody, presenceView } from './schema'
import { showPresence } from './show-presence'

const personOperation = operationFor<PersonActor>()

export const presentNow = personOperation({
  docs: {
    id: 'readPresence',
    tag: 'Inbox',
    summary: 'Who else has this request open',
    description: 'In memory only; a page that says nothing for forty seconds is gone.',
    answers: { 200: { description: 'The others.', schema: presenceView } },
    refusals: ['not_found'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readPresence(actor.id, params.id)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})

export const present = personOperation({
  docs: {
    id: 'showPresence',
    tag: 'Inbox',
    summary: 'My page has this request open',
    description: 'Said every fifteen seconds while it is in sight, and once when it is closed.',
    answers: { 204: { description: 'Heard.' } },
    refusals: ['not_found'],
  },
  params: requestPath,
  query: none,
  body: presenceBody,
  handle: async ({ actor, now, params, body }) => {
    const shown = await showPresence({ actor, now, idempotency: null }, { requestId: params.id, ...body })
    return shown.ok ? ok({ status: 204, body: null }) : shown
  },
})
