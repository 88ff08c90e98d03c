import { mayAskEverybody, mayAssign } from '@/lib/core/accountability/may'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { foundAssignment } from './found'
import { remind } from './reminding'
import { lockAssignment } from './store'

/**
 * Reminds whoever is named for a role, by hand: by those who may name somebody, compliance and administrators. Within a day of
 * the last reminder nothing is sent again, and the answer says so. Refuses `not_found`, `assignment.ended`, `auth.forbidden`.
 */
export async function remindAssignee(
  ctx: { actor: PersonActor },
  input: { id: string },
): Promise<Result<{ reminded: boolean }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const locked = await lockAssignment(tx, input.id)
    const found = foundAssignment(ctx.actor.id, locked, directory)
    if (!found.ok) return found
    const { workflow, assignment } = found.value
    if (!mayAssign(ctx.actor.id, workflow, directory) && !mayAskEverybody(ctx.actor.id, directory))
      return refuse({ code: 'auth.forbidden', role: 'workflow owner' })
    const overdue = locked !== null && assignment.reviewDue <= locked.now
    const reminded = await remind(
      tx,
      { kind: 'person', id: ctx.actor.id },
      [{ workflow, assignment, why: 'asked', due: assignment.reviewDue, overdue }],
      directory,
    )
    await announce(tx, { kind: 'config', id: 'accountability' })
    return ok({ reminded: reminded > 0 })
  })
}
