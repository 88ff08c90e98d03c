import type { Json } from '@/lib/core/canonical/json'
import { parseStrict } from '@/lib/core/canonical/json'
import { provePasskey } from '@/lib/identity/passkey/prove'
import { inTransaction } from '@/lib/platform/transaction'
import { openSession, refuseSignIn, type SignedIn, type SignInContext, type SignInRefusal } from './session'

/**
 * Signs in whoever holds the passkey that answered the challenge; user verified, challenge used up.
 * Only a challenge made for signing in counts: what was signed for a decision or an enrolment opens nothing.
 */
export async function signInWithPasskey(
  ctx: SignInContext,
  input: { readonly challengeId: string; readonly assertion: string },
): Promise<SignedIn | SignInRefusal> {
  const assertion = readJson(input.assertion)
  // Returned and not thrown: the used-up challenge, a held passkey and the log entry stay when the sign-in is refused.
  return inTransaction(async (tx) => {
    const proof = await provePasskey(tx, {
      challengeId: input.challengeId,
      assertion,
      owner: { kind: 'sign_in', personId: null, requestId: null },
      personId: null,
    })
    if (!proof.ok) return refuseSignIn(tx, ctx, 'passkey', proof.why, proof.personId)
    return openSession(tx, ctx, proof.personId, 'passkey', { passkey_id: proof.passkeyId })
  })
}

function readJson(text: string): Json {
  const parsed = parseStrict(text, { maxBytes: 32_768 })
  return parsed.ok ? parsed.value : null
}
