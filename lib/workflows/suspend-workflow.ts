import { appendEntries, appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { concernedByWorkflow } from '@/lib/core/machine/concerned'
import { mayStopWorkflow } from '@/lib/core/machine/may-stop'
import { seesAll } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { type Ended, endWhatIsOpen } from '@/lib/machines/ending'
import { stopTimeout } from '@/lib/machines/stop'
import { setWorkflowStatus } from '@/lib/machines/store'
import { tellStopped } from '@/lib/machines/telling'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'

/**
 * Suspends a workflow: everything that is pending in it is cancelled and every live grant revoked, in the one transaction
 * that suspends it. Its owners, its accountable owner, its incident response and administrators can; letting it go on takes
 * a proposal of two people.
 * Refuses `not_found`, `auth.forbidden`, `workflow.wrong_state` (a draft has nothing to stop).
 */
export async function suspendWorkflow(
  ctx: { actor: PersonActor },
  input: { slug: string; reason: string },
): Promise<Result<{ slug: string; status: 'suspended'; ended: Ended }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const workflow = directory.workflows.get(directory.workflowIdBySlug.get(input.slug) ?? '')
    if (!workflow) return refuse({ code: 'not_found' })
    if (!mayStopWorkflow(ctx.actor.id, workflow, directory))
      return refuse(
        seesAll(ctx.actor.id, directory) ? { code: 'auth.forbidden', role: 'admin' } : { code: 'not_found' },
      )
    if (workflow.status !== 'active') return refuse({ code: 'workflow.wrong_state', status: workflow.status })
    await setWorkflowStatus(tx, workflow.id, 'suspended')
    const scope = { kind: 'workflow', id: workflow.id } as const
    const stop = { slug: workflow.slug, how: 'suspended', reason: input.reason } as const
    const { ended, entries } = await endWhatIsOpen(tx, ctx.actor, scope, stop)
    await appendEntry(
      tx,
      {
        type: 'workflow.suspended',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { workflow_id: workflow.id },
        facts: { slug: workflow.slug, was: workflow.status, ...ended },
      },
      { reason: input.reason },
    )
    await appendEntries(tx, entries)
    await tellStopped(
      tx,
      ctx.actor,
      { kind: 'workflow', slug: workflow.slug, how: 'suspended', subject: { workflow: workflow.slug } },
      concernedByWorkflow(workflow, directory),
    )
    for (const id of ['boundaries', 'machines', 'accountability'] as const) await announce(tx, { kind: 'config', id })
    return ok({ slug: workflow.slug, status: 'suspended', ended })
  }, stopTimeout)
}
