import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginOnWorkflow } from './attempt'
import { resolveRemark } from './store-review'

/** Marks a remark on the open version as settled. A mark for readers: no rule rests on it, so the log keeps the remark only. */
export async function resolveComment(
  ctx: VerbContext<PersonActor>,
  input: { slug: string; id: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const begun = await beginOnWorkflow(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { open } = begun.value
    if (!open || !(await resolveRemark(tx, open.id, input.id, ctx.actor.id))) return refuse({ code: 'not_found' })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ id: input.id })
  })
}
