import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { fromBase64Url, sameBytes, sha256, utf8 } from '@/lib/core/canonical/digest'
import { type PasskeyRefusal, refusalOfClientData } from './client-data'
import type { RelyingParty } from './relying-party'

const base64Url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/)

/** What `navigator.credentials.get` answers, as JSON (WebAuthn section 5.1.8); members that decide nothing are left out. */
export const assertionJson = z.object({
  id: base64Url(1_400),
  rawId: base64Url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64Url(6_000),
    authenticatorData: base64Url(4_000),
    signature: base64Url(2_000),
    userHandle: base64Url(128)
      .nullish()
      .transform((handle) => handle ?? undefined),
  }),
})
export type AssertionJson = z.infer<typeof assertionJson>

export type AssertionCheck =
  | { readonly ok: true; readonly counter: bigint; readonly backedUp: boolean }
  | { readonly ok: false; readonly why: PasskeyRefusal }

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const BACKED_UP = 0x10

/**
 * Verifies one assertion by one registered public key (WebAuthn section 7.2), with the user verified by the device.
 * Pure: whether the challenge was free and whether the counter went back is asked of the rows, after this. The counter is
 * looked at only under a good signature; otherwise anybody could have someone's passkey held with a made-up one.
 */
export async function checkAssertion(
  assertion: AssertionJson,
  expected: { challenge: string; rp: RelyingParty; publicKey: Uint8Array<ArrayBuffer> },
): Promise<AssertionCheck> {
  const { rp, challenge, publicKey } = expected
  const refused = refusalOfClientData(assertion.response.clientDataJSON, { type: 'webauthn.get', challenge, rp })
  if (refused) return { ok: false, why: refused }
  const data = fromBase64Url(assertion.response.authenticatorData)
  if (data === null || data.length < 37 || fromBase64Url(assertion.response.signature) === null) {
    return { ok: false, why: 'malformed' }
  }
  if (!sameBytes(data.subarray(0, 32), sha256(utf8(rp.id)))) return { ok: false, why: 'rp_id' }
  const flags = data[32] ?? 0
  if ((flags & USER_PRESENT) === 0 || (flags & USER_VERIFIED) === 0) return { ok: false, why: 'user_verification' }
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { ...assertion, clientExtensionResults: {} },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      expectedType: 'webauthn.get',
      requireUserVerification: true,
      credential: { id: assertion.id, publicKey, counter: 0 },
    })
    if (!verified) return { ok: false, why: 'signature' }
    return { ok: true, counter: BigInt(authenticationInfo.newCounter), backedUp: (flags & BACKED_UP) !== 0 }
  } catch {
    return { ok: false, why: 'signature' }
  }
}
