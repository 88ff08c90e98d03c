import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { writeAnswer } from './answering'
import { beginSeen } from './begin'
import { findQuestion } from './store'

/** The sponsor answers what they were asked, once. What they say is their claim; they still decide nothing on it. */
export async function answerAsSponsor(
  ctx: { actor: PersonActor },
  input: { requestId: string; questionId: string; text: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const seen = await beginSeen(tx, ctx.actor, input.requestId)
    if (!seen.ok) return seen
    const { request } = seen.value
    const question = await findQuestion(tx, request.id, input.questionId)
    if (!question) return refuse({ code: 'not_found' })
    if (question.askedOf !== 'sponsor' || request.sponsorId !== ctx.actor.id)
      return refuse({ code: 'question.not_yours' })
    const refusal = await writeAnswer(
      tx,
      request,
      question,
      { kind: 'person', id: ctx.actor.id, name: ctx.actor.name },
      input.text,
    )
    return refusal ? refuse(refusal) : ok(null)
  })
}
