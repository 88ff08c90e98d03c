import { randomBytes } from 'node:crypto'
import { sha256, toBase64Url, utf8 } from '@/lib/core/canonical/digest'

/** The machines, by the prefix of their ids. */
export type MachineKind = 'agent' | 'executor' | 'auditor' | 'pipeline'

const PREFIX = { agent: 'agt', executor: 'exr', auditor: 'aud', pipeline: 'pip' } as const
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
/** 43 characters of 62: 256 bits. */
const SECRET_CHARS = 43
const API_KEY = /^csk_(agt|exr|aud|pip)_[0-9A-Za-z]{32,64}$/

export interface NewApiKey {
  /** Shown once and never stored. */
  readonly key: string
  readonly fingerprint: string
  /** The last four characters, for telling keys apart in a list. */
  readonly hint: string
}

/** A new API key `csk_<kind>_<43 characters>` with 256 random bits; the kind is readable so that a leaked key is recognised. */
export function newApiKey(kind: MachineKind): NewApiKey {
  let secret = ''
  while (secret.length < SECRET_CHARS) {
    for (const byte of randomBytes(64)) {
      // 248 = 4 × 62: the rest would make some characters likelier than others.
      if (byte < 248 && secret.length < SECRET_CHARS) secret += ALPHABET.charAt(byte % 62)
    }
  }
  const key = `csk_${PREFIX[kind]}_${secret}`
  return { key, fingerprint: apiKeyFingerprint(key), hint: secret.slice(-4) }
}

/** The kind that a well-formed API key names, or null. */
export function apiKeyKind(text: string): MachineKind | null {
  const prefix = API_KEY.exec(text)?.[1]
  const kinds = Object.keys(PREFIX) as MachineKind[]
  return kinds.find((kind) => PREFIX[kind] === prefix) ?? null
}

/**
 * SHA-256 of the key, base64url: all that is stored. A fast hash is right here, because the key is 256 random bits and not
 * a chosen password; and a look-up by hash takes no time that tells about the key.
 */
export function apiKeyFingerprint(key: string): string {
  return toBase64Url(sha256(utf8(key)))
}
