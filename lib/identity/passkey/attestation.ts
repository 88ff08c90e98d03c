import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { type PasskeyRefusal, refusalOfClientData } from './client-data'
import type { RelyingParty } from './relying-party'

const base64Url = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/)
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** What `navigator.credentials.create` answers, as JSON (WebAuthn section 5.1.8). */
const attestationJson = z.object({
  id: base64Url(1_400),
  rawId: base64Url(1_400),
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64Url(6_000),
    attestationObject: base64Url(30_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})

/** COSE: ES256, EdDSA, RS256 (Windows Hello has nothing else). */
export const PASSKEY_ALGORITHMS = [-7, -8, -257]

export interface NewPasskey {
  readonly credentialId: string
  /** COSE key. */
  readonly publicKey: Uint8Array<ArrayBuffer>
  readonly counter: bigint
  readonly backedUp: boolean
  readonly transports: readonly (typeof TRANSPORTS)[number][]
}

export type AttestationCheck =
  | { readonly ok: true; readonly passkey: NewPasskey }
  | { readonly ok: false; readonly why: PasskeyRefusal }

/** Verifies a new passkey (WebAuthn section 7.1): our challenge and origin, user verified. No claim about its make is asked for. */
export async function checkAttestation(
  attestation: unknown,
  expected: { challenge: string; rp: RelyingParty },
): Promise<AttestationCheck> {
  const parsed = attestationJson.safeParse(attestation)
  if (!parsed.success) return { ok: false, why: 'malformed' }
  const { rp, challenge } = expected
  const { response } = parsed.data
  const refused = refusalOfClientData(response.clientDataJSON, { type: 'webauthn.create', challenge, rp })
  if (refused) return { ok: false, why: refused }
  try {
    const verified = await verifyRegistrationResponse({
      response: {
        ...parsed.data,
        response: { clientDataJSON: response.clientDataJSON, attestationObject: response.attestationObject },
        clientExtensionResults: {},
      },
      expectedChallenge: challenge,
      expectedOrigin: rp.origin,
      expectedRPID: rp.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
    })
    if (!verified.verified) return { ok: false, why: 'signature' }
    const { credential, credentialBackedUp } = verified.registrationInfo
    return {
      ok: true,
      passkey: {
        credentialId: credential.id,
        publicKey: new Uint8Array(credential.publicKey),
        counter: BigInt(credential.counter),
        backedUp: credentialBackedUp,
        transports: TRANSPORTS.filter((name) => response.transports?.includes(name)),
      },
    }
  } catch (error) {
    return { ok: false, why: whyRefused(error) }
  }
}

/** The library says why in a sentence only; what is not recognised counts as a bad signature. */
function whyRefused(error: unknown): PasskeyRefusal {
  const message = error instanceof Error ? error.message : ''
  if (/user (verification|not present|presence)|could not be verified/i.test(message)) return 'user_verification'
  if (/RP ID/i.test(message)) return 'rp_id'
  return 'signature'
}
