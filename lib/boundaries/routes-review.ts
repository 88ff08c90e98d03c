import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { sayingIn } from '@/lib/platform/spoken-language'
import { commentOnChange } from './comment-on-change'
import { resolveComment } from './resolve-comment'
import { reviewChange } from './review-change'
import { answered } from './routes'
import { commentBody, commentPath, emptyBody, reviewBody, submitChangeBody, workflowPath } from './schema'
import { submitChange } from './submit-change'
import { withdrawChange } from './withdraw-change'

const personOperation = operationFor<PersonActor>()

export const submit = personOperation({
  docs: {
    id: 'submitChange',
    tag: 'Boundaries',
    summary: 'Hand a draft in for review',
    description: 'It is simulated and compared, and frozen with what was found.',
    answers: { 200: { description: 'In review.' } },
    refusals: ['not_found', 'auth.forbidden', 'draft.changed', 'change.wrong_state', 'change.blocked', 'change.stale'],
  },
  params: workflowPath,
  query: none,
  body: submitChangeBody,
  handle: async ({ actor, now, params, body }) =>
    answered(
      await submitChange({ actor, now, idempotency: null }, { slug: params.slug, ...body, language: sayingIn() }),
    ),
})

export const review = personOperation({
  docs: {
    id: 'reviewChange',
    tag: 'Boundaries',
    summary: 'Say what you think of a change',
    description: 'An approval is signed: sent without a signature it answers what to sign. The last one activates.',
    answers: { 200: { description: 'The challenge, or where the change stands.' } },
    refusals: [
      'not_found',
      'change.wrong_state',
      'change.stale',
      'change.blocked',
      'review.not_eligible',
      'review.already',
      'review.unaccepted',
      'passkey.refused',
    ],
  },
  params: workflowPath,
  query: none,
  body: reviewBody,
  handle: async ({ actor, now, params, body }) => {
    const { verb, reason, accepts } = body
    const input = { slug: params.slug, verb, reason, accepts, changeDigest: body.change_digest, language: sayingIn() }
    return answered(
      await reviewChange({ actor, now, idempotency: null }, { ...input, signature: body.signature ?? null }),
    )
  },
})

export const withdraw = personOperation({
  docs: {
    id: 'withdrawChange',
    tag: 'Boundaries',
    summary: 'Take a change back from review',
    description: 'By its author or another owner. It is a draft again.',
    answers: { 200: { description: 'Withdrawn.' } },
    refusals: ['not_found', 'auth.forbidden', 'change.wrong_state'],
  },
  params: workflowPath,
  query: none,
  body: emptyBody,
  handle: async ({ actor, now, params }) =>
    answered(await withdrawChange({ actor, now, idempotency: null }, { slug: params.slug })),
})

export const comment = personOperation({
  docs: {
    id: 'commentOnChange',
    tag: 'Boundaries',
    summary: 'Say something about a change',
    description: 'About a rule, or about the change as a whole.',
    answers: { 201: { description: 'The comment.' } },
    refusals: ['not_found', 'rate.limited'],
  },
  params: workflowPath,
  query: none,
  body: commentBody,
  handle: async ({ actor, now, params, body }) => {
    const said = await commentOnChange({ actor, now, idempotency: null }, { slug: params.slug, ...body })
    return said.ok ? ok({ status: 201, body: said.value }) : said
  },
})

export const resolveRemark = personOperation({
  docs: {
    id: 'resolveComment',
    tag: 'Boundaries',
    summary: 'Mark a comment as settled',
    description: 'By whoever may read the change.',
    answers: { 200: { description: 'Settled.' } },
    refusals: ['not_found'],
  },
  params: commentPath,
  query: none,
  body: emptyBody,
  handle: async ({ actor, now, params }) => answered(await resolveComment({ actor, now, idempotency: null }, params)),
})
