import { fromBase64Url } from '@/lib/core/canonical/digest'
import { type JsonObject, parseStrict } from '@/lib/core/canonical/json'

/** RFC 7515 section 7.1, with a signature that is not empty: three parts, no padding, no space, nothing around them. */
const COMPACT = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/
/** No token of ours or of a client is near this; the bound keeps a long header from costing anything. */
const LONGEST = 8_192

export interface Compact {
  readonly header: JsonObject
  readonly payload: JsonObject
}

/**
 * Reads a signed token's two JSON parts WITHOUT verifying it, and only when it is spelled in the one canonical way:
 * libraries accept padded, spaced and re-spelled base64url of a valid signature, and what has several spellings cannot
 * be recognised when it is replayed (ATTACKS 71). JSON is read strictly, so no member appears twice.
 * Null for everything else.
 */
export function readCompact(token: string): Compact | null {
  if (token.length > LONGEST || !COMPACT.test(token)) return null
  const [head, body, signature] = token.split('.')
  if (fromBase64Url(signature ?? '') === null) return null
  const header = readPart(head ?? '')
  const payload = readPart(body ?? '')
  return header && payload ? { header, payload } : null
}

/** True when `header` has no member but these: `jku`, `x5u`, `jwk`, `x5c` and `crit` are refused by not being here. */
export function hasOnly(header: JsonObject, members: readonly string[]): boolean {
  return Object.keys(header).every((name) => members.includes(name))
}

function readPart(text: string): JsonObject | null {
  const bytes = fromBase64Url(text)
  if (bytes === null) return null
  const parsed = parseStrict(bytes, { maxBytes: LONGEST, maxDepth: 8 })
  if (!parsed.ok) return null
  const { value } = parsed
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}
