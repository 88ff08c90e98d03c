import type { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { none, operationFor, type Reply } from '@/lib/http/operation'
import type { RefusalCode } from '@/lib/http/problem-table'
import { changePerson } from './change-person'
import { disablePerson } from './disable-person'
import { withdrawInvitation } from './end-invitation'
import { endSomebodysSession } from './end-session'
import { invitePerson } from './invite-person'
import { changeOrganisationName } from './name-organisation'
import { mayReadMembers, readMembers, readPersonChoices, readTeamChoices } from './read-members'
import { readEverySession, readInvitations, readLeaving, readPerson } from './read-person'
import { removeRole } from './remove-role'
import {
  addPersonBody,
  changePersonBody,
  choicesQuery,
  disablePersonBody,
  everySessionPage,
  invitationPath,
  invitationsPage,
  invitedAnswer,
  leavingView,
  listQuery,
  membersPage,
  membersQuery,
  organisationBody,
  personChoices,
  personPage,
  personPath,
  removeRoleBody,
  sessionPath,
  teamChoices,
} from './schema-admin'

const personOperation = operationFor<PersonActor>()

/** What the document says of an operation here. */
function docs(id: string, summary: string, schema: z.ZodType | null, refusals: readonly RefusalCode[], status = 200) {
  const answer = schema === null ? { description: 'Done.' } : { description: summary, schema }
  return { id, tag: 'People', summary, description: `${summary}.`, answers: { [status]: answer }, refusals }
}

/** For those who may read about members only. */
async function readable<T>(actor: PersonActor, read: () => Promise<T | null>): Promise<Result<Reply>> {
  const forbidden = await mayReadMembers(actor.id)
  if (forbidden) return refuse(forbidden)
  const body = await read()
  return body === null ? refuse({ code: 'not_found' }) : ok({ status: 200, body })
}

const done = (result: Result<unknown>): Result<Reply> => (result.ok ? ok({ status: 204, body: null }) : result)

export const members = personOperation({
  docs: docs('readMembers', 'Everybody who works here, by name', membersPage, ['auth.forbidden']),
  params: none,
  query: membersQuery,
  body: none,
  handle: ({ actor, query }) => readable(actor, () => readMembers(query)),
})

export const addPerson = personOperation({
  docs: docs('addPerson', 'Add a person and make their one-time link', invitedAnswer, ['auth.forbidden'], 201),
  params: none,
  query: none,
  body: addPersonBody,
  handle: async ({ actor, body }) => {
    const invited = await invitePerson({ actor }, body)
    if (!invited.ok) return invited
    return ok({ status: 201, body: { person_id: invited.value.personId, link: invited.value.link } })
  },
})

export const person = personOperation({
  docs: docs('readPerson', 'One person, with what they answer for', personPage, ['auth.forbidden', 'not_found']),
  params: personPath,
  query: none,
  body: none,
  handle: ({ actor, params }) => readable(actor, () => readPerson(actor, params.id)),
})

export const changeMember = personOperation({
  docs: docs('changePerson', 'Change a person’s name or title', personPage, ['auth.forbidden', 'not_found']),
  params: personPath,
  query: none,
  body: changePersonBody,
  handle: async ({ actor, params, body }) => {
    const changed = await changePerson({ actor }, { id: params.id, ...body })
    return changed.ok ? readable(actor, () => readPerson(actor, params.id)) : changed
  },
})

export const inviteAgain = personOperation({
  docs: docs(
    'invitePerson',
    'A new one-time link for somebody without a passkey',
    invitedAnswer,
    ['auth.forbidden', 'not_found', 'passkey.refused'],
    201,
  ),
  params: personPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => {
    const invited = await invitePerson({ actor }, { personId: params.id })
    if (!invited.ok) return invited
    return ok({ status: 201, body: { person_id: invited.value.personId, link: invited.value.link } })
  },
})

export const leaving = personOperation({
  docs: docs('readLeaving', 'What nobody would answer for if they left', leavingView, ['auth.forbidden', 'not_found']),
  params: personPath,
  query: none,
  body: none,
  handle: ({ actor, params }) => readable(actor, () => readLeaving(params.id)),
})

export const disable = personOperation({
  docs: docs('disablePerson', 'End somebody’s account for good', null, [
    'auth.forbidden',
    'not_found',
    'person.last_admin',
    'person.orphans',
  ]),
  params: personPath,
  query: none,
  body: disablePersonBody,
  handle: async ({ actor, params, body }) => done(await disablePerson({ actor }, { id: params.id, ...body })),
})

export const takeRole = personOperation({
  docs: docs('removeRole', 'Take a role from somebody', null, ['auth.forbidden', 'not_found', 'person.last_admin']),
  params: personPath,
  query: none,
  body: removeRoleBody,
  handle: async ({ actor, params, body }) => done(await removeRole({ actor }, { id: params.id, role: body.role })),
})

export const everySession = personOperation({
  docs: docs('readEverySession', 'Everybody’s live sessions', everySessionPage, ['auth.forbidden']),
  params: none,
  query: listQuery,
  body: none,
  handle: ({ actor, query }) => readable(actor, () => readEverySession(actor, query)),
})

export const endAnySession = personOperation({
  docs: docs('endSession', 'End somebody’s session', null, ['auth.forbidden', 'not_found']),
  params: sessionPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => done(await endSomebodysSession({ actor }, { handle: params.handle })),
})

export const openInvitations = personOperation({
  docs: docs('readInvitations', 'One-time links that nobody has used yet', invitationsPage, ['auth.forbidden']),
  params: none,
  query: listQuery,
  body: none,
  handle: ({ actor, query }) => readable(actor, () => readInvitations(query)),
})

export const endInvitation = personOperation({
  docs: docs('endInvitation', 'End a one-time link', null, ['auth.forbidden', 'not_found']),
  params: invitationPath,
  query: none,
  body: none,
  handle: async ({ actor, params }) => done(await withdrawInvitation({ actor }, { id: params.id })),
})

export const nameOrganisation = personOperation({
  docs: docs('nameOrganisation', 'Say how the organisation is called', null, ['auth.forbidden']),
  params: none,
  query: none,
  body: organisationBody,
  handle: async ({ actor, body }) => done(await changeOrganisationName({ actor }, body)),
})

export const pickPerson = personOperation({
  docs: docs('readPersonChoices', 'People to choose from', personChoices, []),
  params: none,
  query: choicesQuery,
  body: none,
  handle: async ({ query }) => ok({ status: 200, body: await readPersonChoices(query) }),
})

export const pickTeam = personOperation({
  docs: docs('readTeamChoices', 'Teams to choose from', teamChoices, []),
  params: none,
  query: choicesQuery.omit({ role: true }),
  body: none,
  handle: async ({ query }) => ok({ status: 200, body: await readTeamChoices(query) }),
})
