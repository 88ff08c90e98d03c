import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { activePasskeys } from '@/lib/identity/passkey/store'
import { env } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { asAdministrator } from './administer'
import { invitationLink, newInvitationSecret } from './invitation'
import { endInvitationsOf, holdActivePerson, insertInvitation, insertPerson } from './store'

const HOURS = 72

export type InviteInput =
  | { readonly personId: string }
  /** `email` in lower case. */
  | { readonly name: string; readonly email: string; readonly title: string }

/**
 * An administrator's one-time link with which a person makes their first passkey; the person is added when they are new.
 * Whoever has a passkey needs no link and gets none: an administrator cannot make themselves a key to someone's consents.
 * Refuses `auth.forbidden`, `not_found`, `request.invalid` (address taken), `passkey.refused` (`passkey_known`).
 */
export async function invitePerson(
  ctx: { readonly actor: PersonActor },
  input: InviteInput,
): Promise<Result<{ personId: string; link: string }>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const actor = { kind: 'person', id: ctx.actor.id } as const
    const personId = 'personId' in input ? await existing(tx, input.personId) : await added(tx, input)
    if (personId === null) {
      if ('personId' in input) return refuse({ code: 'not_found' })
      return refuse({ code: 'request.invalid', errors: [{ pointer: '/email', detail: 'belongs to somebody already' }] })
    }
    if (!('personId' in input)) {
      await appendEntry(
        tx,
        { type: 'person.added', actor, subject: { person_id: personId }, facts: { person: personId } },
        { name: input.name, email: input.email },
      )
    }
    if ((await activePasskeys(tx, personId)).length > 0)
      return refuse({ code: 'passkey.refused', why: 'passkey_known' })
    const { token, tokenHash } = newInvitationSecret()
    await endInvitationsOf(tx, personId)
    const id = await insertInvitation(tx, { kind: 'enrol', tokenHash, personId, createdBy: ctx.actor.id, hours: HOURS })
    await appendEntry(tx, {
      type: 'person.invited',
      actor,
      subject: { person_id: personId, invitation_id: id },
      facts: { person: personId, hours: HOURS },
    })
    await announce(tx, { kind: 'config', id: 'people' })
    return ok({ personId, link: invitationLink(env().baseUrl, token) })
  })
}

async function existing(tx: Tx, personId: string): Promise<string | null> {
  return (await holdActivePerson(tx, personId))?.id ?? null
}

async function added(tx: Tx, person: { name: string; email: string; title: string }): Promise<string | null> {
  const id = newId('usr')
  return (await insertPerson(tx, { id, ...person })) ? id : null
}
