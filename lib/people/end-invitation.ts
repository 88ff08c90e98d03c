import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { endInvitation } from './store-admin'

/** An administrator ends a one-time link before it is used. Refuses `auth.forbidden`, `not_found` (used, over, or none). */
export async function withdrawInvitation(ctx: Administering, input: { readonly id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const personId = await endInvitation(tx, input.id)
    if (personId === null) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'person.invited',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: personId, invitation_id: input.id },
      facts: { person: personId, ended: true },
    })
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
