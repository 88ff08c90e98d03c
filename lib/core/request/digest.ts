import { digestOf, fromBase64Url, sha256, utf8 } from '../canonical/digest'
import type { Json } from '../canonical/json'

/** The action part of a request: what consent is about. No titles, no claims, no trace ids (DESIGN 7). */
export type DigestInput = {
  workflow: string
  boundaryVersion: number
  agent: string
  principals: readonly string[]
  action: string
  resource: string
  params: Json
  executor: string
  secret: Json
  requestId: string
  notAfter: Date
}

/** SHA-256 over the RFC 8785 form of exactly these members, base64url. */
export function requestDigest(input: DigestInput): string {
  return digestOf({
    v: 1,
    workflow: input.workflow,
    boundary_version: input.boundaryVersion,
    agent: input.agent,
    principals: [...input.principals].sort(),
    action: input.action,
    resource: input.resource,
    params: input.params,
    executor: input.executor,
    secret: input.secret,
    request_id: input.requestId,
    not_after: input.notAfter.toISOString(),
  })
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Short code shown to the agent and to the approver, so that both know they speak of the same request: `PAY-7F3K`. */
export function bindingCode(prefix: string, digest: string): string {
  const bytes = fromBase64Url(digest) ?? sha256(utf8(digest))
  let code = ''
  for (let i = 0; i < 4; i++) code += alphabet[(bytes[i] ?? 0) % alphabet.length]
  return `${prefix}-${code}`
}

/** The same wish, coarsely: workflow, action and resource. Finds what was denied before, by any agent (DESIGN 12). */
export function intentKey(input: { workflow: string; action: string; resource: string }): string {
  return digestOf({
    workflow: input.workflow,
    action: input.action,
    resource: input.resource.normalize('NFKC').toLowerCase(),
  })
}
