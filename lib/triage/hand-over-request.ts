import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { refuseTarget } from '@/lib/core/triage/may-triage'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { beginTriage } from './begin'
import { endClaim, insertHandover } from './store'

/**
 * Hands a request to somebody who may decide it anyway. Whoever hands it over no longer decides it, and nobody becomes
 * eligible by it: a hand-over only ever narrows (DESIGN 7). Refused when too few would be left to reach the quorum.
 */
export async function handOverRequest(
  ctx: { actor: PersonActor },
  input: { requestId: string; to: string; reason: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const begun = await beginTriage(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const { request, votes, directory } = begun.value
    const refusal = refuseTarget(input.to, ctx.actor.id, request, votes, directory)
    if (refusal) return refuse(refusal)
    const id = newId('hov')
    await insertHandover(tx, {
      id,
      requestId: request.id,
      fromId: ctx.actor.id,
      toId: input.to,
      reason: input.reason,
    })
    await endClaim(tx, { requestId: request.id, personId: ctx.actor.id })
    await appendEntry(
      tx,
      {
        type: 'request.handed_over',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { request_id: request.id },
        facts: { to: input.to },
      },
      { reason: input.reason },
    )
    await insertNotices(tx, [
      {
        personId: input.to,
        kind: 'request_handed',
        subject: { request_id: request.id, key: id },
        facts: { title: request.title, by: ctx.actor.name, reason: input.reason },
      },
    ])
    await announce(tx, { kind: 'request', id: request.id })
    return ok({ id })
  })
}
