import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { dueAgain, lockDelivery } from './store'

/**
 * An administrator sends a message again that failed, was sent, or could not be sent for want of a mail server. It goes under
 * the same id. Refuses `auth.forbidden`, `not_found`, and `delivery.not_ended` for one that is still to be sent or has
 * nothing to tell any more.
 */
export async function resendMessage(ctx: Administering, input: { readonly id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    const delivery = await lockDelivery(tx, input.id)
    if (!delivery) return refuse({ code: 'not_found' })
    if (delivery.status === 'due' || delivery.status === 'superseded')
      return refuse({ code: 'delivery.not_ended', status: delivery.status })
    await dueAgain(tx, input.id, ctx.actor.id)
    await appendEntry(tx, {
      type: 'delivery.resent',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { delivery_id: input.id, ...(delivery.request_id === null ? {} : { request_id: delivery.request_id }) },
      facts: { was: delivery.status },
    })
    return ok(null)
  })
}
