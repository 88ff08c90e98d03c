import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { fromBase64Url, utf8 } from '@/lib/core/canonical/digest'
import { limits } from '@/lib/core/limits'
import { PASSKEY_ALGORITHMS } from './attestation'
import { relyingParty } from './relying-party'
import type { StoredPasskey } from './store'

/** What a browser is asked for when a passkey is used. No list of passkeys: any that this site knows, as at sign-in. */
export async function requestOptions(
  challenge: string,
  passkeys: readonly StoredPasskey[] = [],
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: bytesOf(challenge),
    timeout: limits.challengeSeconds * 1000,
    userVerification: 'required',
    allowCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
  })
}

/** What a browser is asked for when a passkey is made: discoverable, user verified, no claim about its make. */
export async function creationOptions(
  challenge: string,
  person: { readonly id: string; readonly name: string; readonly email: string },
  passkeys: readonly StoredPasskey[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const rp = relyingParty()
  return generateRegistrationOptions({
    rpID: rp.id,
    rpName: rp.name,
    userID: new Uint8Array(utf8(person.id)),
    userName: person.email,
    userDisplayName: person.name,
    challenge: bytesOf(challenge),
    timeout: limits.challengeSeconds * 1000,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: passkeys.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    supportedAlgorithmIDs: PASSKEY_ALGORITHMS,
  })
}

/** The library would take a text for its UTF-8 bytes; the challenge is the bytes that the text stands for. */
function bytesOf(challenge: string): Uint8Array<ArrayBuffer> {
  const bytes = fromBase64Url(challenge)
  if (bytes === null) throw new TypeError('a challenge is base64url without padding')
  return new Uint8Array(bytes)
}
