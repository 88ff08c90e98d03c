import { appendEntry } from '@/lib/audit/store'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { insertTest } from '@/lib/deliveries/store'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { countTests, findLiveHook } from './store'

/** An administrator posts a test message to a chat. Refuses `auth.forbidden`, `not_found`, `rate.limited`. */
export async function testHook(ctx: Administering, input: { readonly id: string }): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    if (!(await findLiveHook(tx, input.id))) return refuse({ code: 'not_found' })
    if ((await countTests(tx, ctx.actor.id)) >= limits.testMessagesPerMinute)
      return refuse({ code: 'rate.limited', retryAfterSeconds: 60 })
    const id = newId('dlv')
    await insertTest(tx, { id, channel: 'chat', recipient: input.id, personId: ctx.actor.id })
    await appendEntry(tx, {
      type: 'channel.tested',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { delivery_id: id },
      facts: { channel: 'chat' },
    })
    return ok({ id })
  })
}
