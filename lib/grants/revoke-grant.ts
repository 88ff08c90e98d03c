import { appendEntry } from '@/lib/audit/store'
import type { Actor } from '@/lib/core/actor'
import { mayRevoke } from '@/lib/core/grant/revocation'
import { type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, ExecutorActor, VerbContext } from '@/lib/directory/context'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { endOpenExecution } from '@/lib/executions/store'
import { inTransaction } from '@/lib/platform/transaction'
import { claim, settle } from '@/lib/requests/idempotent'
import { lockRequest } from '@/lib/requests/store-locked'
import { endGrant, lockGrant, requestOfGrant } from './store'

type Revoker = AgentActor | ExecutorActor | Extract<Actor, { kind: 'person' }>
export type GrantState = { id: string; status: string }

/**
 * Ends a live grant at once. Its agent, its executor and every person who may see the request can; the same row lock as
 * redemption, so one of the two comes first and the log agrees. An execution under way ends as `unknown`: what it did is
 * not known to us. Revoking what is already over changes nothing and says so.
 */
export async function revokeGrant(
  ctx: VerbContext<Revoker>,
  input: { id: string; reason: string },
): Promise<Result<Answer<GrantState>>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await holdRevision(tx))
    const claimed = await claim<GrantState>(tx, ctx)
    if (claimed !== 'new') return claimed
    const of = await requestOfGrant(tx, input.id)
    if (!of) return refuse({ code: 'not_found' })
    await lockRequest(tx, of.requestId)
    const grant = await lockGrant(tx, input.id)
    if (!grant) return refuse({ code: 'not_found' })
    const { actor } = ctx
    const may =
      actor.kind === 'agent'
        ? grant.agentId === actor.id
        : actor.kind === 'executor'
          ? grant.executorId === actor.id
          : mayRevoke(actor.id, of, directory)
    if (!may) return refuse({ code: 'not_found' })
    if (!(await endGrant(tx, grant.id, 'revoked', actor.id, input.reason)))
      return settle(tx, ctx, { status: 200, body: { id: grant.id, status: grant.status }, replayed: false })
    const ended = await endOpenExecution(tx, grant.id, 'unknown', 'The grant was revoked before the executor reported.')
    const subject = { request_id: grant.requestId, grant_id: grant.id }
    await appendEntry(
      tx,
      {
        type: 'grant.revoked',
        actor: { kind: actor.kind, id: actor.id },
        subject,
        facts: { was: grant.status, by: actor.kind },
      },
      { reason: input.reason },
    )
    if (ended)
      await appendEntry(tx, {
        type: 'execution.unknown',
        actor: { kind: 'system', id: 'system' },
        subject: { ...subject, execution_id: ended },
        facts: { why: 'revoked' },
      })
    await announce(tx, { kind: 'grant', id: grant.id, request_id: grant.requestId })
    return settle(tx, ctx, { status: 200, body: { id: grant.id, status: 'revoked' }, replayed: false })
  })
}
