import { jwtVerify, SignJWT } from 'jose'
import { limits } from '@/lib/core/limits'
import type { GrantKey } from '@/lib/platform/keys'
import { hasOnly, readCompact } from './compact'

/** RFC 9068: the type in the header keeps a grant token, signed by the same keys, from passing as an access token. */
const TYPE = 'at+jwt'

/** Who issues and where it counts: from the fixed base URL, never from a request's Host. */
export interface TokenIssuer {
  readonly baseUrl: string
  /** The first one signs; all of them verify. */
  readonly keys: readonly [GrantKey, ...GrantKey[]]
}

export interface AccessTokenClaims {
  /** Id of the machine: agt_, exr_ or aud_. */
  readonly machineId: string
  /** The credential that it proved itself with; when that is revoked, so is the token. */
  readonly credentialId: string
}

/** The audience of access tokens: the machine API of this deployment. */
export function accessTokenAudience(baseUrl: string): string {
  return `${baseUrl}/api`
}

/** A ten-minute access token (JWT, EdDSA, RFC 9068). */
export async function signAccessToken(
  issuer: TokenIssuer,
  claims: AccessTokenClaims,
  jti: string,
  now: Date,
): Promise<string> {
  const [key] = issuer.keys
  const iat = Math.floor(now.getTime() / 1000)
  return new SignJWT({ client_id: claims.machineId, cid: claims.credentialId })
    .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: key.kid })
    .setIssuer(issuer.baseUrl)
    .setAudience(accessTokenAudience(issuer.baseUrl))
    .setSubject(claims.machineId)
    .setJti(jti)
    .setIssuedAt(iat)
    .setExpirationTime(iat + limits.accessTokenSeconds)
    .sign(key.privateKey)
}

/**
 * The claims of an access token of ours that is valid at `now`, else null.
 * The key is ours or nobody's: the header may name a `kid` of our own set and nothing that says where a key could be found
 * or what else must be understood (RFC 8725 section 3.1 and 3.10; ATTACKS 72).
 */
export async function verifyAccessToken(
  issuer: TokenIssuer,
  token: string,
  now: Date,
): Promise<AccessTokenClaims | null> {
  // 1. One spelling, and a header of exactly our own form.
  const compact = readCompact(token)
  if (!compact || !hasOnly(compact.header, ['alg', 'typ', 'kid'])) return null
  if (compact.header.alg !== 'EdDSA' || compact.header.typ !== TYPE) return null
  // 2. A key of our own set, compared and never used to look anything up elsewhere.
  const key = issuer.keys.find(({ kid }) => kid === compact.header.kid)
  if (!key) return null
  // 3. Signature, issuer, audience, time.
  try {
    const { payload } = await jwtVerify(token, key.publicJwk, {
      algorithms: ['EdDSA'],
      typ: TYPE,
      issuer: issuer.baseUrl,
      audience: accessTokenAudience(issuer.baseUrl),
      currentDate: now,
      maxTokenAge: limits.accessTokenSeconds,
      requiredClaims: ['sub', 'jti', 'exp', 'iat', 'cid'],
    })
    const { sub, cid } = payload
    return typeof sub === 'string' && typeof cid === 'string' ? { machineId: sub, credentialId: cid } : null
  } catch {
    return null
  }
}
