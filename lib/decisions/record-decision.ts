import type { PersonActor } from '@/lib/core/actor'
import type { Json } from '@/lib/core/canonical/json'
import { type Answer, answersTo, decisionChallenge, type Statement } from '@/lib/core/decision/statement'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { verifyDecisionAssertion } from '@/lib/identity/passkey/decision'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction, type Tx, violatesCheck } from '@/lib/platform/transaction'
import { type Attempt, beginAttempt } from './attempt'
import { proposalErrors } from './proposal'
import type { DecisionBody } from './schema'
import { findChallengeStatement } from './store'
import { NoLongerPending, type Recorded, statementOf, writeDecision } from './written'

type Input = DecisionBody & { requestId: string }

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

    const signed = await prove(tx, ctx, input, attempt, answers)
    if (!signed.ok) return signed
    return ok(await writeDecision(tx, ctx, input, attempt, { ...signed.value, answers, proposal, batch: null }))
  })
}

/** The statement of this decision, signed where consent demands it. */
async function prove(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  input: Input,
  { request }: Attempt,
  answers: readonly Answer[],
): Promise<Result<{ statement: Statement; passkeyId: string | null; evidence: Json }>> {
  const statement = (nonce: string | null) => statementOf(request, ctx.actor.id, input, answers, nonce)
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
