import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { readRequestView } from '@/lib/inbox/request/read'
import { requestPath } from '@/lib/requests/routes'
import { challengeDecision } from './challenge-decision'
import { openRequest } from './open-request'
import { recordDecision } from './record-decision'
import { challengeBody, decisionBody, openedBody } from './schema'
import { takeBackApproval } from './take-back-approval'

const personOperation = operationFor<PersonActor>()

export const opened = personOperation({
  docs: {
    id: 'openRequest',
    tag: 'Decisions',
    summary: 'The presentation is on my screen',
    description: 'Recorded with the decision: when it was opened, and what was unfolded.',
    answers: { 204: { description: 'Recorded.' } },
    refusals: ['not_found', 'decision.stale'],
  },
  params: requestPath,
  query: none,
  body: openedBody,
  handle: async ({ actor, now, params, body }) => {
    const done = await openRequest({ actor, now, idempotency: null }, { requestId: params.id, ...body })
    return done.ok ? ok({ status: 204, body: null }) : done
  },
})

export const challenge = personOperation({
  docs: {
    id: 'challengeDecision',
    tag: 'Decisions',
    summary: 'A challenge to sign with a passkey',
    description: 'Over exactly this approval; used once, within three minutes.',
    answers: { 200: { description: 'What to hand to the browser.' } },
    refusals: [
      'not_found',
      'request.not_pending',
      'request.superseded',
      'decision.not_eligible',
      'decision.stale',
      'decision.unread',
      'decision.reason_required',
      'decision.attestation_missing',
      'decision.answer_missing',
      'decision.check_required',
      'decision.rerouted',
    ],
  },
  params: requestPath,
  query: none,
  body: challengeBody,
  handle: async ({ actor, now, params, body }) => {
    const answer = await challengeDecision({ actor, now, idempotency: null }, { requestId: params.id, ...body })
    return answer.ok ? ok({ status: 200, body: answer.value }) : answer
  },
})

export const decide = personOperation({
  docs: {
    id: 'recordDecision',
    tag: 'Decisions',
    summary: 'Approve, deny or abstain',
    description: 'Once per person and request. The answer is the request as it stands afterwards.',
    answers: { 200: { description: 'Recorded.' } },
    refusals: [
      'not_found',
      'request.invalid',
      'request.not_pending',
      'request.superseded',
      'request.expired',
      'decision.not_eligible',
      'decision.already_decided',
      'decision.stale',
      'decision.unread',
      'decision.reason_required',
      'decision.attestation_missing',
      'decision.answer_missing',
      'decision.check_required',
      'decision.rerouted',
      'decision.passkey_required',
      'decision.passkey_refused',
    ],
  },
  params: requestPath,
  query: none,
  body: decisionBody,
  handle: async ({ actor, now, params, body }) => {
    const decided = await recordDecision({ actor, now, idempotency: null }, { requestId: params.id, ...body })
    return decided.ok ? ok({ status: 200, body: { request: await readRequestView(actor.id, params.id) } }) : decided
  },
})

export const takeBack = personOperation({
  docs: {
    id: 'takeBackApproval',
    tag: 'Decisions',
    summary: 'Take my approval back',
    description: 'While the grant is held back (the grace of a rule). The request is then denied.',
    answers: { 200: { description: 'Taken back.' } },
    refusals: ['not_found', 'decision.not_eligible', 'request.not_approved', 'grant.released'],
  },
  params: requestPath,
  query: none,
  body: none,
  handle: async ({ actor, now, params }) => {
    const taken = await takeBackApproval({ actor, now, idempotency: null }, { requestId: params.id })
    return taken.ok ? ok({ status: 200, body: { request: await readRequestView(actor.id, params.id) } }) : taken
  },
})
