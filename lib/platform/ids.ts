import { randomBytes } from 'node:crypto'

/** Crockford's base 32, lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new identifier: `prefix_` and 26 characters, 48 bits of milliseconds and 80 random bits (the layout of a ULID).
 * Identifiers made later sort later, to the millisecond, which keeps index pages warm. An identifier is not a secret.
 */
export function newId<P extends string>(prefix: P, now: number = Date.now()): `${P}_${string}` {
  return `${prefix}_${encodeTime(now)}${encodeRandom(randomBytes(10))}`
}

/** A secret of `bytes` random bytes (32 unless told, never under 16) as base64url without padding. */
export function randomToken(bytes = 32): string {
  if (bytes < 16) throw new RangeError('A secret has at least 16 bytes')
  return randomBytes(bytes).toString('base64url')
}

function encodeTime(ms: number): string {
  let text = ''
  let rest = ms
  for (let i = 0; i < 10; i++) {
    text = ALPHABET.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

function encodeRandom(bytes: Uint8Array): string {
  let text = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += ALPHABET.charAt((buffer >> bits) & 31)
    }
    buffer &= (1 << bits) - 1
  }
  return text
}
