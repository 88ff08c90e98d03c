import { appendEntry } from '@/lib/audit/store'
import { isLastAdmin } from '@/lib/core/people/administer'
import { confirmsExactly, orphansOf } from '@/lib/core/people/orphans'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { rulesInForce } from './rules'
import { endInvitationsOf, notifySession } from './store'
import { endPasskeysOf, endSessionsOf, markDisabled } from './store-admin'

/**
 * Ends somebody's account for good: sessions end at once, passkeys are kept but open nothing, invitations end, approvals
 * that they gave stop counting where they are counted again. Their name stays in the log. What nobody would answer for any
 * more is confirmed item by item: a list that differs from what holds under the lock is refused with the right one.
 * Refuses `auth.forbidden`, `not_found`, `person.last_admin`, `person.orphans`.
 */
export async function disablePerson(
  ctx: Administering,
  input: { readonly id: string; readonly confirmed: readonly string[]; readonly reason: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const held = await asAdministrator(tx, ctx)
    if (!held.ok) return held
    const directory = held.value
    const person = directory.people.get(input.id)
    if (person?.status !== 'active') return refuse({ code: 'not_found' })
    if (isLastAdmin(person.id, directory)) return refuse({ code: 'person.last_admin' })
    const orphans = orphansOf(person.id, directory, rulesInForce)
    if (!confirmsExactly(input.confirmed, orphans)) return refuse({ code: 'person.orphans', orphans })
    await markDisabled(tx, person.id)
    const sessions = await endSessionsOf(tx, person.id, null)
    const passkeys = await endPasskeysOf(tx, person.id, 'left')
    await endInvitationsOf(tx, person.id)
    await appendEntry(
      tx,
      {
        type: 'person.disabled',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { person_id: person.id },
        facts: {
          person: person.id,
          before: { status: 'active', roles: [...person.roles] },
          after: { status: 'disabled' },
          orphans: orphans.map(({ kind, id }) => ({ kind, id })),
          sessions: sessions.length,
          passkeys: passkeys.length,
        },
      },
      { reason: input.reason },
    )
    for (const id of sessions) await notifySession(tx, id)
    for (const id of ['people', 'accountability', 'boundaries'] as const) await announce(tx, { kind: 'config', id })
    return ok(null)
  })
}
