import { ok } from '@/lib/core/result'
import type { AgentActor } from '@/lib/directory/context'
import { catalogueExample } from '@/lib/http/examples'
import { none, operationFor } from '@/lib/http/operation'
import { catalogueWire } from '@/lib/requests/schema'
import { catalogueFor } from './read'

export const catalogue = operationFor<AgentActor>()({
  docs: {
    id: 'readCatalogue',
    tag: 'Catalogue',
    summary: 'What you may ask for',
    description:
      'The active workflows with their action types: the JSON Schema of the params, the kind of resource and an example.',
    answers: { 200: { description: 'The catalogue.', schema: catalogueWire, example: catalogueExample } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await catalogueFor(actor.id) }),
})
