import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { dayOf } from '@/lib/core/accountability/review'
import type { EntryActor } from '@/lib/core/audit/event'
import type { Assignment, Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { insertNotices } from '@/lib/notices/store'
import type { Tx } from '@/lib/platform/transaction'
import { markReminded } from './store'

export type ToRemind = { workflow: DirectoryWorkflow; assignment: Assignment; why: string; due: Date; overdue: boolean }

/**
 * Reminds whoever answers for each of these, with an entry in the log; at most once a day for each assignment, whoever asks
 * for it and however many ask at once. Gives how many were reminded.
 */
export async function remind(
  tx: Tx,
  by: EntryActor,
  asked: readonly ToRemind[],
  directory: Directory,
): Promise<number> {
  const marked = await markReminded(
    tx,
    asked.map(({ assignment }) => assignment.id),
  )
  let reminded = 0
  for (const { workflow, assignment, why, due, overdue } of asked) {
    const person = assigneeOf(assignment, directory)
    if (!marked.has(assignment.id) || person === null) continue
    reminded++
    await appendEntry(tx, {
      type: 'accountability.reminded',
      actor: by,
      subject: { workflow_id: workflow.id, assignment_id: assignment.id },
      facts: { workflow: workflow.slug, role: assignment.role, person, why },
    })
    await insertNotices(tx, [
      {
        personId: person,
        kind: 'role_due',
        subject: { workflow: workflow.slug, role: assignment.role },
        facts: { workflow: workflow.title, role: assignment.role, due: dayOf(due), overdue },
      },
    ])
  }
  return reminded
}
