import type { PersonActor } from '@/lib/core/actor'
import { ok, refuse } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { mayReadMembers } from '@/lib/people/read-members'
import { readDeliveries, readDelivery } from './read'
import { resendMessage } from './resend-message'
import { deliveriesPage, deliveriesQuery, deliveryDetail, deliveryPath } from './schema'

const personOperation = operationFor<PersonActor>()

export const deliveries = personOperation({
  docs: {
    id: 'readDeliveries',
    tag: 'Deliveries',
    summary: 'Messages that were sent, wait or failed',
    description: 'Newest first, for administrators and compliance reviewers.',
    answers: { 200: { description: 'One page.', schema: deliveriesPage } },
    refusals: ['auth.forbidden'],
  },
  params: none,
  query: deliveriesQuery,
  body: none,
  handle: async ({ actor, query }) => {
    const forbidden = await mayReadMembers(actor.id)
    return forbidden ? refuse(forbidden) : ok({ status: 200, body: await readDeliveries(actor.id, query) })
  },
})

export const delivery = personOperation({
  docs: {
    id: 'readDelivery',
    tag: 'Deliveries',
    summary: 'One message with its tries',
    description: 'With its text as it was sent, or as it would have been.',
    answers: { 200: { description: 'The message.', schema: deliveryDetail } },
    refusals: ['auth.forbidden', 'not_found'],
  },
  params: deliveryPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const forbidden = await mayReadMembers(actor.id)
    if (forbidden) return refuse(forbidden)
    const found = await readDelivery(actor.id, params.id)
    return found ? ok({ status: 200, body: found }) : refuse({ code: 'not_found' })
  },
})

export const resend = personOperation({
  docs: {
    id: 'resendMessage',
    tag: 'Deliveries',
    summary: 'Send a message again',
    description: 'Under the same id, so that whoever receives it can tell a copy. Administrators only.',
    answers: { 200: { description: 'It is sent again.', schema: deliveryDetail } },
    refusals: ['auth.forbidden', 'not_found', 'delivery.not_ended'],
  },
  params: deliveryPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const sent = await resendMessage({ actor }, params)
    return sent.ok ? ok({ status: 200, body: await readDelivery(actor.id, params.id) }) : sent
  },
})
