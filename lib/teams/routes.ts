import type { PersonActor } from '@/lib/core/actor'
import { ok, refuse } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { mayReadMembers } from '@/lib/people/read-members'
import { changeTeam } from './change-team'
import { createTeam } from './create-team'
import { readTeam, readTeams } from './read'
import { removeMember } from './remove-member'
import { changeTeamBody, createTeamBody, teamMemberPath, teamPath, teamsPage, teamsQuery, teamView } from './schema'

const personOperation = operationFor<PersonActor>()

export const teams = personOperation({
  docs: {
    id: 'readTeams',
    tag: 'Teams',
    summary: 'Teams with their members',
    description: 'By slug, with the rules in force that ask them.',
    answers: { 200: { description: 'One page.', schema: teamsPage } },
    refusals: ['auth.forbidden'],
  },
  params: none,
  query: teamsQuery,
  body: none,
  handle: async ({ actor, query }) => {
    const forbidden = await mayReadMembers(actor.id)
    return forbidden ? refuse(forbidden) : ok({ status: 200, body: await readTeams(actor.id, query) })
  },
})

export const addTeam = personOperation({
  docs: {
    id: 'createTeam',
    tag: 'Teams',
    summary: 'A new team with nobody in it',
    description: 'Its slug is what rules name; it never changes and is never used again.',
    answers: { 201: { description: 'The team.', schema: teamView } },
    refusals: ['auth.forbidden', 'name.taken'],
  },
  params: none,
  query: none,
  body: createTeamBody,
  handle: async ({ actor, body }) => {
    const created = await createTeam({ actor }, body)
    return created.ok ? ok({ status: 201, body: await readTeam(actor.id, created.value.id) }) : created
  },
})

export const renameTeam = personOperation({
  docs: {
    id: 'changeTeam',
    tag: 'Teams',
    summary: 'Say how a team is called',
    description: 'The slug stays.',
    answers: { 200: { description: 'The team.', schema: teamView } },
    refusals: ['auth.forbidden', 'not_found'],
  },
  params: teamPath,
  query: none,
  body: changeTeamBody,
  handle: async ({ actor, params, body }) => {
    const changed = await changeTeam({ actor }, { id: params.id, title: body.title })
    return changed.ok ? ok({ status: 200, body: await readTeam(actor.id, params.id) }) : changed
  },
})

export const removeTeamMember = personOperation({
  docs: {
    id: 'removeTeamMember',
    tag: 'Teams',
    summary: 'Take somebody out of a team',
    description: 'At once and by one person, because it only narrows. Adding somebody is a proposal.',
    answers: { 200: { description: 'The team.', schema: teamView } },
    refusals: ['auth.forbidden', 'not_found', 'team.has_lead'],
  },
  params: teamMemberPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const removed = await removeMember({ actor }, { teamId: params.id, personId: params.personId })
    return removed.ok ? ok({ status: 200, body: await readTeam(actor.id, params.id) }) : removed
  },
})
