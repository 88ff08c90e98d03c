import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import { z } from 'zod'
import { env } from '@/lib/platform/env'
import { type GrantKey, keys } from '@/lib/platform/keys'
import { readCompact } from './compact'

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

/**
 * Signs a grant token (EdDSA, RFC 8037; compact form, RFC 7515 section 7.1). Deterministic: the same row always gives the
 * same token, so none is ever stored. Signed in place, because handing 36 microseconds of work to another thread and back
 * costs as much again; and verified in place.
 */
export function mintGrantToken(grant: GrantTokenInput): string {
  const [key] = keys().grantKeys
  const head = base64UrlJson({ alg: 'EdDSA', kid: key.kid, typ: 'countersign-grant+jwt' })
  const payload = base64UrlJson({
    authorization_details: [
      {
        type: 'countersign_action',
        workflow: grant.workflow,
        actions: [grant.action],
        identifier: grant.resource,
        request_id: grant.requestId,
      },
    ],
    act: { sub: grant.executorId },
    request_digest: grant.digest,
    iss: env().baseUrl,
    sub: grant.agentId,
    aud: grant.audience,
    jti: grant.id,
    iat: seconds(grant.issuedAt),
    nbf: seconds(grant.notBefore),
    exp: Math.ceil(grant.expiresAt.getTime() / 1000),
  })
  const signature = sign(null, Buffer.from(`${head}.${payload}`), key.privateKey)
  return `${head}.${payload}.${signature.toString('base64url')}`
}

const header = z.strictObject({
  alg: z.literal('EdDSA'),
  kid: z.string().max(100),
  typ: z.literal('countersign-grant+jwt'),
})
const claims = z.object({
  iss: z.string(),
  sub: z.string(),
  aud: z.string(),
  jti: z.string().regex(/^grt_[0-9a-z]{26}$/),
  request_digest: z.string(),
})

/**
 * The claims of a token that we signed; null for anything else: another spelling of the same bytes, another algorithm,
 * type, issuer or key, or a header that brings its own key (`jwk`, `jku`, `x5u`, `crit` are refused by the strict header).
 * Times are not judged here: the row and the database's clock do.
 */
export function readGrantToken(token: string): { jti: string; audience: string; digest: string } | null {
  const compact = readCompact(token)
  const head = header.safeParse(compact?.header)
  const read = claims.safeParse(compact?.payload)
  if (!head.success || !read.success || read.data.iss !== env().baseUrl) return null
  const key = keys().grantKeys.find((candidate) => candidate.kid === head.data.kid)
  if (!key) return null
  const end = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(end + 1), 'base64url')
  if (!verify(null, Buffer.from(token.slice(0, end)), publicKeyOf(key), signature)) return null
  return { jti: read.data.jti, audience: read.data.aud, digest: read.data.request_digest }
}

/** Made once per key. */
function publicKeyOf(key: GrantKey): KeyObject {
  const known = publicKeys.get(key)
  if (known) return known
  const made = createPublicKey({ key: key.publicJwk, format: 'jwk' })
  publicKeys.set(key, made)
  return made
}
const publicKeys = new WeakMap<GrantKey, KeyObject>()

function base64UrlJson(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function seconds(date: Date): number {
  return Math.floor(date.getTime() / 1000)
}
