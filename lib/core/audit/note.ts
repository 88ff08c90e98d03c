import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { fromBase64, joinBytes, sameBytes, sha256, toBase64, utf8 } from '@/lib/core/canonical/digest'
import { hasLoneSurrogate } from '@/lib/core/canonical/reader'

/** The Ed25519 key of a note (C2SP signed-note); `publicKey` are its 32 bytes (RFC 8032 §5.1.5). */
export interface NoteKey {
  name: string
  publicKey: Uint8Array
}

/** Signs with a key kept elsewhere; `sign` returns the 64 bytes of RFC 8032 §5.1.6. */
export interface NoteSigner extends NoteKey {
  sign(message: Uint8Array): Uint8Array
}

export interface NoteSignature {
  name: string
  /** The first four bytes. */
  keyId: Uint8Array
  signature: Uint8Array
}

/** `text` includes its final newline; it says nothing until a signature has been verified. */
export interface Note {
  text: string
  signatures: NoteSignature[]
}

export type NoteOutcome = { ok: true; note: Note } | { ok: false; why: string }

export type NoteCheck = { ok: true; text: string; signedBy: NoteKey[] } | { ok: false; why: string }

/** C2SP signed-note, key ID of an Ed25519 key: SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), first four bytes. */
export function noteKeyId(key: NoteKey): Uint8Array {
  return sha256(joinBytes([utf8(`${key.name}\n`), ED25519, key.publicKey])).slice(0, 4)
}

/** A signer from a 32-byte Ed25519 seed. */
export function ed25519Signer(name: string, seed: Uint8Array): NoteSigner {
  return { name, publicKey: ed25519.getPublicKey(seed), sign: (message) => ed25519.sign(message, seed) }
}

/**
 * A signed note: the text, a blank line, one signature line for each signer.
 *
 * @throws TypeError when the text could not be parsed back (no final newline, control characters, no signer) or a key
 * name is not allowed: what is signed here must be accepted by every verifier.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  const message = utf8(text)
  const lines = signers.map((signer) => {
    const signed = joinBytes([noteKeyId(signer), signer.sign(message)])
    return `\u2014 ${signer.name} ${toBase64(signed)}\n`
  })
  const note = `${text}\n${lines.join('')}`
  const outcome = parseNote(note)
  if (!outcome.ok) throw new TypeError(outcome.why)
  if (outcome.note.text !== text) throw new TypeError('the text does not end in one newline')
  return note
}

/**
 * Takes a signed note apart (C2SP signed-note, "Format"). Strict: refuses control characters other than newline, a
 * missing blank line or final newline, no or more than 100 signatures, another dash, key names with spaces or plus, and
 * base64 that is not spelled in the one right way. Signatures are not checked; see `verifyNote`.
 */
export function parseNote(note: string): NoteOutcome {
  if (note.length > MAX_LENGTH) return refused('the note is too long')
  if (CONTROL.test(note)) return refused('the note contains a control character')
  if (hasLoneSurrogate(note)) return refused('the note is not valid Unicode')
  // The text may hold empty lines; the last one separates.
  const border = note.lastIndexOf('\n\n')
  if (border < 1) return refused('no blank line separates text and signatures')
  const text = note.slice(0, border + 1)
  const block = note.slice(border + 2)
  if (!block.endsWith('\n')) return refused('the last signature line does not end in a newline, or there is none')
  const lines = block.slice(0, -1).split('\n')
  if (lines.length > MAX_SIGNATURES) return refused('the note has too many signatures')
  const signatures: NoteSignature[] = []
  for (const line of lines) {
    const [, name, encoded] = SIGNATURE.exec(line) ?? []
    if (name === undefined || encoded === undefined) return refused('a signature line is malformed')
    const bytes = fromBase64(encoded)
    if (bytes === null || bytes.length < 5) return refused('a signature is not well-formed base64')
    signatures.push({ name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) })
  }
  return { ok: true, note: { text, signatures } }
}

/**
 * Parses a note and checks its signatures against the known keys. Signatures of unknown keys are ignored (a witness, a
 * key to come); one that names a known key and fails refuses the whole note, as does a key that signs twice, and a note
 * that no known key signed.
 */
export function verifyNote(note: string, keys: readonly NoteKey[]): NoteCheck {
  const parsed = parseNote(note)
  if (!parsed.ok) return parsed
  const message = utf8(parsed.note.text)
  const signedBy: NoteKey[] = []
  for (const { name, keyId, signature } of parsed.note.signatures) {
    const key = keys.find((known) => known.name === name && sameBytes(noteKeyId(known), keyId))
    if (key === undefined) continue
    if (signedBy.includes(key)) return refused(`${name} signed twice`)
    if (!isSignedBy(key, signature, message)) return refused(`the signature of ${name} is wrong`)
    signedBy.push(key)
  }
  return signedBy.length > 0 ? { ok: true, text: parsed.note.text, signedBy } : refused('no known key signed this')
}

/** The text form of a public key: `name+hash+base64(0x01 ‖ key)`, hash being the key ID in hexadecimal. */
export function formatVerifierKey(key: NoteKey): string {
  return `${key.name}+${bytesToHex(noteKeyId(key))}+${toBase64(joinBytes([ED25519, key.publicKey]))}`
}

/** Reads the text form of a public key; null when it is malformed, of another algorithm, or its hash does not fit. */
export function parseVerifierKey(text: string): NoteKey | null {
  const [, name, hash, encoded] = VERIFIER_KEY.exec(text) ?? []
  const bytes = encoded === undefined ? null : fromBase64(encoded)
  if (name === undefined || bytes === null || bytes.length !== 33 || bytes[0] !== ED25519[0]) return null
  const key = { name, publicKey: bytes.slice(1) }
  return bytesToHex(noteKeyId(key)) === hash ? key : null
}

const ED25519 = new Uint8Array([0x01])
const MAX_LENGTH = 524_288
const MAX_SIGNATURES = 100
const CONTROL = /(?!\n)\p{Cc}/u
const SIGNATURE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u
const VERIFIER_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u

/** RFC 8032 §5.1.7 without the leniency of ZIP 215, so that every verifier agrees on every signature. */
function isSignedBy(key: NoteKey, signature: Uint8Array, message: Uint8Array): boolean {
  if (signature.length !== 64 || key.publicKey.length !== 32) return false
  try {
    return ed25519.verify(signature, message, key.publicKey, { zip215: false })
  } catch {
    // A public key that is no point on the curve.
    return false
  }
}

function refused(why: string): { ok: false; why: string } {
  return { ok: false, why }
}
