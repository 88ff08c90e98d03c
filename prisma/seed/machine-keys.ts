import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose'
import { apiKeyFingerprint, type MachineKind, newApiKey } from '@/lib/identity/api-key'
import type { PrivateJwk } from './demo-file'

/** Both ways in which a demo machine can prove itself. */
export interface MachineKeys {
  readonly apiKey: string
  readonly privateJwk: PrivateJwk
}

/** New keys for one machine: an API key and an ES256 key pair whose `kid` is its RFC 7638 thumbprint. */
export async function newMachineKeys(kind: MachineKind): Promise<MachineKeys> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const { x, y, d } = await exportJWK(pair.privateKey)
  if (!x || !y || !d) throw new Error('an exported P-256 key has x, y and d')
  const kid = await calculateJwkThumbprint({ kty: 'EC', crv: 'P-256', x, y })
  return { apiKey: newApiKey(kind).key, privateJwk: { kty: 'EC', crv: 'P-256', x, y, d, kid, alg: 'ES256' } }
}

/** What the database keeps of them: fingerprints, a hint and the public part. */
export function publicSideOf(keys: MachineKeys): readonly [
  { readonly kind: 'api_key'; readonly fingerprint: string; readonly hint: string },
  {
    readonly kind: 'private_key_jwt'
    readonly fingerprint: string
    readonly hint: string
    readonly publicJwk: {
      readonly kty: 'EC'
      readonly crv: 'P-256'
      readonly x: string
      readonly y: string
      readonly kid: string
    }
  },
] {
  const { x, y, kid } = keys.privateJwk
  return [
    { kind: 'api_key', fingerprint: apiKeyFingerprint(keys.apiKey), hint: keys.apiKey.slice(-4) },
    {
      kind: 'private_key_jwt',
      fingerprint: kid,
      hint: kid.slice(-4),
      publicJwk: { kty: 'EC', crv: 'P-256', x, y, kid },
    },
  ]
}
