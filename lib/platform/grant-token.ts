import { compactVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { env } from './env'
import { keys } from './keys'

/** What a grant token says; the row keyed by `jti` is what counts (DESIGN 8). */
export type GrantTokenInput = {
  id: string
  agentId: string
  executorId: string
  audience: string
  issuedAt: Date
  notBefore: Date
  expiresAt: Date
  digest: string
  requestId: string
  workflow: string
  action: string
  resource: string
}

/** Signs a grant token (EdDSA, RFC 8037). Deterministic: the same row always gives the same token, so none is ever stored. */
export async function mintGrantToken(grant: GrantTokenInput): Promise<string> {
  const [key] = keys().grantKeys
  return new SignJWT({
    authorization_details: [{ type: 'countersign_action', workflow: grant.workflow, actions: [grant.action], identifier: grant.resource, request_id: grant.requestId }],
    act: { sub: grant.executorId },
    request_digest: grant.digest,
  })
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'countersign-grant+jwt' })
    .setIssuer(env().baseUrl)
    .setSubject(grant.agentId)
    .setAudience(grant.audience)
    .setJti(grant.id)
    .setIssuedAt(seconds(grant.issuedAt))
    .setNotBefore(seconds(grant.notBefore))
    .setExpirationTime(Math.ceil(grant.expiresAt.getTime() / 1000))
    .sign(key.privateKey)
}

const header = z.strictObject({ alg: z.literal('EdDSA'), kid: z.string().max(100), typ: z.literal('countersign-grant+jwt') })
const claims = z.object({ iss: z.string(), sub: z.string(), aud: z.string(), jti: z.string().regex(/^grt_[0-9a-z]{26}$/), request_digest: z.string() })

/**
 * The claims of a token that we signed; null for anything else: another spelling of the same bytes (jose accepts padded
 * and re-spelled base64url, so the compact form is checked first), another algorithm, type, issuer or key, or a header
 * that brings its own key (`jwk`, `jku`, `x5u`, `crit`). Times are not judged here: the row and the database's clock do.
 */
export async function readGrantToken(token: string): Promise<{ jti: string; audience: string; digest: string } | null> {
  if (!/^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{86}$/.test(token)) return null
  const [head = '', body = '', signature = ''] = token.split('.')
  if (![head, body, signature].every(isCanonicalBase64Url)) return null
  const protectedHeader = header.safeParse(parseJson(head))
  if (!protectedHeader.success) return null
  const key = keys().grantKeys.find((candidate) => candidate.kid === protectedHeader.data.kid)
  if (!key) return null
  try {
    const { payload } = await compactVerify(token, await publicKeyOf(key.publicJwk), { algorithms: ['EdDSA'] })
    const read = claims.safeParse(JSON.parse(new TextDecoder().decode(payload)))
    return read.success && read.data.iss === env().baseUrl ? { jti: read.data.jti, audience: read.data.aud, digest: read.data.request_digest } : null
  } catch {
    return null
  }
}

function parseJson(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
  } catch {
    return null
  }
}

/** Spare bits must be zero, or one token would have several spellings (ATTACKS 71). */
function isCanonicalBase64Url(part: string): boolean {
  return Buffer.from(part, 'base64url').toString('base64url') === part
}

async function publicKeyOf(jwk: import('node:crypto').JsonWebKey) {
  const { createPublicKey } = await import('node:crypto')
  return createPublicKey({ key: jwk, format: 'jwk' })
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
