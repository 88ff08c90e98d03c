import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { Reason } from '@/lib/core/boundary/consent'
import { digestOf } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import type { CounterProposal } from '@/lib/core/decision/counter-proposal'
import { teamsOf } from '@/lib/core/decision/eligibility'
import { resolve } from '@/lib/core/decision/quorum'
import { type Answer, answersDigest, reasonDigest, type Statement, statementText } from '@/lib/core/decision/statement'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { issueGrant } from '@/lib/grants/store'
import { guardColumns, guardFacts, settleGuard } from '@/lib/guard/approval'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { type LockedRequest, resolveRequest } from '@/lib/requests/store-locked'
import type { Attempt } from './attempt'
import type { DecisionBody } from './schema'
import { insertDecision, type StoredVote } from './store'

/** What a decision amounted to, and how far the quorum is. */
export type Recorded = { decisionId: string; status: 'pending' | 'approved' | 'denied'; given: number; needed: number }

/** What stands behind a decision beside its body: who signed what, and where in which batch it stands. */
export type Behind = {
  statement: Statement
  passkeyId: string | null
  evidence: Json
  answers: readonly Answer[]
  proposal: CounterProposal | null
  batch: { id: string; position: number } | null
}

/** A request that was pending when it was locked is so no more: its deadline passed. */
export class NoLongerPending extends Error {}

/** What a decision says, computed from what is stored and what is being decided now, never from what a browser says it is. */
export function statementOf(
  request: Pick<LockedRequest, 'id' | 'digest' | 'presentationDigest'>,
  personId: string,
  input: DecisionBody,
  answers: readonly Answer[],
  nonce: string | null,
): Statement {
  return {
    v: 2,
    request_id: request.id,
    digest: request.digest,
    presentation_digest: request.presentationDigest,
    verb: input.verb,
    approver: personId,
    reason_digest: reasonDigest(input.reason),
    grant_ttl_seconds: input.verb === 'approve' ? (input.grant_ttl_seconds ?? null) : null,
    attested: input.verb === 'approve' ? input.attested : [],
    answers_digest: answersDigest(answers),
    nonce,
  }
}

/**
 * Writes a decision that was judged and proven, in the caller's transaction and under the request's lock: the row, its log
 * entry, what the votes now amount to, and what follows from that.
 * @throws NoLongerPending when the deadline passed meanwhile: the caller's transaction must roll back.
 */
export async function writeDecision(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  input: DecisionBody,
  attempt: Attempt,
  { statement, passkeyId, evidence, answers, proposal, batch }: Behind,
): Promise<Recorded> {
  const { request, directory } = attempt
  const decisionId = newId('dec')
  const text = statementText(statement)
  await insertDecision(tx, {
    id: decisionId,
    requestId: request.id,
    personId: ctx.actor.id,
    verb: input.verb,
    code: input.verb === 'deny' ? input.code : null,
    reason: input.reason,
    reasonDigest: statement.reason_digest,
    privateNote: input.verb === 'deny' ? input.private_note : '',
    nextAction: input.verb === 'deny' ? input.next_action : null,
    counterProposal: proposal,
    digest: request.digest,
    presentationDigest: request.presentationDigest,
    statement: text,
    sessionId: ctx.actor.sessionId,
    authMethod: ctx.actor.method,
    authenticatedAt: ctx.actor.authenticatedAt,
    passkeyId,
    assertion: evidence,
    viaTeams: teamsOf(ctx.actor.id, request, directory),
    grantTtlS: statement.grant_ttl_seconds,
    attested: statement.attested,
    answers: [...answers],
    openedAt: attempt.openedAt,
    expanded: attempt.expanded,
    readingSeconds: input.reading?.seconds ?? null,
    sectionsSeen: [...new Set(input.reading?.sections ?? [])],
    batchId: batch?.id ?? null,
    batchPosition: batch?.position ?? null,
    ...guardColumns(attempt.guarded),
  })
  await appendEntry(
    tx,
    {
      type: 'decision.recorded',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { request_id: request.id, decision_id: decisionId },
      facts: {
        verb: input.verb,
        code: input.verb === 'deny' ? input.code : null,
        statement: digestOf(JSON.parse(text) as Json),
        digest: request.digest,
        presentation_digest: request.presentationDigest,
        reason_digest: statement.reason_digest,
        factor: passkeyId ? 'passkey' : 'session',
        passkey: passkeyId,
        method: ctx.actor.method,
        authenticated_at: ctx.actor.authenticatedAt.toISOString(),
        teams: teamsOf(ctx.actor.id, request, directory),
        revision: directory.revision.toString(),
        opened_at: attempt.openedAt?.toISOString() ?? null,
        expanded: attempt.expanded.length,
        reading_seconds: input.reading?.seconds ?? null,
        sections_seen: new Set(input.reading?.sections ?? []).size,
        attested: statement.attested,
        answers_digest: statement.answers_digest,
        counter_proposal: proposal === null ? null : digestOf(proposal as unknown as Json),
        ...guardFacts(attempt.guarded),
        ...(batch === null ? {} : { batch: batch.id, batch_position: batch.position }),
      },
    },
    {
      reason: input.reason,
      private_note: input.verb === 'deny' ? input.private_note : '',
      ...(answers.length === 0 ? {} : { answers: [...answers] }),
      ...(proposal === null ? {} : { counter_proposal: proposal as unknown as Json }),
    },
  )

  const votes: StoredVote[] = [
    ...attempt.votes,
    { personId: ctx.actor.id, verb: input.verb, passkeyId, grantTtlS: statement.grant_ttl_seconds },
  ]
  const resolution = resolve(votes, request, directory)
  if (resolution.status === 'approved') await approve(tx, attempt, votes)
  if (resolution.status === 'denied' && input.verb === 'deny') await deny(tx, attempt, input)
  if (input.verb === 'approve') await settleGuard(tx, ctx.actor.id, directory)
  await announce(tx, { kind: 'request', id: request.id })
  return { decisionId, ...resolution }
}

async function approve(tx: Tx, { request }: Attempt, votes: readonly StoredVote[]): Promise<void> {
  const resolved = await resolveRequest(tx, request.id, {
    status: 'approved',
    nextAction: 'redeem',
    retryAfterS: null,
    reasons: [],
  })
  if (!resolved) throw new NoLongerPending(request.id)
  const approvals = votes.filter((vote) => vote.verb === 'approve')
  const ttlSeconds = Math.min(
    request.consent.grant_ttl_s,
    ...approvals.map((vote) => vote.grantTtlS ?? request.consent.grant_ttl_s),
  )
  const grantId = newId('grt')
  await issueGrant(tx, {
    id: grantId,
    requestId: request.id,
    agentId: request.agentId,
    executorId: request.executorId,
    digest: request.digest,
    graceSeconds: request.consent.grace_s,
    ttlSeconds,
    notAfter: request.notAfter,
  })
  const actor = { kind: 'system' as const, id: 'quorum' }
  await appendEntry(tx, {
    type: 'request.approved',
    actor,
    subject: { request_id: request.id },
    facts: {
      digest: request.digest,
      quorum: request.consent.quorum,
      approvers: approvals.map((vote) => vote.personId),
    },
  })
  await appendEntry(tx, {
    type: 'grant.issued',
    actor,
    subject: { request_id: request.id, grant_id: grantId },
    facts: { digest: request.digest, executor: request.executorId, ttl_seconds: ttlSeconds, by: 'people' },
  })
  await announce(tx, { kind: 'grant', id: grantId, request_id: request.id })
}

async function deny(tx: Tx, { request }: Attempt, input: Extract<DecisionBody, { verb: 'deny' }>): Promise<void> {
  const reasons: Reason[] = [{ code: input.code, message: input.reason }]
  const resolved = await resolveRequest(tx, request.id, {
    status: 'denied',
    nextAction: input.next_action,
    retryAfterS: input.retry_after_seconds ?? null,
    reasons,
    counterProposal: input.counter_proposal ?? null,
  })
  if (!resolved) throw new NoLongerPending(request.id)
  await appendEntry(tx, {
    type: 'request.denied',
    actor: { kind: 'system', id: 'quorum' },
    subject: { request_id: request.id },
    facts: { digest: request.digest, code: input.code, next_action: input.next_action },
  })
}
