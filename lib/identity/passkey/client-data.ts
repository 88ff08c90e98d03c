import { fromBase64Url } from '@/lib/core/canonical/digest'
import { parseStrict } from '@/lib/core/canonical/json'
import type { RelyingParty } from './relying-party'

/** Why a passkey's answer is refused; stable, for the log and for the person's screen. */
export type PasskeyRefusal =
  | 'malformed'
  | 'challenge_unknown'
  | 'challenge'
  | 'ceremony'
  | 'origin'
  | 'cross_origin'
  | 'rp_id'
  | 'user_verification'
  | 'signature'
  | 'passkey_unknown'
  | 'passkey_known'
  | 'counter'

/**
 * Checks what the browser says about the ceremony (WebAuthn sections 7.1 and 7.2): its kind, our very challenge, our
 * very origin, and that no other site framed it. The libraries let a framed ceremony pass when the browser names no top
 * origin; a consent given inside someone else's page is refused here whatever the browser says (ATTACKS 22).
 * Null when all is well.
 */
export function refusalOfClientData(
  clientDataJson: string,
  expected: { type: 'webauthn.get' | 'webauthn.create'; challenge: string; rp: RelyingParty },
): PasskeyRefusal | null {
  const bytes = fromBase64Url(clientDataJson)
  const parsed = bytes && parseStrict(bytes, { maxBytes: 4_096, maxDepth: 4 })
  if (!parsed?.ok) return 'malformed'
  const data = parsed.value
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return 'malformed'
  if (data.type !== expected.type) return 'ceremony'
  if (data.challenge !== expected.challenge) return 'challenge'
  if (data.origin !== expected.rp.origin) return 'origin'
  if ((data.crossOrigin !== undefined && data.crossOrigin !== false) || data.topOrigin !== undefined)
    return 'cross_origin'
  return null
}
