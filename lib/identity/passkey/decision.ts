import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Json } from '@/lib/core/canonical/json'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { Tx } from '@/lib/platform/transaction'
import { requestOptions } from './options'
import { provePasskey } from './prove'
import { activePasskeys, insertChallenge } from './store'

export interface DecisionChallengeInput {
  readonly personId: string
  readonly requestId: string
  /** What the challenge was computed over; stored with it and given back when it is answered. */
  readonly statement: Json
  /** base64url of the 32 bytes to sign: core's digest of the statement under the domain tag of decisions. */
  readonly challenge: string
}

export interface DecisionChallenge {
  readonly challengeId: string
  readonly options: PublicKeyCredentialRequestOptionsJSON
  readonly expiresAt: Date
}

/**
 * Stores the challenge of one decision of one person on one request, and says what to ask the browser for: only that
 * person's passkeys, user verified. Refuses `decision.not_eligible` (`no_passkey`) when the person has none.
 */
export async function createDecisionChallenge(
  tx: Tx,
  input: DecisionChallengeInput,
): Promise<Result<DecisionChallenge>> {
  const passkeys = await activePasskeys(tx, input.personId)
  if (passkeys.length === 0) return refuse({ code: 'decision.not_eligible', why: 'no_passkey' })
  const owner = { kind: 'decision', personId: input.personId, requestId: input.requestId } as const
  const { id, expiresAt } = await insertChallenge(tx, owner, input.challenge, input.statement)
  return ok({ challengeId: id, options: await requestOptions(input.challenge, passkeys), expiresAt })
}

export interface DecisionAssertionInput {
  readonly challengeId: string
  /** Untrusted: what the browser sent. */
  readonly assertion: unknown
  readonly personId: string
  readonly requestId: string
  /** The challenge computed again from what is being decided now (base64url). */
  readonly expectedChallenge: string
}

export interface DecisionProof {
  readonly passkeyId: string
  /** As stored with the challenge. */
  readonly statement: Json
  /** The assertion and the public key that verifies it: stored with the decision, exported as evidence. */
  readonly evidence: { [key: string]: Json }
}

/**
 * Verifies that this person signed this decision with their own passkey, in the deciding transaction.
 * Refuses `decision.passkey_refused` with the reason. The caller commits on a refusal too: the challenge is used up and a
 * passkey whose counter went back is held (ATTACKS 17 to 24).
 */
export async function verifyDecisionAssertion(tx: Tx, input: DecisionAssertionInput): Promise<Result<DecisionProof>> {
  const proof = await provePasskey(tx, {
    challengeId: input.challengeId,
    assertion: input.assertion,
    owner: { kind: 'decision', personId: input.personId, requestId: input.requestId },
    personId: input.personId,
    expectedChallenge: input.expectedChallenge,
  })
  if (!proof.ok) return refuse({ code: 'decision.passkey_refused', why: proof.why })
  return ok({ passkeyId: proof.passkeyId, statement: proof.statement, evidence: proof.evidence })
}
