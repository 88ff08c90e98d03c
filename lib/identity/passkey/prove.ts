import { appendEntry } from '@/lib/audit/store'
import { toBase64Url, utf8 } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import type { Tx } from '@/lib/platform/transaction'
import { assertionJson, checkAssertion } from './assertion'
import type { PasskeyRefusal } from './client-data'
import { relyingParty } from './relying-party'
import { type ChallengeOwner, endPasskey, lockPasskey, recordPasskeyUse, useChallenge } from './store'

export interface ProofInput {
  readonly challengeId: string
  /** Untrusted: what the browser sent. */
  readonly assertion: unknown
  /** Where the challenge must have been made for. */
  readonly owner: ChallengeOwner
  /** Whose passkey it must be; null at sign-in, where that is the question. */
  readonly personId: string | null
  /** When given, the stored challenge must be this very one: what is decided now is what was signed. */
  readonly expectedChallenge?: string
}

export type Proof =
  | {
      readonly ok: true
      readonly personId: string
      readonly passkeyId: string
      /** What was stored with the challenge. */
      readonly statement: Json
      /** Everything that someone needs to check the signature again without us. */
      readonly evidence: { [key: string]: Json }
    }
  | { readonly ok: false; readonly why: PasskeyRefusal; readonly personId: string | null }

/**
 * Proves that a person holds their passkey, in the caller's transaction. A refusal has effects that must last (the challenge
 * is used up, a passkey that may have been copied is held): the caller COMMITS on a refusal, and rolls back only on faults.
 */
export async function provePasskey(tx: Tx, input: ProofInput): Promise<Proof> {
  const refused = (why: PasskeyRefusal, personId: string | null = input.personId) =>
    ({ ok: false, why, personId }) as const
  // 1. Shape.
  const parsed = assertionJson.safeParse(input.assertion)
  if (!parsed.success || parsed.data.id !== parsed.data.rawId) return refused('malformed')
  const assertion = parsed.data
  // 2. The challenge, used up before anything is verified: a second answer finds nothing, however fast it is.
  const challenge = await useChallenge(tx, input.challengeId, input.owner)
  if (!challenge) return refused('challenge_unknown')
  if (input.expectedChallenge !== undefined && challenge.challenge !== input.expectedChallenge)
    return refused('challenge')
  // 3. The passkey, locked, and the right person's.
  const passkey = await lockPasskey(tx, assertion.id)
  if (!passkey || (input.personId !== null && passkey.personId !== input.personId)) return refused('passkey_unknown')
  const handle = assertion.response.userHandle
  if (handle !== undefined && handle !== userHandleOf(passkey.personId)) return refused('passkey_unknown')
  // 4. Origin, challenge, user verification, signature.
  const rp = relyingParty()
  const checked = await checkAssertion(assertion, { challenge: challenge.challenge, rp, publicKey: passkey.publicKey })
  if (!checked.ok) return refused(checked.why, passkey.personId)
  // 5. The counter, last: only the key's holder can make it go back, so a step back means two holders (WebAuthn 6.1.1).
  if (!(await recordPasskeyUse(tx, passkey.id, checked.counter, checked.backedUp))) {
    await endPasskey(tx, passkey.id, passkey.personId, 'counter')
    await appendEntry(tx, {
      type: 'identity.passkey.held',
      actor: { kind: 'system', id: 'system' },
      subject: { person_id: passkey.personId, passkey_id: passkey.id, request_id: input.owner.requestId ?? undefined },
      facts: { why: 'counter', counter: Number(checked.counter) },
    })
    return refused('counter', passkey.personId)
  }
  return {
    ok: true,
    personId: passkey.personId,
    passkeyId: passkey.id,
    statement: challenge.statement,
    evidence: {
      credential_id: assertion.id,
      client_data_json: assertion.response.clientDataJSON,
      authenticator_data: assertion.response.authenticatorData,
      signature: assertion.response.signature,
      public_key: toBase64Url(passkey.publicKey),
      rp_id: rp.id,
      origin: rp.origin,
    },
  }
}

/** The opaque user handle under which authenticators keep a person's passkeys (WebAuthn section 5.4.3): the id, no personal data. */
export function userHandleOf(personId: string): string {
  return toBase64Url(utf8(personId))
}
