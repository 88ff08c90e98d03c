import { randomBytes } from 'node:crypto'

/** Crockford's base 32, lower case: no i, l, o, u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/**
 * A new identifier: `prefix_` and 26 characters, 48 bits of milliseconds and 80 random bits (the layout of a ULID).
 * Identifiers made later sort later, to the millisecond, which keeps index pages warm. An identifier is not a secret.
 */
export function newId<P extends string>(prefix: P, now: number = Date.now()): `${P}_${string}` {
  return `${prefix}_${encodeTime(now)}${encodeRandom(random10())}`
}

/** Random bytes are fetched for many identifiers at once: the fetching costs far more than the bytes. */
const pool = { bytes: Buffer.alloc(0), at: 0 }

function random10(): Buffer {
  if (pool.at >= pool.bytes.length) {
    pool.bytes = randomBytes(10 * 256)
    pool.at = 0
  }
  const bytes = pool.bytes.subarray(pool.at, pool.at + 10)
  pool.at += 10
  return bytes
}

/** The last identifier that `nextId` made, without its prefix. */
const last = { time: 0, random: randomBytes(10) }

/**
 * As `newId`, and each sorts after the one that this process made before it, also within one millisecond and when the clock
 * steps back: for rows whose order is part of what they say. Random start, then counted up (the ULID specification's
 * "monotonicity"); of 80 random bits the overflow is never met, and would only begin the next millisecond.
 */
export function nextId<P extends string>(prefix: P, now: number = Date.now()): `${P}_${string}` {
  if (now > last.time) {
    last.time = now
    last.random = Buffer.from(random10())
  } else if (!increment(last.random)) last.time += 1
  return `${prefix}_${encodeTime(last.time)}${encodeRandom(last.random)}`
}

/** Adds one to a big-endian number; false when it began again at zero. */
function increment(bytes: Buffer): boolean {
  for (let at = bytes.length - 1; at >= 0; at--) {
    const value = ((bytes[at] ?? 0) + 1) & 0xff
    bytes[at] = value
    if (value !== 0) return true
  }
  return false
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
