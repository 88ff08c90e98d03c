import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import type { RefusalCode } from '@/lib/http/problem-table'
import { answerAsSponsor } from './answer-as-sponsor'
import { askQuestion } from './ask-question'
import { claimRequest } from './claim-request'
import { handOverRequest } from './hand-over-request'
import { releaseClaim } from './release-claim'
import {
  claimed,
  handOverBody,
  nothing,
  questionBody,
  questionPath,
  snoozeBody,
  sponsorAnswerBody,
  triagePath,
} from './schema'
import { snoozeRequest } from './snooze-request'
import { wakeRequest } from './wake-request'

const personOperation = operationFor<PersonActor>()

/** Whoever could not decide it does none of this. */
const always: readonly RefusalCode[] = [
  'not_found',
  'request.not_pending',
  'request.expired',
  'decision.not_eligible',
  'decision.already_decided',
]
const made = z.object({ id: z.string() })

function done<T>(result: Result<T>, status: 200 | 201) {
  return result.ok ? ok({ status, body: result.value }) : result
}
function quiet(result: Result<null>) {
  return result.ok ? ok({ status: 204, body: null }) : result
}

export const claim = personOperation({
  docs: {
    id: 'claimRequest',
    tag: 'Triage',
    summary: 'I am looking at it',
    description: 'For ten minutes. Others see it, escalation pauses, and nothing is decided by it.',
    answers: { 200: { description: 'Until when.', schema: claimed } },
    refusals: [...always, 'triage.claimed'],
  },
  params: triagePath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => done(await claimRequest({ actor }, { requestId: params.id }), 200),
})

export const release = personOperation({
  docs: {
    id: 'releaseClaim',
    tag: 'Triage',
    summary: 'I am no longer looking at it',
    description: 'Ends my own claim before its time.',
    answers: { 204: { description: 'Nobody of that name is looking any more.' } },
    refusals: ['not_found'],
  },
  params: triagePath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => quiet(await releaseClaim({ actor }, { requestId: params.id })),
})

export const snooze = personOperation({
  docs: {
    id: 'snoozeRequest',
    tag: 'Triage',
    summary: 'Put it aside for me',
    description: 'It comes back by itself, at the latest when four fifths of its time have passed. Never T3.',
    answers: { 200: { description: 'Until when.', schema: claimed } },
    refusals: [...always, 'triage.no_snooze', 'triage.too_long'],
  },
  params: triagePath,
  query: none,
  body: snoozeBody,
  handle: async ({ actor, params, body }) =>
    done(await snoozeRequest({ actor }, { requestId: params.id, ...body }), 200),
})

export const wake = personOperation({
  docs: {
    id: 'wakeRequest',
    tag: 'Triage',
    summary: 'Take it up again',
    description: 'Ends my snooze before its time.',
    answers: { 204: { description: 'It is in my inbox.' } },
    refusals: ['not_found'],
  },
  params: triagePath,
  query: none,
  body: nothing,
  handle: async ({ actor, params }) => quiet(await wakeRequest({ actor }, { requestId: params.id })),
})

export const handOver = personOperation({
  docs: {
    id: 'handOverRequest',
    tag: 'Triage',
    summary: 'Hand it to somebody else who may decide it',
    description: 'I no longer decide it; nobody becomes eligible by it.',
    answers: { 200: { description: 'Handed over.', schema: made } },
    refusals: [...always, 'triage.not_a_target', 'triage.too_few'],
  },
  params: triagePath,
  query: none,
  body: handOverBody,
  handle: async ({ actor, params, body }) =>
    done(await handOverRequest({ actor }, { requestId: params.id, ...body }), 200),
})

export const ask = personOperation({
  docs: {
    id: 'askQuestion',
    tag: 'Triage',
    summary: 'Ask the agent or its sponsor',
    description: 'The deadline stays what it was.',
    answers: { 201: { description: 'Asked.', schema: made } },
    refusals: [...always, 'question.too_many'],
  },
  params: triagePath,
  query: none,
  body: questionBody,
  handle: async ({ actor, params, body }) => done(await askQuestion({ actor }, { requestId: params.id, ...body }), 201),
})

export const answer = personOperation({
  docs: {
    id: 'answerAsSponsor',
    tag: 'Triage',
    summary: 'Answer what I was asked as the sponsor',
    description: 'Once. It is shown as what I say, and decides nothing.',
    answers: { 204: { description: 'Answered.' } },
    refusals: ['not_found', 'request.not_pending', 'request.expired', 'question.not_yours', 'question.answered'],
  },
  params: questionPath,
  query: none,
  body: sponsorAnswerBody,
  handle: async ({ actor, params, body }) =>
    quiet(await answerAsSponsor({ actor }, { requestId: params.id, questionId: params.questionId, ...body })),
})
