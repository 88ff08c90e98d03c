import { type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { holdRevision } from '@/lib/directory/store'
import { inTransaction } from '@/lib/platform/transaction'
import { claim, settle } from '@/lib/requests/idempotent'
import type { RequestWire } from '@/lib/requests/schema'
import { findForWire } from '@/lib/requests/store'
import { lockRequest } from '@/lib/requests/store-locked'
import { wireNow } from '@/lib/requests/wire'
import { writeAnswer } from './answering'
import { findQuestion } from './store'

/**
 * The agent answers a question on its own pending request, once. The answer is claimed text: shown as a claim, judged by
 * nobody's policy, in no digest (law 7), and the deadline stays. Another agent's request is not found.
 */
export async function answerAsAgent(
  ctx: VerbContext<AgentActor>,
  input: { id: string; question: string; text: string },
): Promise<Result<Answer<RequestWire>>> {
  return inTransaction(async (tx) => {
    await holdRevision(tx)
    const claimed = await claim<RequestWire>(tx, ctx)
    if (claimed !== 'new') return claimed
    const request = await lockRequest(tx, input.id)
    if (request?.agentId !== ctx.actor.id) return refuse({ code: 'not_found' })
    const question = await findQuestion(tx, request.id, input.question)
    if (question?.askedOf !== 'agent') return refuse({ code: 'not_found' })
    const refusal = await writeAnswer(
      tx,
      request,
      question,
      { kind: 'agent', id: ctx.actor.id, name: ctx.actor.slug },
      input.text,
    )
    if (refusal) return refuse(refusal)
    const row = await findForWire(tx, ctx.actor.id, request.id)
    if (!row) throw new Error('a locked request vanished')
    return settle(tx, ctx, { status: 200, body: await wireNow(row), replayed: false })
  })
}
