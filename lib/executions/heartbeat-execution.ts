import { ok, type Result, refuse } from '@/lib/core/result'
import type { Answer, ExecutorActor, VerbContext } from '@/lib/directory/context'
import { autocommit } from '@/lib/platform/transaction'
import type { ExecutionWire } from '@/lib/requests/schema'
import { extendLease, findExecution } from './store'

/** The executor is still at work: its lease is extended, up to an hour after the start. Refuses once the lease is over or the outcome known. */
export async function heartbeatExecution(
  ctx: VerbContext<ExecutorActor>,
  input: { id: string },
): Promise<Result<Answer<ExecutionWire>>> {
  const execution = await findExecution(autocommit(), input.id)
  if (execution?.executorId !== ctx.actor.id) return refuse({ code: 'not_found' })
  const lease = await extendLease(autocommit(), execution.id, ctx.actor.id)
  if (!lease) {
    const now = await findExecution(autocommit(), input.id)
    return refuse(now?.outcome ? { code: 'execution.already_completed' } : { code: 'execution.lease_over' })
  }
  return ok({
    status: 200,
    replayed: false,
    body: {
      execution: { id: execution.id, lease_expires_at: lease.toISOString(), outcome: null },
      request: { id: execution.requestId, digest: execution.digest },
    },
  })
}
