import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { beginOnWorkflow } from './attempt'
import { countComments, insertComment } from './store-review'

/** Whoever may read the open version says something about it, or about one of its rules. Decides nothing. */
export async function commentOnChange(
  ctx: VerbContext<PersonActor>,
  input: { slug: string; rule: string | null; text: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const begun = await beginOnWorkflow(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { workflow, open } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if ((await countComments(tx, open.id)) >= limits.commentsMax)
      return refuse({ code: 'rate.limited', retryAfterSeconds: 3_600 })
    const id = newId('cmt', ctx.now.getTime())
    await insertComment(tx, { id, boundaryId: open.id, personId: ctx.actor.id, rule: input.rule, text: input.text })
    await appendEntry(
      tx,
      {
        type: 'boundary.commented',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { workflow_id: workflow.id, boundary_id: open.id, comment_id: id },
        facts: { workflow: workflow.slug, version: open.version },
      },
      { rule: input.rule, text: input.text },
    )
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ id })
  })
}
