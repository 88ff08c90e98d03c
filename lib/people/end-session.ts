import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { notifySession } from './store'
import { endSessionByHandle } from './store-admin'

/**
 * An administrator ends somebody's session, at once and everywhere. It is named by its handle, a digest: nobody but its own
 * browser is ever told the id. Refuses `auth.forbidden`, `not_found` (over, or none).
 */
export async function endSomebodysSession(
  ctx: Administering,
  input: { readonly handle: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const ended = await endSessionByHandle(tx, input.handle)
    if (!ended) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'identity.session.revoked',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: ended.personId, session_id: ended.id },
      facts: { why: 'ended_by_admin', person: ended.personId },
    })
    await notifySession(tx, ended.id)
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
