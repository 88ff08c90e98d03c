import { sha256 as hash } from '@noble/hashes/sha2.js'
import { canonicalize, type Json } from './json'

/** SHA-256 (FIPS 180-4): 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash(bytes)
}

/** The UTF-8 bytes of a text. */
export function utf8(text: string): Uint8Array {
  return ENCODER.encode(text)
}

/** The UTF-8 bytes of the RFC 8785 form. @throws TypeError for a value that is not JSON (see `canonicalize`). */
export function canonicalBytes(value: Json): Uint8Array {
  return ENCODER.encode(canonicalize(value))
}

/** SHA-256 of the RFC 8785 form, base64url without padding (43 characters): a request's digest (DESIGN §7). */
export function digestOf(value: Json): string {
  return digestOfText(canonicalize(value))
}

/** `digestOf` for whoever has the RFC 8785 text already; it must be that text. */
export function digestOfText(canonical: string): string {
  return toBase64Url(hash(ENCODER.encode(canonical)))
}

/**
 * SHA-256(utf8(tag) ‖ 0x00 ‖ RFC 8785 form), base64url without padding.
 *
 * The tag keeps one use from being replayed as another (a sign-in challenge as a consent, ATTACKS 18). It may not
 * contain U+0000, so the border between tag and document is unambiguous.
 */
export function taggedDigest(tag: string, value: Json): string {
  return toBase64Url(hash(joinBytes([domain(tag), canonicalBytes(value)])))
}

/** utf8(tag) ‖ 0x00: the prefix of everything hashed under a domain tag. @throws TypeError when the tag has U+0000. */
export function domain(tag: string): Uint8Array {
  if (tag === '' || tag.includes('\0')) throw new TypeError('a domain tag is not empty and has no U+0000')
  return ENCODER.encode(`${tag}\0`)
}

/** The byte strings one after another. */
export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** True when both have the same bytes. Not constant in time: for public values only. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

/** base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return encode(bytes, URL_ALPHABET)
}

/** Decodes base64url; null for padding, white space, another alphabet, an impossible length or non-zero spare bits. */
export function fromBase64Url(text: string): Uint8Array | null {
  return decode(text, URL_VALUES)
}

/** base64 with padding (RFC 4648 §4), as signed notes use it. */
export function toBase64(bytes: Uint8Array): string {
  const text = encode(bytes, STANDARD_ALPHABET)
  return text + '='.repeat((4 - (text.length % 4)) % 4)
}

/** Decodes base64 with its exact padding; null for everything that `toBase64` would not have written. */
export function fromBase64(text: string): Uint8Array | null {
  if (text.length % 4 !== 0) return null
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return decode(text.slice(0, text.length - padding), STANDARD_VALUES)
}

const ENCODER = new TextEncoder()
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const URL_ALPHABET = `${LETTERS}-_`
const STANDARD_ALPHABET = `${LETTERS}+/`
const URL_VALUES = valuesOf(URL_ALPHABET)
const STANDARD_VALUES = valuesOf(STANDARD_ALPHABET)

/** Character code → six-bit value, -1 for every other ASCII character. */
function valuesOf(alphabet: string): Int8Array {
  const values = new Int8Array(128).fill(-1)
  for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i
  return values
}

function encode(bytes: Uint8Array, alphabet: string): string {
  let out = ''
  let buffer = 0
  let bits = 0
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff
    bits += 8
    while (bits >= 6) {
      bits -= 6
      out += alphabet.charAt((buffer >> bits) & 63)
    }
  }
  return bits > 0 ? out + alphabet.charAt((buffer << (6 - bits)) & 63) : out
}

function decode(text: string, values: Int8Array): Uint8Array | null {
  if (text.length % 4 === 1) return null
  const out = new Uint8Array(Math.floor((text.length * 3) / 4))
  let buffer = 0
  let bits = 0
  let at = 0
  for (let i = 0; i < text.length; i++) {
    const value = values[text.charCodeAt(i)] ?? -1
    if (value < 0) return null
    buffer = ((buffer << 6) | value) & 0xfff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      out[at++] = (buffer >> bits) & 0xff
    }
  }
  // Spare bits that are not zero would give one value several spellings (ATTACKS 71).
  return (buffer & ((1 << bits) - 1)) === 0 ? out : null
}
