import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { problemResponse } from '@/lib/http/problem'
import { sayingIn } from '@/lib/platform/spoken-language'
import { importFiles } from './import-files'
import { readComparison } from './read-compare'
import { readFiles } from './read-files'
import { answered, draftLimit } from './routes'
import { compareQuery, filesQuery, importBody, workflowPath } from './schema'

const personOperation = operationFor<PersonActor>()

export const files = personOperation({
  docs: {
    id: 'readFiles',
    tag: 'Boundaries',
    summary: 'A version as files',
    description: 'The version in force unless another one is named.',
    answers: { 200: { description: 'The files and their digest.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: filesQuery,
  body: none,
  handle: async ({ actor, params, query }) => {
    const found = await readFiles(actor.id, params.slug, query.version ?? null)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})

export const importAsDraft = personOperation({
  docs: {
    id: 'importFiles',
    tag: 'Boundaries',
    summary: 'Files into the draft',
    description: 'Into the open draft, or into a new one. Files with faults change nothing.',
    answers: { 200: { description: 'The draft.' } },
    refusals: ['not_found', 'auth.forbidden', 'change.blocked', 'change.wrong_state'],
  },
  params: workflowPath,
  query: none,
  body: importBody,
  bodyLimit: { ...draftLimit, bytes: 2 * draftLimit.bytes },
  handle: async ({ actor, now, params, body }) =>
    answered(
      await importFiles(
        { actor, now, idempotency: null },
        { slug: params.slug, files: body.files, language: sayingIn() },
      ),
    ),
})

export const compareVersions = personOperation({
  docs: {
    id: 'compareVersions',
    tag: 'Boundaries',
    summary: 'Two versions compared',
    description: 'Which way every change between them goes.',
    answers: { 200: { description: 'The comparison.' } },
    refusals: ['not_found'],
  },
  params: workflowPath,
  query: compareQuery,
  body: none,
  handle: async ({ actor, params, query }) => {
    const found = await readComparison(actor.id, params.slug, query)
    return found === null ? problemResponse({ code: 'not_found' }) : ok({ status: 200, body: found })
  },
})
