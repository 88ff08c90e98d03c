import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { insertTest } from '@/lib/deliveries/store'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import type { TestBody } from './schema'
import { countTests, ownsDevice } from './store'

/**
 * A person sends themselves a message to see that it arrives; what became of it is read like of every other.
 * Refuses `auth.invalid`, `channel.not_there` for a device that is not theirs, `rate.limited`.
 */
export async function testChannel(ctx: { actor: PersonActor }, input: TestBody): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    if (input.channel === 'push' && !(await ownsDevice(tx, input.device_id, ctx.actor.id)))
      return refuse({ code: 'channel.not_there' })
    if ((await countTests(tx, ctx.actor.id)) >= limits.testMessagesPerMinute)
      return refuse({ code: 'rate.limited', retryAfterSeconds: 60 })
    const id = newId('dlv')
    const recipient = input.channel === 'push' ? input.device_id : ctx.actor.id
    await insertTest(tx, { id, channel: input.channel, recipient, personId: ctx.actor.id })
    await appendEntry(tx, {
      type: 'channel.tested',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { delivery_id: id },
      facts: { channel: input.channel },
    })
    return ok({ id })
  })
}
