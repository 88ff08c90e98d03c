import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { beginTriage } from './begin'
import { countQuestions, insertQuestion } from './store'

/**
 * Asks the agent or its sponsor something. The deadline stays what it was: an agent that needs longer to answer is denied
 * by silence as ever. At most ten questions a request.
 */
export async function askQuestion(
  ctx: { actor: PersonActor },
  input: { requestId: string; of: 'agent' | 'sponsor'; text: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const begun = await beginTriage(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const { request } = begun.value
    if ((await countQuestions(tx, request.id)) >= limits.questionsMax) return refuse({ code: 'question.too_many' })
    const id = newId('qst')
    await insertQuestion(tx, {
      id,
      requestId: request.id,
      askedBy: ctx.actor.id,
      askedOf: input.of,
      text: input.text,
    })
    await appendEntry(
      tx,
      {
        type: 'request.questioned',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { request_id: request.id, question_id: id },
        facts: { of: input.of },
      },
      { text: input.text },
    )
    if (input.of === 'sponsor')
      await insertNotices(tx, [
        {
          personId: request.sponsorId,
          kind: 'question_asked',
          subject: { request_id: request.id, key: id },
          facts: { title: request.title, by: ctx.actor.name },
        },
      ])
    await announce(tx, { kind: 'request', id: request.id })
    return ok({ id })
  })
}
