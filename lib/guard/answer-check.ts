import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { beginCheck } from './begin'
import type { AnswerView } from './schema'
import { answerOnce } from './store'

/** Answers a question, once. A wrong answer locks nobody out: it names the place, and the next question is about another one. */
export async function answerCheck(
  ctx: { actor: PersonActor },
  input: { requestId: string; checkId: string; choice: number },
): Promise<Result<AnswerView>> {
  return inTransaction(async (tx) => {
    const begun = await beginCheck(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const answered = await answerOnce(tx, {
      id: input.checkId,
      requestId: input.requestId,
      personId: ctx.actor.id,
      choice: input.choice,
    })
    if (answered === null) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'guard.answered',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: ctx.actor.id, check_id: input.checkId },
      facts: { request: input.requestId, pointer: answered.pointer, right: answered.right },
    })
    return ok({ right: answered.right, look_at: answered.pointer })
  })
}
