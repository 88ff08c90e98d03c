import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { Reason } from '@/lib/core/boundary/consent'
import { digestOf } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import { teamsOf } from '@/lib/core/decision/eligibility'
import { resolve } from '@/lib/core/decision/quorum'
import {
  type Answer,
  answersDigest,
  answersTo,
  decisionChallenge,
  reasonDigest,
  type Statement,
  statementText,
} from '@/lib/core/decision/statement'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { issueGrant } from '@/lib/grants/store'
import { verifyDecisionAssertion } from '@/lib/identity/passkey/decision'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx, violatesCheck } from '@/lib/platform/transaction'
import { resolveRequest } from '@/lib/requests/store'
import { type Attempt, beginAttempt } from './attempt'
import { proposalErrors } from './proposal'
import type { DecisionBody } from './schema'
import { findChallengeStatement, insertDecision, type StoredVote } from './store'

type Input = DecisionBody & { requestId: string }
export type Recorded = { decisionId: string; status: 'pending' | 'approved' | 'denied'; given: number; needed: number }

/**
 * A person decides. One transaction, in this order because the order is the safety:
 *  1. hold the configuration, lock the request, load, ask core whether this person may decide this, now;
 *  2. check that the session still stands, under a share lock, so that a revocation comes before or after, never during;
 *  3. verify the passkey signature over the statement computed from what is stored, not from what the browser says;
 *  4. write the decision (the database refuses a second one, a separated one, an unsigned one);
 *  5. count the quorum over what is now stored; the last needed approval resolves the request and issues the grant;
 *  6. append the log entries, announce, commit. Nothing that matters happens after.
 *
 * The deadline may pass between two of these statements; the one that acts then refuses and nothing is written. Asked again,
 * step 1 says so in the words for it.
 */
export async function recordDecision(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Recorded>> {
  try {
    return await recordOnce(ctx, input)
  } catch (error) {
    if (error instanceof NoLongerPending || violatesCheck(error)) return recordOnce(ctx, input)
    throw error
  }
}

/** A request that was pending when it was locked is so no more: its deadline passed. */
class NoLongerPending extends Error {}

async function recordOnce(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Recorded>> {
  return inTransaction(async (tx) => {
    const attested = input.verb === 'approve' ? input.attested : []
    const given = input.verb === 'approve' ? input.answers : []
    const grantTtlSeconds = input.verb === 'approve' ? (input.grant_ttl_seconds ?? null) : null
    const begun = await beginAttempt(tx, ctx.actor, input.requestId, {
      verb: input.verb,
      presentationDigest: input.presentation_digest,
      reason: input.reason,
      grantTtlSeconds,
      attested,
      answers: given,
      expanded: input.expanded,
    })
    if (!begun.ok) return begun
    const attempt = begun.value
    const { request, directory } = attempt

    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })

    const answers = input.verb === 'approve' ? answersTo(request.consent, given) : []
    const proposal = input.verb === 'deny' ? (input.counter_proposal ?? null) : null
    if (proposal !== null) {
      const errors = input.verb === 'deny' ? proposalErrors(proposal, input.next_action, request, directory) : []
      if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    }

    const signed = await prove(tx, ctx, input, attempt, grantTtlSeconds, answers)
    if (!signed.ok) return signed
    const { statement, passkeyId, evidence } = signed.value

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
      grantTtlS: grantTtlSeconds,
      attested,
      answers,
      openedAt: attempt.openedAt,
      expanded: attempt.expanded,
      readingSeconds: input.reading?.seconds ?? null,
      sectionsSeen: [...new Set(input.reading?.sections ?? [])],
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
          attested,
          answers_digest: statement.answers_digest,
          counter_proposal: proposal === null ? null : digestOf(proposal as unknown as Json),
        },
      },
      {
        reason: input.reason,
        private_note: input.verb === 'deny' ? input.private_note : '',
        ...(answers.length === 0 ? {} : { answers }),
        ...(proposal === null ? {} : { counter_proposal: proposal as unknown as Json }),
      },
    )

    const votes: StoredVote[] = [
      ...attempt.votes,
      { personId: ctx.actor.id, verb: input.verb, passkeyId, grantTtlS: grantTtlSeconds },
    ]
    const resolution = resolve(votes, request, directory)
    if (resolution.status === 'approved') await approve(tx, attempt, votes)
    if (resolution.status === 'denied' && input.verb === 'deny') await deny(tx, attempt, input)
    await announce(tx, { kind: 'request', id: request.id })
    return ok({ decisionId, ...resolution })
  })
}

/** The statement of this decision, signed where consent demands it. */
async function prove(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  input: Input,
  { request }: Attempt,
  grantTtlSeconds: number | null,
  answers: readonly Answer[],
): Promise<Result<{ statement: Statement; passkeyId: string | null; evidence: Json }>> {
  const statement = (nonce: string | null): Statement => ({
    v: 2,
    request_id: request.id,
    digest: request.digest,
    presentation_digest: request.presentationDigest,
    verb: input.verb,
    approver: ctx.actor.id,
    reason_digest: reasonDigest(input.reason),
    grant_ttl_seconds: grantTtlSeconds,
    attested: input.verb === 'approve' ? input.attested : [],
    answers_digest: answersDigest(answers),
    nonce,
  })
  const signs = input.verb === 'approve' && (request.consent.stepup === 'passkey' || input.challenge_id !== undefined)
  if (!signs) return ok({ statement: statement(null), passkeyId: null, evidence: null })
  if (input.verb !== 'approve' || !input.challenge_id || !input.assertion)
    return refuse({ code: 'decision.passkey_required' })
  const challenged = await findChallengeStatement(tx, input.challenge_id, ctx.actor.id, request.id)
  // Only the nonce is taken from the stored challenge; everything else is said again from what is being decided now.
  const said = statement(challenged?.nonce ?? '')
  const proof = await verifyDecisionAssertion(tx, {
    challengeId: input.challenge_id,
    assertion: input.assertion,
    personId: ctx.actor.id,
    requestId: request.id,
    expectedChallenge: decisionChallenge(said),
  })
  return proof.ok ? ok({ statement: said, passkeyId: proof.value.passkeyId, evidence: proof.value.evidence }) : proof
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

async function deny(tx: Tx, { request }: Attempt, input: Extract<Input, { verb: 'deny' }>): Promise<void> {
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
