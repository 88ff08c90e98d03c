import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { readActivity } from './read'
import { activityPage, activityQuery } from './schema'

export const activity = operationFor<PersonActor>()({
  docs: {
    id: 'readActivity',
    tag: 'Inbox',
    summary: 'My decisions and how I decide',
    description: 'With what became of each. For the person themselves; there is no such page about others.',
    answers: { 200: { description: 'One page.', schema: activityPage } },
    refusals: [],
  },
  params: none,
  query: activityQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readActivity(actor.id, query) }),
})
