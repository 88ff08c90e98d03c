import type { Directory } from '@/lib/core/directory'
import { nameOf } from '@/lib/core/names'
import type { QuestionView, RequestView } from '../schema'
import type { findHandovers, findQuestions } from './store'

/** Questions with their answers, as the request page shows them. */
export function questionsOf(rows: Awaited<ReturnType<typeof findQuestions>>, directory: Directory): QuestionView[] {
  return rows.map((row) => ({
    id: row.id,
    of: row.askedOf === 'sponsor' ? 'sponsor' : 'agent',
    by: { id: row.askedBy, name: nameOf(row.askedBy, directory) },
    text: row.text,
    asked_at: row.createdAt.toISOString(),
    answer:
      row.answer !== null && row.answeredBy !== null && row.answeredAt !== null
        ? { text: row.answer, by: nameOf(row.answeredBy, directory), at: row.answeredAt.toISOString() }
        : null,
  }))
}

/** Who handed it over to whom. */
export function handoversOf(
  rows: Awaited<ReturnType<typeof findHandovers>>,
  directory: Directory,
): RequestView['handovers'] {
  return rows.map((row) => ({
    from: { id: row.fromId, name: nameOf(row.fromId, directory) },
    to: { id: row.toId, name: nameOf(row.toId, directory) },
    reason: row.reason,
    at: row.createdAt.toISOString(),
  }))
}
