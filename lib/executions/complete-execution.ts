import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { Answer, ExecutorActor, VerbContext } from '@/lib/directory/context'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { endGrant, lockGrant } from '@/lib/grants/store'
import { inTransaction } from '@/lib/platform/transaction'
import { claim, settle } from '@/lib/requests/idempotent'
import type { CompleteInput, ExecutionWire } from '@/lib/requests/schema'
import { lockRequest } from '@/lib/requests/store-locked'
import { findExecution, reportExecution } from './store'

/**
 * The executor reports what happened; completion ends everything that the grant opened, in the same transaction. The same
 * report again is answered as before; another report, or one after the lease, is refused: the outcome stays what the log says.
 */
export async function completeExecution(
  ctx: VerbContext<ExecutorActor>,
  input: CompleteInput & { id: string },
): Promise<Result<Answer<ExecutionWire>>> {
  return inTransaction(async (tx) => {
    await holdRevision(tx)
    const claimed = await claim<ExecutionWire>(tx, ctx)
    if (claimed !== 'new') return claimed
    const known = await findExecution(tx, input.id)
    if (known?.executorId !== ctx.actor.id) return refuse({ code: 'not_found' })
    await lockRequest(tx, known.requestId)
    await lockGrant(tx, known.grantId)
    const execution = await findExecution(tx, input.id)
    if (!execution) return refuse({ code: 'not_found' })
    const body = (outcome: ExecutionWire['execution']['outcome']): ExecutionWire => ({
      execution: { id: execution.id, lease_expires_at: execution.leaseExpiresAt.toISOString(), outcome },
      request: { id: execution.requestId, digest: execution.digest },
    })
    if (execution.outcome !== null)
      return execution.outcome === input.outcome
        ? ok({ status: 200, body: body(execution.outcome), replayed: true })
        : refuse({ code: 'execution.already_completed' })
    const report = { outcome: input.outcome, detail: input.detail, evidenceDigest: input.evidence_digest ?? null }
    if (!(await reportExecution(tx, execution.id, ctx.actor.id, report)))
      return refuse({ code: 'execution.lease_over' })
    await endGrant(tx, execution.grantId, 'completed', ctx.actor.id, input.outcome)
    await appendEntry(
      tx,
      {
        type: input.outcome === 'unknown' ? 'execution.unknown' : 'execution.completed',
        actor: { kind: 'executor', id: ctx.actor.id },
        subject: { request_id: execution.requestId, grant_id: execution.grantId, execution_id: execution.id },
        facts: { outcome: input.outcome, evidence_digest: report.evidenceDigest, digest: execution.digest },
      },
      { detail: input.detail },
    )
    await announce(tx, { kind: 'grant', id: execution.grantId, request_id: execution.requestId })
    return settle(tx, ctx, { status: 200, body: body(input.outcome), replayed: false })
  })
}
