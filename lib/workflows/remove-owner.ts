import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { isLastOwner, mayReadWorkflow, mayRemoveOwner } from '@/lib/core/workflow/visibility'
import { announce } from '@/lib/directory/store-announce'
import { type Administering, alone } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { deleteOwner } from './store'

/**
 * Takes somebody out of a workflow's owners, by one person and at once: it only narrows. What they let through as an owner
 * counts no more where it is counted again. The last one who is here stays: adding another takes two people.
 * Refuses `not_found`, `auth.forbidden`, `workflow.last_owner`.
 */
export async function removeOwner(
  ctx: Administering,
  input: { readonly slug: string; readonly personId: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const held = await alone(tx, ctx)
    if (!held.ok) return held
    const directory = held.value
    const workflow = directory.workflows.get(directory.workflowIdBySlug.get(input.slug) ?? '')
    if (!workflow || !mayReadWorkflow(ctx.actor.id, workflow, false, directory)) return refuse({ code: 'not_found' })
    if (!mayRemoveOwner(ctx.actor.id, workflow, directory))
      return refuse({ code: 'auth.forbidden', role: 'owner of this workflow or admin' })
    if (!workflow.ownerIds.includes(input.personId)) return refuse({ code: 'not_found' })
    if (isLastOwner(input.personId, workflow, directory)) return refuse({ code: 'workflow.last_owner' })
    await deleteOwner(tx, workflow.id, input.personId)
    await appendEntry(tx, {
      type: 'workflow.changed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, person_id: input.personId },
      facts: {
        slug: workflow.slug,
        person: input.personId,
        changed: ['owners'],
        before: { owner: true },
        after: { owner: false },
      },
    })
    for (const id of ['boundaries', 'people'] as const) await announce(tx, { kind: 'config', id })
    return ok(null)
  })
}
