import { digestOf } from '@/lib/core/canonical/digest'
import type { Json } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { Idempotency } from '@/lib/directory/context'

/**
 * Reads the `Idempotency-Key` header for one route, or null when there is none.
 * The members of the path belong to what is compared: one key sent to two requests is a mistake, not a repetition.
 * Refuses a key that `parseIdempotencyKey` refuses.
 */
export function readIdempotency(
  header: string | null,
  route: string,
  path: Readonly<Record<string, string>>,
  body: Json,
): Result<Idempotency | null> {
  if (header === null) return ok(null)
  const key = parseIdempotencyKey(header)
  if (key === null) return refuse({ code: 'idempotency.key_invalid' })
  const compared = Object.keys(path).length === 0 ? body : { path: { ...path }, body }
  return ok({ route, key, bodyDigest: digestOf(compared) })
}

/**
 * A key as a structured-field string (RFC 8941 section 3.3.3: quoted, `\"` and `\\` escaped) or bare, as many clients
 * send it; both spellings of one text are one key. Null for anything else: empty, over 255 characters, not printable
 * ASCII, two headers at once.
 */
export function parseIdempotencyKey(header: string): string | null {
  const text = header.trim()
  const key = text.startsWith('"') ? unquote(text) : bare(text)
  return key !== null && key.length >= 1 && key.length <= limits.idempotencyKeyChars ? key : null
}

function unquote(text: string): string | null {
  const inside = /^"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)"$/.exec(text)?.[1]
  return inside === undefined ? null : inside.replace(/\\(["\\])/g, '$1')
}

/** No space, quote, comma, semicolon or backslash: with them the text could be something else than one key. */
function bare(text: string): string | null {
  return /^[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]+$/.test(text) ? text : null
}
