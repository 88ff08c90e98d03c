import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result } from '@/lib/core/result'
import { none, operationFor, type Reply } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { discardDraft } from './discard-draft'
import { openDraft } from './open-draft'
import { readBoundary } from './read'
import { readCheck } from './read-check'
import { saveDraft } from './save-draft'
import { checkBody, emptyBody, openDraftBody, saveDraftBody, versionPath, workflowPath } from './schema'

const personOperation = operationFor<PersonActor>()
/** A draft on its way in is larger and deeper than other bodies. */
export const draftLimit = { bytes: limits.draftBytes, depth: limits.draftDepth }

/** The answer of a verb that needs no other status than 200. */
export function answered<T>(result: Result<T>): Result<Reply> {
  return result.ok ? ok({ status: 200, body: result.value }) : result
}

export const version = personOperation({
  docs: {
    id: 'readVersion',
    tag: 'Boundaries',
    summary: 'One version',
    description: 'With everything in it, whatever its state.',
    answers: { 200: { description: 'The version.' } },
    refusals: ['not_found'],
  },
  params: versionPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readBoundary(actor.id, params.slug, params.version)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})

export const draft = personOperation({
  docs: {
    id: 'readDraft',
    tag: 'Boundaries',
    summary: 'The open version',
    description: 'The draft, or what is in review.',
    answers: { 200: { description: 'The version.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const found = await readBoundary(actor.id, params.slug, 'open')
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})

export const open = personOperation({
  docs: {
    id: 'openDraft',
    tag: 'Boundaries',
    summary: 'Begin a change',
    description: 'From the version in force, or from the one named.',
    answers: { 201: { description: 'Opened.' } },
    refusals: ['not_found', 'auth.forbidden', 'draft.open'],
  },
  params: workflowPath,
  query: none,
  body: openDraftBody,
  handle: async ({ actor, now, params, body }) => {
    const input = { slug: params.slug, fromVersion: body.from_version ?? null }
    const opened = await openDraft({ actor, now, idempotency: null }, input)
    return opened.ok ? ok({ status: 201, body: opened.value }) : opened
  },
})

export const save = personOperation({
  docs: {
    id: 'saveDraft',
    tag: 'Boundaries',
    summary: 'Save the draft',
    description: 'Refused when somebody else saved in between.',
    answers: { 200: { description: 'Saved.' } },
    refusals: ['not_found', 'auth.forbidden', 'draft.changed', 'change.wrong_state'],
  },
  params: workflowPath,
  query: none,
  body: saveDraftBody,
  bodyLimit: draftLimit,
  handle: async ({ actor, now, params, body }) =>
    answered(await saveDraft({ actor, now, idempotency: null }, { slug: params.slug, ...body })),
})

export const discard = personOperation({
  docs: {
    id: 'discardDraft',
    tag: 'Boundaries',
    summary: 'Give the draft up',
    description: 'It stays among the versions and was never in force.',
    answers: { 200: { description: 'Discarded.' } },
    refusals: ['not_found', 'auth.forbidden', 'change.wrong_state'],
  },
  params: workflowPath,
  query: none,
  body: emptyBody,
  handle: async ({ actor, now, params }) =>
    answered(await discardDraft({ actor, now, idempotency: null }, { slug: params.slug })),
})

export const check = personOperation({
  docs: {
    id: 'checkText',
    tag: 'Boundaries',
    summary: 'What a text says, and what is wrong with it',
    description: 'Nothing is stored.',
    answers: { 200: { description: 'Faults, rules, findings, tests, comparison.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: none,
  body: checkBody,
  bodyLimit: draftLimit,
  handle: async ({ actor, params, body }) => {
    const checked = await readCheck(actor.id, params.slug, body)
    return checked === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: checked })
  },
})
