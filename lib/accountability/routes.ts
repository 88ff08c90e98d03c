import { dayOf } from '@/lib/core/accountability/review'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { now } from '@/lib/directory/current'
import { none, operationFor, type Reply } from '@/lib/http/operation'
import { acknowledgeRole } from './acknowledge-role'
import { assignRole } from './assign-role'
import { matrixCsv } from './export'
import { handOver } from './hand-over'
import { readAllRows, readMatrix } from './read'
import { readCell } from './read-cell'
import { readAccountable, readAccountablePeople, readMine } from './read-mine'
import { remindAssignee } from './remind-assignee'
import {
  accountablePath,
  acknowledgeBody,
  assignBody,
  assignmentPath,
  campaignBody,
  cellPath,
  handOverBody,
  matrixQuery,
  peopleQuery,
  remindBody,
  withdrawBody,
} from './schema'
import { startCampaign } from './start-campaign'
import { withdrawAssignment } from './withdraw-assignment'

const personOperation = operationFor<PersonActor>()
const tag = 'Accountability'

export const matrix = personOperation({
  docs: {
    id: 'readAccountability',
    tag,
    summary: 'Who answers for each workflow',
    description: 'Workflows that I may see, with the five roles of each, gaps in words, and what is asked of me.',
    answers: { 200: { description: 'One page.' } },
    refusals: [],
  },
  params: none,
  query: matrixQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readMatrix(actor.id, query) }),
})

export const matrixFile = personOperation({
  docs: {
    id: 'exportAccountability',
    tag,
    summary: 'The matrix as a file',
    description: 'CSV, one line for each workflow and role. No cell is a formula.',
    answers: { 200: { description: 'The file.', mediaType: 'text/csv' } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) =>
    new Response(matrixCsv(await readAllRows(actor.id)), {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="accountability-${dayOf(await now())}.csv"`,
      },
    }),
})

export const accountabilityCell = personOperation({
  docs: {
    id: 'readAccountabilityCell',
    tag,
    summary: 'One role of one workflow',
    description: 'Who answers, what they sign, what was signed, who answered before, who could be named.',
    answers: { 200: { description: 'The cell.' } },
    refusals: ['not_found'],
  },
  params: cellPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => found(await readCell(actor.id, params.slug, params.role)),
})

export const myAccountability = personOperation({
  docs: {
    id: 'readMyAccountability',
    tag,
    summary: 'What I answer for',
    description: 'My roles, those that wait for my passkey first.',
    answers: { 200: { description: 'All of them.' } },
    refusals: [],
  },
  params: none,
  query: none,
  body: none,
  handle: async ({ actor }) => ok({ status: 200, body: await readMine(actor.id) }),
})

export const accountablePeople = personOperation({
  docs: {
    id: 'readAccountablePeople',
    tag,
    summary: 'People who answer for something',
    description: 'All of them for compliance and administrators; else myself.',
    answers: { 200: { description: 'One page.' } },
    refusals: [],
  },
  params: none,
  query: peopleQuery,
  body: none,
  handle: async ({ actor, query }) => ok({ status: 200, body: await readAccountablePeople(actor.id, query) }),
})

export const accountable = personOperation({
  docs: {
    id: 'readAccountablePerson',
    tag,
    summary: 'Everything that one person answers for',
    description: 'For compliance, administrators and the person.',
    answers: { 200: { description: 'The person.' } },
    refusals: ['not_found'],
  },
  params: accountablePath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => found(await readAccountable(actor.id, params.id)),
})

export const assignByHand = personOperation({
  docs: {
    id: 'assignRole',
    tag,
    summary: 'Name who answers',
    description: 'A person, a team with a lead, or a vendor with contract, contact and somebody of ours who vouches.',
    answers: { 201: { description: 'Named; not acknowledged yet.' } },
    refusals: ['not_found', 'auth.forbidden', 'request.invalid'],
  },
  params: cellPath,
  query: none,
  body: assignBody,
  handle: async ({ actor, params, body }) => answer(201, await assignRole({ actor }, { ...params, ...body })),
})

export const acknowledgeMine = personOperation({
  docs: {
    id: 'acknowledgeRole',
    tag,
    summary: 'Sign that I answer for it',
    description: 'By whoever is named, with a passkey; first without a signature to learn what is signed.',
    answers: { 200: { description: 'Acknowledged, or what to sign.' } },
    refusals: [
      'not_found',
      'assignment.ended',
      'assignment.not_yours',
      'person.recovering',
      'passkey.required',
      'passkey.refused',
    ],
  },
  params: assignmentPath,
  query: none,
  body: acknowledgeBody,
  handle: async ({ actor, params, body }) =>
    answer(200, await acknowledgeRole({ actor }, { id: params.id, signature: body.signature ?? null })),
})

export const withdrawByHand = personOperation({
  docs: {
    id: 'withdrawAssignment',
    tag,
    summary: 'End it',
    description: 'Nobody answers then; new requests are denied.',
    answers: { 200: { description: 'Ended.' } },
    refusals: ['not_found', 'assignment.ended', 'auth.forbidden'],
  },
  params: assignmentPath,
  query: none,
  body: withdrawBody,
  handle: async ({ actor, params, body }) =>
    answer(200, await withdrawAssignment({ actor }, { id: params.id, reason: body.reason })),
})

export const remindByHand = personOperation({
  docs: {
    id: 'remindAssignee',
    tag,
    summary: 'Remind whoever is named',
    description: 'At most once a day.',
    answers: { 200: { description: 'Whether a reminder was sent.' } },
    refusals: ['not_found', 'assignment.ended', 'auth.forbidden'],
  },
  params: assignmentPath,
  query: none,
  body: remindBody,
  handle: async ({ actor, params }) => answer(200, await remindAssignee({ actor }, { id: params.id })),
})

export const beginCampaign = personOperation({
  docs: {
    id: 'startCampaign',
    tag,
    summary: 'Ask everybody to confirm',
    description: 'By a day; one campaign at a time.',
    answers: { 201: { description: 'Started.' } },
    refusals: ['auth.forbidden', 'campaign.open', 'request.invalid'],
  },
  params: none,
  query: none,
  body: campaignBody,
  handle: async ({ actor, body }) => answer(201, await startCampaign({ actor }, body)),
})

export const handOverAll = personOperation({
  docs: {
    id: 'handOver',
    tag,
    summary: 'Hand over what somebody answers for',
    description: 'To others by name, all of it or nothing.',
    answers: { 200: { description: 'How many things were handed over.' } },
    refusals: ['not_found', 'request.invalid'],
  },
  params: accountablePath,
  query: none,
  body: handOverBody,
  handle: async ({ actor, params, body }) =>
    answer(200, await handOver({ actor }, { personId: params.id, reason: body.reason, items: body.items })),
})

function answer(status: number, result: Result<object>): Result<Reply> {
  return result.ok ? ok({ status, body: result.value }) : result
}

function found(body: object | null): Result<Reply> {
  return body === null ? refuse({ code: 'not_found' }) : ok({ status: 200, body })
}
