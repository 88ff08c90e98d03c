import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { mayEditWorkflow } from '@/lib/core/workflow/visibility'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginOnWorkflow } from './attempt'
import { backToDraft } from './store-review'

/** The author or another owner takes a change back from review: it is a draft again, and what was said of it counts no more. */
export async function withdrawChange(
  ctx: VerbContext<PersonActor>,
  input: { slug: string },
): Promise<Result<{ version: number; status: 'draft' }>> {
  return inTransaction(async (tx) => {
    const begun = await beginOnWorkflow(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { workflow, open, directory } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if (open.authorId !== ctx.actor.id && !mayEditWorkflow(ctx.actor.id, workflow, directory))
      return refuse({ code: 'auth.forbidden', role: 'owner of this workflow' })
    if (!(await backToDraft(tx, open.id))) return refuse({ code: 'change.wrong_state', status: open.status })
    await appendEntry(tx, {
      type: 'boundary.withdrawn',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, boundary_id: open.id },
      facts: { workflow: workflow.slug, version: open.version, change_digest: open.changeDigest },
    })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ version: open.version, status: 'draft' })
  })
}
