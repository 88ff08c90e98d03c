import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginSeen } from './begin'
import { takeUp } from './store'

/** Takes a request up again that this person had put aside. Nothing happens when it had come back already. */
export async function wakeRequest(ctx: { actor: PersonActor }, input: { requestId: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const seen = await beginSeen(tx, ctx.actor, input.requestId)
    if (!seen.ok) return seen
    if (!(await takeUp(tx, { requestId: input.requestId, personId: ctx.actor.id }))) return ok(null)
    await appendEntry(tx, {
      type: 'request.woken',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { request_id: input.requestId },
      facts: {},
    })
    await announce(tx, { kind: 'request', id: input.requestId })
    return ok(null)
  })
}
