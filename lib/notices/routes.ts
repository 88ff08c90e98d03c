import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { readNotices } from './read'
import { noticesPage, noticesQuery, seenBody } from './schema'
import { seeNotices } from './see-notices'

const personOperation = operationFor<PersonActor>()

export const notices = personOperation({
  docs: {
    id: 'readNotices',
    tag: 'Notices',
    summary: 'What I was told',
    description: 'My own notices, newest first.',
    answers: { 200: { description: 'One page.', schema: noticesPage } },
    refusals: [],
  },
  params: none,
  query: noticesQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readNotices(actor.id, query) }),
})

export const noticesSeen = personOperation({
  docs: {
    id: 'seeNotices',
    tag: 'Notices',
    summary: 'I have looked',
    description: 'Marks my notices up to and including one of them as seen.',
    answers: { 200: { description: 'How many were new.' } },
    refusals: [],
  },
  params: none,
  query: none,
  body: seenBody,
  handle: async ({ actor, body }) => {
    const seen = await seeNotices({ actor }, { upTo: body.up_to })
    return seen.ok ? ok({ status: 200, body: seen.value }) : seen
  },
})
