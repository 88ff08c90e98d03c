import { appendEntry } from '@/lib/audit/store'
import type { Refusal } from '@/lib/core/refusal'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import type { Tx } from '@/lib/platform/transaction'
import type { LockedRequest } from '@/lib/requests/store-locked'
import { answerOnce, type StoredQuestion } from './store'

/** Writes the one answer of a question under the request's lock and tells whoever asked. Null: it is written. */
export async function writeAnswer(
  tx: Tx,
  request: LockedRequest,
  question: StoredQuestion,
  by: { kind: 'agent' | 'person'; id: string; name: string },
  text: string,
): Promise<Refusal | null> {
  if (request.status !== 'pending') return { code: 'request.not_pending', status: request.status }
  if (request.expiresAt <= request.now) return { code: 'request.expired' }
  if (!(await answerOnce(tx, { questionId: question.id, answeredBy: by.id, text })))
    return { code: 'question.answered' }
  await appendEntry(
    tx,
    {
      type: 'request.answered',
      actor: { kind: by.kind, id: by.id },
      subject: { request_id: request.id, question_id: question.id },
      facts: {},
    },
    { text },
  )
  await insertNotices(tx, [
    {
      personId: question.askedBy,
      kind: 'question_answered',
      subject: { request_id: request.id, key: question.id },
      facts: { title: request.title, by: by.name },
    },
  ])
  await announce(tx, { kind: 'request', id: request.id })
  return null
}
