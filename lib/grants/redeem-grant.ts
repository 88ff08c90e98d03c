import { entryRow } from '@/lib/audit/store'
import type { ConsentLost } from '@/lib/core/grant/redeemable'
import { checkRedemption } from '@/lib/core/grant/redemption'
import { limits } from '@/lib/core/limits'
import type { Refusal } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { Answer, ExecutorActor, VerbContext } from '@/lib/directory/context'
import { currentDirectory, freshDirectory } from '@/lib/directory/current'
import { judgementOf } from '@/lib/directory/judgement'
import { findExecutionByRequest } from '@/lib/executions/store'
import { readGrantToken } from '@/lib/identity/grant-token'
import { prepareBoundary } from '@/lib/platform/cedar'
import { newId } from '@/lib/platform/ids'
import { autocommit, violatesUnique } from '@/lib/platform/transaction'
import type { ExecutionWire, RedeemInput } from '@/lib/requests/schema'
import { findIdempotent } from '@/lib/requests/store'
import { findGrant, type GrantForRedemption, type Redemption, recordRefusal, redeem } from './store'

const ATTEMPTS = 5

/**
 * The executor redeems consent for the action it is about to run. Read, ask core whether the consent still holds, then
 * consume by one conditional UPDATE that re-checks the configuration it was judged under.
 *
 * Refuses with one undistinguished answer (`grant.unusable`) for a token that is not ours, another executor's, another
 * action or lost consent; only the rightful executor presenting the rightful action learns that the grant was used
 * (`grant.already_redeemed`) or is over (`grant.gone`). The exact reason goes to the log.
 */
export async function redeemGrant(
  ctx: VerbContext<ExecutorActor>,
  input: RedeemInput,
): Promise<Result<Answer<ExecutionWire>>> {
  const token = readGrantToken(input.grant)
  if (!token) return refused(ctx, null, 'signature_unproven')
  const replayed = await replay(ctx)
  if (replayed) return replayed
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const directory = attempt === 0 ? await currentDirectory() : await freshDirectory()
    const grant = await findGrant(token.jti)
    if (!grant || grant.request.digest !== token.digest) return refused(ctx, null, 'signature_unproven')
    const presented = {
      executorId: ctx.actor.id,
      action: input.action,
      resource: input.resource,
      params: input.params,
      secret: input.secret ?? null,
    }
    const check = checkRedemption(
      grant,
      presented,
      grant.now,
      (boundary) => judgementOf(prepareBoundary(boundary)),
      directory,
    )
    if (!check.holds) {
      // The cached configuration may be behind; only the newest one refuses.
      if (attempt === 0 && (await freshDirectory()).revision !== directory.revision) continue
      return (await replay(ctx)) ?? refused(ctx, grant, check.lost)
    }
    const executionId = newId('exe')
    const written = await redeemOnce({
      revision: directory.revision,
      grantId: grant.id,
      executorId: ctx.actor.id,
      digest: grant.request.digest,
      executionId,
      requestId: grant.request.id,
      leaseSeconds: limits.leaseSeconds,
      evaluation: {
        id: newId('evl'),
        boundaryId: check.boundaryId,
        tier: check.consent.tier,
        determining: check.determining,
        context: check.context,
      },
      entry: entryRow({
        type: 'grant.redeemed',
        actor: { kind: 'executor', id: ctx.actor.id },
        subject: { request_id: grant.request.id, grant_id: grant.id, execution_id: executionId },
        facts: {
          digest: grant.request.digest,
          credential: ctx.actor.credentialId,
          strength: ctx.actor.strength,
          boundary: check.boundaryId,
          revision: directory.revision.toString(),
          approvers: grant.decisions
            .filter((decision) => decision.verb === 'approve')
            .map((decision) => decision.personId),
        },
      }),
      idempotency: ctx.idempotency,
    })
    if (written === 'key_taken') return (await replay(ctx)) ?? refuse({ code: 'idempotency.in_progress' })
    if (!written.guard) continue
    if (written.redeemed && written.lease_expires_at)
      return ok({
        status: 200,
        body: wire(executionId, written.lease_expires_at, null, grant.request),
        replayed: false,
      })
    // Somebody was faster: perhaps this very executor with the same key.
    const again = await replay(ctx)
    if (again) return again
  }
  return refuse({ code: 'config.changed' })
}

async function redeemOnce(redemption: Redemption) {
  try {
    return await redeem(redemption)
  } catch (error) {
    if (redemption.idempotency && violatesUnique(error)) return 'key_taken' as const
    throw error
  }
}

/** The stored result of the same Idempotency-Key; null when the key is new. */
async function replay(ctx: VerbContext<ExecutorActor>): Promise<Result<Answer<ExecutionWire>> | null> {
  if (!ctx.idempotency) return null
  const known = await findIdempotent(autocommit(), ctx.actor.id, ctx.idempotency.route, ctx.idempotency.key)
  if (!known) return null
  if (known.bodyDigest !== ctx.idempotency.bodyDigest) return refuse({ code: 'idempotency.mismatch' })
  const execution = known.requestId === null ? null : await findExecutionByRequest(autocommit(), known.requestId)
  if (!execution) return refuse({ code: 'idempotency.in_progress' })
  return ok({
    status: 200,
    replayed: true,
    body: {
      execution: { id: execution.id, lease_expires_at: execution.firstLease.toISOString(), outcome: null },
      request: { id: execution.requestId, digest: execution.digest },
    },
  })
}

/** Records the exact reason and answers without it. */
async function refused(
  ctx: VerbContext<ExecutorActor>,
  grant: GrantForRedemption | null,
  lost: ConsentLost,
): Promise<Result<never>> {
  const entry = entryRow({
    type: 'grant.refused',
    actor: { kind: 'executor', id: ctx.actor.id },
    subject: grant ? { request_id: grant.request.id, grant_id: grant.id } : {},
    facts: { why: lost, grant_status: grant?.status ?? null },
  })
  await recordRefusal(autocommit(), entry, grant)
  return refuse(answerFor(lost, grant))
}

function answerFor(lost: ConsentLost, grant: GrantForRedemption | null): Refusal {
  if (grant && lost === 'not_issued')
    return grant.status === 'redeemed' || grant.status === 'completed'
      ? { code: 'grant.already_redeemed' }
      : { code: 'grant.gone' }
  return grant && lost === 'expired' ? { code: 'grant.gone' } : { code: 'grant.unusable' }
}

function wire(
  id: string,
  lease: Date,
  outcome: ExecutionWire['execution']['outcome'],
  request: { id: string; digest: string },
): ExecutionWire {
  return {
    execution: { id, lease_expires_at: lease.toISOString(), outcome },
    request: { id: request.id, digest: request.digest },
  }
}
