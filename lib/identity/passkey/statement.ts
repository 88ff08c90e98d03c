import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import type { Json } from '@/lib/core/canonical/json'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type SignedStatement, type SigningPurpose, signedText, signingChallenge } from '@/lib/core/signing/statement'
import { randomToken } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { requestOptions } from './options'
import { provePasskey } from './prove'
import { activePasskeys, findStatementNonce, insertChallenge } from './store'

export interface SigningInput {
  readonly personId: string
  readonly purpose: SigningPurpose
  /** Computed by the verb from what is stored now, never from what the browser says. */
  readonly says: { readonly [name: string]: Json }
  /** The answer to an earlier challenge; null to be given one. */
  readonly signature: Signature | null
}

export interface Signature {
  readonly challenge_id: string
  /** Untrusted: what the browser sent. */
  readonly assertion: unknown
}

/** Answered instead of the verb's own answer when nothing was signed yet: nothing has happened. */
export interface SigningChallenge {
  readonly challenge_id: string
  readonly options: PublicKeyCredentialRequestOptionsJSON
  /** The bytes that the passkey signs. */
  readonly statement: string
}

export type Signing =
  | { readonly signed: false; readonly challenge: SigningChallenge }
  | {
      readonly signed: true
      readonly passkeyId: string
      readonly statement: string
      readonly evidence: { [key: string]: Json }
    }

/**
 * The one way in which a person signs something that is no decision on a request: called without a signature it stores a
 * one-use challenge over the statement and says what to ask the browser for; called with one it verifies it over the
 * statement as it is now, so that whatever changed in between voids it (ATTACKS 17 to 24).
 * The verb commits in every case: a challenge must be stored, a refused one is used up.
 * Refuses `passkey.required` (has none) and `passkey.refused`.
 */
export async function signStatement(tx: Tx, input: SigningInput): Promise<Result<Signing>> {
  const owner = { kind: 'statement', personId: input.personId, requestId: null } as const
  const statement = (nonce: string): SignedStatement => ({
    v: 1,
    purpose: input.purpose,
    person: input.personId,
    nonce,
    says: { ...input.says },
  })
  if (input.signature === null) {
    const passkeys = await activePasskeys(tx, input.personId)
    if (passkeys.length === 0) return refuse({ code: 'passkey.required' })
    const said = statement(randomToken(16))
    const challenge = signingChallenge(said)
    const { id } = await insertChallenge(tx, owner, challenge, said)
    const options = await requestOptions(challenge, passkeys)
    return ok({ signed: false, challenge: { challenge_id: id, options, statement: signedText(said) } })
  }
  const nonce = await findStatementNonce(tx, input.signature.challenge_id, input.personId)
  if (nonce === null) return refuse({ code: 'passkey.refused', why: 'challenge_unknown' })
  const said = statement(nonce)
  const proof = await provePasskey(tx, {
    challengeId: input.signature.challenge_id,
    assertion: input.signature.assertion,
    owner,
    personId: input.personId,
    expectedChallenge: signingChallenge(said),
  })
  if (!proof.ok) return refuse({ code: 'passkey.refused', why: proof.why })
  return ok({ signed: true, passkeyId: proof.passkeyId, statement: signedText(said), evidence: proof.evidence })
}
