import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { endDevice } from '@/lib/deliveries/store'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import { ownsDevice } from './store'

/** A person turns notifications off for one of their devices. Refuses `auth.invalid`, and `not_found` for anybody else's. */
export async function removeDevice(ctx: { actor: PersonActor }, input: { id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    if (!(await ownsDevice(tx, input.id, ctx.actor.id))) return refuse({ code: 'not_found' })
    if ((await endDevice(tx, input.id, 'removed')) !== null)
      await appendEntry(tx, {
        type: 'channel.device_removed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { person_id: ctx.actor.id, device_id: input.id },
        facts: { why: 'removed' },
      })
    return ok(null)
  })
}
