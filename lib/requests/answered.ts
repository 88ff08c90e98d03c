import type { Submission } from '@/lib/core/request/submission'
import { requestToWire } from '@/lib/core/request/wire'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { AgentActor, Answer, VerbContext } from '@/lib/directory/context'
import { mintGrantToken } from '@/lib/identity/grant-token'
import type { Db } from '@/lib/platform/transaction'
import type { RequestWire } from './schema'
import { findForWire, findIdempotent } from './store'
import { wireAtFirst } from './wire'
import type { Written } from './written'

/** What the agent is told of a request that was just written, its grant's token included where policy alone consented. */
export function answerTo(written: Written, submission: Submission): RequestWire {
  const { draft, inserted, grantId } = written
  const createdAt = inserted.created_at ?? draft.expiresAt
  const source = {
    id: draft.id,
    status: draft.status,
    tier: draft.consent.tier,
    digest: draft.digest,
    bindingCode: draft.bindingCode,
    workflowSlug: submission.workflow.slug,
    boundaryVersion: submission.boundary.version,
    action: submission.type.name,
    resource: submission.resource.id,
    executorSlug: submission.executor.slug,
    reasons: draft.reasons,
    resolutionReasons: [],
    counterProposal: null,
    params: {},
    quorum: draft.consent.quorum,
    given: 0,
    createdAt,
    expiresAt: draft.expiresAt,
    notAfter: draft.notAfter,
    resolvedAt: draft.status === 'pending' ? null : createdAt,
    nextAction: draft.nextAction,
    retryAfterS: draft.retryAfterS,
    supersedesId: written.supersedesId,
    questions: [],
    grant: null,
  }
  if (!grantId || !inserted.grant_issued_at || !inserted.grant_not_before || !inserted.grant_expires_at)
    return requestToWire(source, createdAt)
  const token = mintGrantToken({
    id: grantId,
    agentId: submission.agent.id,
    executorId: submission.executor.id,
    audience: submission.executor.slug,
    issuedAt: inserted.grant_issued_at,
    notBefore: inserted.grant_not_before,
    expiresAt: inserted.grant_expires_at,
    digest: draft.digest,
    requestId: draft.id,
    workflow: submission.workflow.slug,
    action: submission.type.name,
    resource: submission.resource.id,
  })
  return requestToWire(
    { ...source, grant: { id: grantId, status: 'issued', expiresAt: inserted.grant_expires_at, token } },
    createdAt,
  )
}

/** The key was used before: the same body gets the same request's answer, another body is refused. */
export async function replay(db: Db, ctx: VerbContext<AgentActor>): Promise<Result<Answer<RequestWire>>> {
  const { idempotency, actor } = ctx
  if (!idempotency) throw new Error('nothing to replay without a key')
  const known = await findIdempotent(db, actor.id, idempotency.route, idempotency.key)
  if (!known) return refuse({ code: 'idempotency.in_progress' })
  if (known.bodyDigest !== idempotency.bodyDigest) return refuse({ code: 'idempotency.mismatch' })
  return known.requestId === null
    ? refuse({ code: 'idempotency.in_progress' })
    : ok({ status: known.status ?? 201, body: await firstAnswer(db, actor.id, known.requestId), replayed: true })
}

/** What an agent was told when it first asked for this request. */
export async function firstAnswer(db: Db, agentId: string, requestId: string): Promise<RequestWire> {
  const row = await findForWire(db, agentId, requestId)
  if (!row) throw new Error('an idempotency key names a request that is not there')
  return wireAtFirst(row)
}
