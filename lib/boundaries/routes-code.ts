import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import type { PipelineActor } from './code'
import { compareCode } from './compare-code'
import { proposeChange } from './propose-change'
import { readCodeCheck, readCodeFiles } from './read-code'
import { answered, draftLimit } from './routes'
import {
  codeCheckBody,
  codeCheckWire,
  codeDiffBody,
  codeDiffWire,
  codeFilesWire,
  codePath,
  codeProposeBody,
  codeProposeWire,
} from './schema-code'

const pipelineOperation = operationFor<PipelineActor>()
/** Both files may be as large as a draft. */
const filesLimit = { ...draftLimit, bytes: 2 * draftLimit.bytes }

export const codeFiles = pipelineOperation({
  docs: {
    id: 'readBoundaryFiles',
    tag: 'Boundaries',
    summary: 'The version in force as files',
    description: 'For a repository to begin with.',
    answers: { 200: { description: 'The files and their digest.', schema: codeFilesWire } },
    refusals: ['not_found'],
  },
  params: codePath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => answered(await readCodeFiles(actor.id, params.slug)),
})

export const codeCheck = pipelineOperation({
  docs: {
    id: 'checkBoundaryFiles',
    tag: 'Boundaries',
    summary: 'Whether files are good',
    description: 'Type-checked against the catalogue, with everything that would keep them from being handed in.',
    answers: { 200: { description: 'What was found.', schema: codeCheckWire } },
    refusals: ['not_found'],
  },
  params: codePath,
  query: none,
  body: codeCheckBody,
  bodyLimit: filesLimit,
  handle: async ({ actor, now, params, body }) => answered(await readCodeCheck(actor.id, params.slug, body.files, now)),
})

export const codeDiff = pipelineOperation({
  docs: {
    id: 'diffBoundaryFiles',
    tag: 'Boundaries',
    summary: 'What files would change',
    description: 'Compared with the version in force. The console shows from then on whether the two drift apart.',
    answers: { 200: { description: 'The difference.', schema: codeDiffWire } },
    refusals: ['not_found', 'config.changed'],
  },
  params: codePath,
  query: none,
  body: codeDiffBody,
  bodyLimit: filesLimit,
  handle: async ({ actor, now, params, body }) =>
    answered(await compareCode({ actor, now, idempotency: null }, { slug: params.slug, ...body })),
})

export const codePropose = pipelineOperation({
  docs: {
    id: 'proposeBoundaryFiles',
    tag: 'Boundaries',
    summary: 'Hand files in for review',
    description:
      'In the name of the sponsor of the pipeline, who counts as their author. The same two-person review as in the console; the same files again are the same proposal.',
    answers: { 200: { description: 'Where the proposal stands.', schema: codeProposeWire } },
    refusals: ['not_found', 'draft.open', 'change.blocked', 'config.changed'],
  },
  params: codePath,
  query: none,
  body: codeProposeBody,
  bodyLimit: filesLimit,
  handle: async ({ actor, now, params, body }) => {
    const proposed = await proposeChange({ actor, now, idempotency: null }, { slug: params.slug, ...body })
    return proposed.ok ? ok({ status: 200, body: proposed.value }) : proposed
  },
})
