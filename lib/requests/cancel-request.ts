import { appendEntry } from '@/lib/audit/store'
import { type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { claim, settle } from './idempotent'
import type { RequestWire } from './schema'
import { findForWire } from './store'
import { lockRequest, resolveRequest } from './store-locked'
import { wireNow } from './wire'

/** The agent takes its own pending request back. Refuses with 409 when it is terminal or its time is over. */
export async function cancelRequest(
  ctx: VerbContext<AgentActor>,
  input: { id: string },
): Promise<Result<Answer<RequestWire>>> {
  return inTransaction(async (tx) => {
    await holdRevision(tx)
    const claimed = await claim<RequestWire>(tx, ctx)
    if (claimed !== 'new') return claimed
    const request = await lockRequest(tx, input.id)
    if (request?.agentId !== ctx.actor.id) return refuse({ code: 'not_found' })
    if (request.status !== 'pending') return refuse({ code: 'request.not_pending', status: request.status })
    const reasons = [{ code: 'request.cancelled' as const, message: 'Cancelled by the agent that asked.' }]
    if (
      !(await resolveRequest(tx, request.id, { status: 'cancelled', nextAction: 'none', retryAfterS: null, reasons }))
    )
      return refuse({ code: 'request.not_pending', status: 'expired' })
    await appendEntry(tx, {
      type: 'request.cancelled',
      actor: { kind: 'agent', id: ctx.actor.id },
      subject: { request_id: request.id },
      facts: { digest: request.digest },
    })
    await announce(tx, { kind: 'request', id: request.id })
    const row = await findForWire(tx, ctx.actor.id, request.id)
    if (!row) throw new Error('a locked request vanished')
    return settle(tx, ctx, { status: 200, body: await wireNow(row), replayed: false })
  })
}
