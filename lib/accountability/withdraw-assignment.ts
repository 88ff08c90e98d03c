import { appendEntry } from '@/lib/audit/store'
import { assigneeOf } from '@/lib/core/accountability/gap'
import { escalationOf, mayWithdraw } from '@/lib/core/accountability/may'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { inTransaction } from '@/lib/platform/transaction'
import { foundAssignment } from './found'
import { endAssignment, lockAssignment } from './store'

/**
 * Ends that somebody answers for a role, at once: by an owner or an administrator, or by whoever is named, who lays it down.
 * Nobody answers then, so new requests are denied until somebody else acknowledges it; everybody who can name somebody is told.
 * Refuses `not_found`, `assignment.ended`, `auth.forbidden`.
 */
export async function withdrawAssignment(
  ctx: { actor: PersonActor },
  input: { id: string; reason: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    const { actor } = ctx
    const found = foundAssignment(actor.id, await lockAssignment(tx, input.id), directory)
    if (!found.ok) return found
    const { workflow, assignment } = found.value
    if (!mayWithdraw(actor.id, assignment, workflow, directory))
      return refuse({ code: 'auth.forbidden', role: 'workflow owner' })
    if (!(await endAssignment(tx, assignment.id, actor.id, input.reason))) return refuse({ code: 'assignment.ended' })
    const assignee = assigneeOf(assignment, directory)
    await appendEntry(
      tx,
      {
        type: 'accountability.withdrawn',
        actor: { kind: 'person', id: actor.id },
        subject: { workflow_id: workflow.id, assignment_id: assignment.id },
        facts: { workflow: workflow.slug, role: assignment.role, assignee, own: assignee === actor.id },
      },
      { reason: input.reason },
    )
    const told = new Set([...escalationOf(workflow, directory), ...(assignee === null ? [] : [assignee])])
    told.delete(actor.id)
    const who = assignee === null ? '' : (directory.people.get(assignee)?.name ?? assignee)
    await insertNotices(
      tx,
      [...told].map((personId) => ({
        personId,
        kind: 'role_ended',
        subject: { workflow: workflow.slug, role: assignment.role },
        facts: {
          workflow: workflow.title,
          role: assignment.role,
          by: actor.name,
          who: personId === assignee ? 'you' : who,
        },
      })),
    )
    await announce(tx, { kind: 'config', id: 'accountability' })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ id: assignment.id })
  })
}
