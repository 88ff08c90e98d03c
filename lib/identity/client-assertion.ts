import { importJWK, jwtVerify } from 'jose'
import { z } from 'zod'
import type { Directory, DirectoryCredential } from '@/lib/core/directory'
import { limits } from '@/lib/core/limits'
import { hasOnly, readCompact } from './compact'
import { type Machine, machineByClientId, publicKeysOf } from './machines'

/** What this deployment answers to; from the fixed base URL. */
export interface AssertionAudience {
  readonly issuer: string
  readonly tokenEndpoint: string
}

export interface VerifiedAssertion {
  readonly machine: Machine
  readonly credential: DirectoryCredential
  readonly jti: string
  /** When the assertion, and with it its `jti`, is of no more use. */
  readonly expiresAt: Date
}

/** `Ed25519` is the fully specified name (RFC 9864) of what `EdDSA` means here. */
const ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519'] as const
/** A machine has few keys; more would make every token request slow. */
const KEYS_TRIED = 10

const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  // One audience: an assertion for several servers could be used by one of them at another (RFC 7523 section 3, 8725 3.9).
  aud: z.union([z.string(), z.tuple([z.string()]).transform(([only]) => only)]),
  jti: z.string().min(1).max(255),
  exp: z.number(),
  iat: z.number().optional(),
  nbf: z.number().optional(),
})

/**
 * Verifies a client assertion (`private_key_jwt`, RFC 7523) by the public keys registered for the client it names.
 * `clientId` is the request's `client_id` and must agree when it is there. Null, without saying why, when anything is off:
 * spelling, header, algorithm, key, issuer, subject, audience, or a lifetime over five minutes. Whether the `jti` was used
 * before is for the caller to find out in the statement that stores it.
 */
export async function verifyClientAssertion(
  assertion: string,
  clientId: string | undefined,
  audience: AssertionAudience,
  now: Date,
  directory: Directory,
): Promise<VerifiedAssertion | null> {
  // 1. One spelling; a header that names algorithm, type and key, and nothing that points elsewhere.
  const compact = readCompact(assertion)
  if (!compact || !hasOnly(compact.header, ['alg', 'typ', 'kid'])) return null
  const alg = ALGORITHMS.find((name) => name === compact.header.alg)
  if (!alg) return null
  // 2. The claims say who it is; nothing is believed yet.
  const parsed = claims.safeParse(compact.payload)
  if (!parsed.success) return null
  const { iss, sub, aud, jti, exp, iat, nbf } = parsed.data
  if (iss !== sub || (clientId !== undefined && clientId !== iss)) return null
  if (aud !== audience.issuer && aud !== audience.tokenEndpoint) return null
  if (!withinTime({ exp, iat, nbf }, now)) return null
  // 3. The signature, by one of that client's own registered keys.
  const machine = machineByClientId(directory, iss)
  if (!machine) return null
  const candidates = publicKeysOf(directory, machine.id, now).filter(
    (credential) => compact.header.kid === undefined || namesKey(credential, compact.header.kid),
  )
  for (const credential of candidates.slice(0, KEYS_TRIED)) {
    if (await signedBy(assertion, alg, credential, now)) {
      return { machine, credential, jti, expiresAt: new Date((exp + limits.clockSkewSeconds) * 1000) }
    }
  }
  return null
}

function withinTime(
  { exp, iat, nbf }: { exp: number; iat: number | undefined; nbf: number | undefined },
  now: Date,
): boolean {
  const seconds = now.getTime() / 1000
  const skew = limits.clockSkewSeconds
  if (exp <= seconds - skew || exp > seconds + limits.assertionAgeSeconds + skew) return false
  if (iat !== undefined && (iat > seconds + skew || exp - iat > limits.assertionAgeSeconds + skew)) return false
  return nbf === undefined || nbf <= seconds + skew
}

/** A `kid` names a key by its thumbprint, or by the `kid` that it was registered with. */
function namesKey(credential: DirectoryCredential, kid: unknown): boolean {
  if (credential.fingerprint === kid) return true
  const jwk = publicJwk.safeParse(credential.publicJwk)
  return jwk.success && jwk.data.kid !== undefined && jwk.data.kid === kid
}

async function signedBy(assertion: string, alg: string, credential: DirectoryCredential, now: Date): Promise<boolean> {
  const jwk = publicJwk.safeParse(credential.publicJwk)
  if (!jwk.success || algorithmFits(jwk.data, alg) === false) return false
  try {
    const key = await importJWK(jwk.data, alg)
    await jwtVerify(assertion, key, { algorithms: [alg], currentDate: now, clockTolerance: limits.clockSkewSeconds })
    return true
  } catch {
    return false
  }
}

/** The algorithm follows from the registered key, never from the token alone (RFC 8725 section 3.1). */
function algorithmFits(jwk: PublicJwk, alg: string): boolean {
  return jwk.kty === 'EC' ? alg === 'ES256' : alg !== 'ES256'
}

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The public keys that may be registered: P-256 and Ed25519, 32-byte coordinates, no private part. */
export const publicJwk = z.union([
  z.object({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: coordinate,
    y: coordinate,
    kid: z.string().max(255).optional(),
  }),
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: coordinate, kid: z.string().max(255).optional() }),
])
export type PublicJwk = z.infer<typeof publicJwk>
