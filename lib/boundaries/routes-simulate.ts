import type { PersonActor } from '@/lib/core/actor'
import { ok, refuse } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { progressLines } from './lines'
import { readSimulation } from './read-simulation'
import { readTry } from './read-try'
import { draftLimit } from './routes'
import { beginSimulation } from './running'
import { simulateBody, tryBody, workflowPath } from './schema'

const personOperation = operationFor<PersonActor>()

export const simulateDraft = personOperation({
  docs: {
    id: 'simulateDraft',
    tag: 'Boundaries',
    summary: 'What a text would have said to the last requests',
    description: 'Lines of JSON: progress, then the result. One at a time; it stops when nobody reads any more.',
    answers: { 200: { description: 'The lines.', mediaType: 'application/x-ndjson' } },
    refusals: ['not_found', 'rate.limited'],
  },
  params: workflowPath,
  query: none,
  body: simulateBody,
  bodyLimit: draftLimit,
  handle: async ({ actor, params, body, request }) => {
    const simulation = await readSimulation(actor.id, params.slug, body)
    if (simulation === null) return problemResponse({ code: 'not_found' })
    const end = beginSimulation(actor.sessionId)
    if (end === null) return refuse({ code: 'rate.limited', retryAfterSeconds: 2 })
    return new Response(progressLines(simulation.of, simulation.run, request.signal, end), {
      headers: { 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' },
    })
  },
})

export const tryWish = personOperation({
  docs: {
    id: 'tryWish',
    tag: 'Boundaries',
    summary: 'What would happen to this one',
    description: 'One imagined request, judged by a text; who would be asked right now.',
    answers: { 200: { description: 'The answer.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: none,
  body: tryBody,
  bodyLimit: draftLimit,
  handle: async ({ actor, params, body }) => {
    const answer = await readTry(actor.id, params.slug, body)
    return answer === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: answer })
  },
})
