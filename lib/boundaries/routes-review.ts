import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { commentOnChange } from './comment-on-change'
import { resolveComment } from './resolve-comment'
import { answered } from './routes'
import { commentBody, commentPath, emptyBody, workflowPath } from './schema'
import { withdrawChange } from './withdraw-change'

const personOperation = operationFor<PersonActor>()

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
