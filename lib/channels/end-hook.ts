import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { endHookRow, findLiveHook } from './store'

/** An administrator ends a chat; what was still to be posted there is not. Refuses `auth.forbidden`, `not_found`. */
export async function endHook(ctx: Administering, input: { readonly id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    const hook = await findLiveHook(tx, input.id)
    if (!hook) return refuse({ code: 'not_found' })
    await endHookRow(tx, input.id)
    await appendEntry(tx, {
      type: 'channel.hook_ended',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { hook_id: input.id },
      facts: { host: hook.host },
    })
    return ok(null)
  })
}
