import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginAsOwner } from './attempt'
import { retireDraft } from './store'

/**
 * An owner gives the open draft up. It stays readable among the versions and can be restored, but it never was in force.
 * What is in review is taken back first: `change.wrong_state`.
 */
export async function discardDraft(
  ctx: VerbContext<PersonActor>,
  input: { slug: string },
): Promise<Result<{ version: number; status: 'retired' }>> {
  return inTransaction(async (tx) => {
    const begun = await beginAsOwner(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { workflow, open } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if (!(await retireDraft(tx, open.id))) return refuse({ code: 'change.wrong_state', status: open.status })
    await appendEntry(tx, {
      type: 'boundary.discarded',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, boundary_id: open.id },
      facts: { workflow: workflow.slug, version: open.version, source: open.source },
    })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ version: open.version, status: 'retired' })
  })
}
