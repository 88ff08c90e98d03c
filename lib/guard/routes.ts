import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { sayQuestion } from '@/lib/core/guard/explain'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { sayingIn } from '@/lib/platform/spoken-language'
import { requestPath } from '@/lib/requests/routes'
import { answerCheck } from './answer-check'
import { askCheck } from './ask-check'
import { readGuardSettings } from './read'
import { answerBody, answerView, askBody, checkView, guardSettingsBody, guardSettingsView } from './schema'
import { strengthenGuard } from './strengthen-guard'

const personOperation = operationFor<PersonActor>()
const refusals = ['not_found', 'request.not_pending', 'request.expired', 'decision.not_eligible'] as const

export const ask = personOperation({
  docs: {
    id: 'askCheck',
    tag: 'Decisions',
    summary: 'A question about what I am about to approve',
    description: 'Asked where the fatigue guard wants one; the open question again while it is not answered.',
    answers: { 200: { description: 'The question and its choices.', schema: checkView } },
    refusals: [...refusals, 'decision.already_decided', 'decision.stale', 'guard.no_question'],
  },
  params: requestPath,
  query: none,
  body: askBody,
  handle: async ({ actor, params, body }) => {
    const asked = await askCheck({ actor }, { requestId: params.id, ...body })
    if (!asked.ok) return asked
    const { id, choices } = asked.value
    return ok({ status: 200, body: { id, text: sayQuestion(asked.value, sayingIn()), choices } })
  },
})

export const answer = personOperation({
  docs: {
    id: 'answerCheck',
    tag: 'Decisions',
    summary: 'My answer to the question',
    description: 'Once. A wrong answer locks nobody out: ask for the next question.',
    answers: { 200: { description: 'Whether it is right, and the place that it is about.', schema: answerView } },
    refusals: [...refusals, 'decision.already_decided'],
  },
  params: requestPath.extend({ checkId: z.string().max(64) }),
  query: none,
  body: answerBody,
  handle: async ({ actor, params, body }) => {
    const answered = await answerCheck({ actor }, { requestId: params.id, checkId: params.checkId, ...body })
    return answered.ok ? ok({ status: 200, body: answered.value }) : answered
  },
})

export const settings = personOperation({
  docs: {
    id: 'readGuardSettings',
    tag: 'People',
    summary: 'What the fatigue guard goes by',
    description: 'How many approvals in half an hour are many, 0 where there is no guard, and how long a rest is.',
    answers: { 200: { description: 'Both numbers.', schema: guardSettingsView } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async () => ok({ status: 200, body: await readGuardSettings() }),
})

export const strengthen = personOperation({
  docs: {
    id: 'strengthenGuard',
    tag: 'People',
    summary: 'Make the fatigue guard stricter',
    description: 'At once, by an administrator. What makes it weaker takes two people and is a proposal.',
    answers: { 204: { description: 'Done.' } },
    refusals: ['auth.forbidden', 'guard.weakens'],
  },
  params: none,
  query: none,
  body: guardSettingsBody,
  handle: async ({ actor, body }) => {
    const changed = await strengthenGuard({ actor }, body)
    return changed.ok ? ok({ status: 204, body: null }) : changed
  },
})
