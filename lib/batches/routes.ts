import type { PersonActor } from '@/lib/core/actor'
import { explainIneligible } from '@/lib/core/decision/explain'
import type { Refusal } from '@/lib/core/refusal'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { sayRefusal } from '@/lib/http/problems/say'
import { sayingIn } from '@/lib/platform/spoken-language'
import { decideBatch, type ItemResult } from './decide-batch'
import { readBatch } from './read'
import { type BatchResult, batchBody, batchQuery, batchRecorded, batchView } from './schema'

const personOperation = operationFor<PersonActor>()

export const batch = personOperation({
  docs: {
    id: 'readBatch',
    tag: 'Decisions',
    summary: 'Similar requests as one table',
    description: 'What they have in common, where they differ, the outliers first, and what is decided by itself.',
    answers: { 200: { description: 'The table.', schema: batchView } },
    refusals: ['not_found'],
  },
  params: none,
  query: batchQuery,
  body: none,
  handle: async ({ actor, query }) => {
    const found = await readBatch(actor.id, query.ids)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})

export const decideTogether = personOperation({
  docs: {
    id: 'decideBatch',
    tag: 'Decisions',
    summary: 'Decide several requests at once',
    description:
      'Each its own decision, under one passkey signature over the ordered list; without a signature the answer is the challenge. Denials alone need none. What became of each is said one by one.',
    answers: { 200: { description: 'The challenge, or what became of each.', schema: batchRecorded } },
    refusals: [
      'request.invalid',
      'batch.mixed',
      'batch.not_allowed',
      'batch.items_refused',
      'passkey.required',
      'passkey.refused',
    ],
  },
  params: none,
  query: none,
  body: batchBody,
  handle: async ({ actor, now, body }) => {
    const decided = await decideBatch({ actor, now, idempotency: null }, body)
    if (!decided.ok) return decided
    const { value } = decided
    switch (value.kind) {
      case 'challenge':
        return ok({ status: 200, body: { challenge: value.challenge } })
      case 'refused': {
        const errors = value.items.map(({ at, refusal }) => ({
          pointer: `/items/${at}`,
          detail: said(refusal).detail,
        }))
        return problemResponse({ code: 'batch.items_refused', errors })
      }
      case 'recorded':
        return ok({
          status: 200,
          body: { batch_id: value.id, results: value.results.map(resultOf) },
        })
    }
  },
})

function resultOf({ requestId, verb, outcome }: ItemResult): BatchResult {
  const base = { request_id: requestId, verb }
  if (outcome.recorded) {
    const { status, given, needed } = outcome.as
    return { ...base, recorded: true, status, given, needed, code: null, detail: '' }
  }
  return { ...base, recorded: false, status: null, given: 0, needed: 0, ...said(outcome.refusal) }
}

/** A refusal of one item in the words of the one table; who may not is told why. */
function said(refusal: Refusal): { code: string; detail: string } {
  const language = sayingIn()
  return {
    code: refusal.code,
    detail:
      refusal.code === 'decision.not_eligible'
        ? explainIneligible(refusal.why, 'you', language)
        : sayRefusal(refusal, language).detail,
  }
}
