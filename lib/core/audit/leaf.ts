import {
  canonicalBytes,
  domain,
  fromBase64Url,
  joinBytes,
  sha256,
  toBase64Url,
  utf8,
} from '@/lib/core/canonical/digest'
import { canonicalize, type Json, type JsonObject } from '@/lib/core/canonical/json'
import { ACTOR_KINDS, type Entry, type EntrySubject, isEntryType, isInstant, missingSubjects } from './event'
import { HASH_BYTES, isCount } from './merkle'

/** What is hashed into the tree: the entry with its number and the time at which it was numbered. */
export interface Leaf {
  index: number
  /** RFC 3339, UTC, milliseconds; never before that of the leaf to the left. */
  logged_at: string
  entry: Entry
}

export type LeafOutcome = { ok: true; leaf: Leaf } | { ok: false; why: string }

/** Length of a payload's salt, in bytes. */
export const SALT_BYTES = 16

/** The bytes of a leaf: RFC 8785 form of `{ v: 1, index, logged_at, entry }`. */
export function leafBytes(leaf: Leaf): Uint8Array {
  return utf8(leafText(leaf))
}

/** The same as text, as proofs carry it. */
export function leafText({ index, logged_at, entry }: Leaf): string {
  if (!isCount(index) || !isInstant(logged_at)) throw new TypeError('a leaf has a count and an instant')
  const { v, id, type, at, actor, subject, facts, payload_hash } = entry
  return canonicalize({
    v: 1,
    index,
    logged_at,
    entry: { v, id, type, at, actor: { kind: actor.kind, id: actor.id }, subject, facts, payload_hash },
  })
}

/**
 * Reads the bytes of a leaf. Strict: they must be exactly what `leafBytes` writes, of a known kind, with the ids that
 * kind demands, so that one event has one leaf and a verifier never passes over what it does not understand.
 * Never throws.
 */
export function parseLeaf(bytes: Uint8Array): LeafOutcome {
  // A text that equals its own canonical form is unambiguous (no duplicate keys, no number that a double changes), so
  // the platform's fast parser is safe here; a million leaves are verified this way.
  let value: Json
  try {
    const text = DECODER.decode(bytes)
    value = JSON.parse(text)
    if (canonicalize(value) !== text) return refused('the bytes are not in canonical form')
  } catch {
    return refused('the bytes are not JSON')
  }
  const leaf = objectWith(value, LEAF_KEYS)
  const entry = objectWith(leaf?.entry, ENTRY_KEYS)
  if (leaf === null || entry === null) return refused('the members are not those of a leaf and its entry')
  if (leaf.v !== 1 || entry.v !== 1) return refused('the version is unknown')
  return readLeaf(leaf, entry)
}

/**
 * SHA-256(`countersign/log-payload/v1` ‖ 0x00 ‖ salt ‖ RFC 8785 form), base64url: what stays in the leaf of a payload.
 * The salt keeps an erased text from being guessed. @throws TypeError unless the salt has 16 bytes.
 */
export function payloadHash(salt: Uint8Array, payload: Json): string {
  if (salt.length !== SALT_BYTES) throw new TypeError(`a salt has ${SALT_BYTES} bytes`)
  return toBase64Url(sha256(joinBytes([PAYLOAD_DOMAIN, salt, canonicalBytes(payload)])))
}

const LEAF_KEYS = ['entry', 'index', 'logged_at', 'v']
const ENTRY_KEYS = ['actor', 'at', 'facts', 'id', 'payload_hash', 'subject', 'type', 'v']
const ACTOR_KEYS = ['id', 'kind']
const PAYLOAD_DOMAIN = domain('countersign/log-payload/v1')
const DECODER = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function readLeaf(leaf: JsonObject, entry: JsonObject): LeafOutcome {
  const { index, logged_at } = leaf
  const { id, type, at, facts, payload_hash } = entry
  if (typeof index !== 'number' || !isCount(index)) return refused('the index is malformed')
  if (typeof logged_at !== 'string' || !isInstant(logged_at)) return refused('logged_at is malformed')
  if (typeof id !== 'string' || id === '') return refused('the entry has no id')
  if (typeof type !== 'string' || !isEntryType(type)) return refused('the type of the entry is unknown')
  if (typeof at !== 'string' || !isInstant(at)) return refused('the time of the entry is malformed')
  const actor = objectWith(entry.actor, ACTOR_KEYS)
  const kind = ACTOR_KINDS.find((known) => known === actor?.kind)
  if (kind === undefined || typeof actor?.id !== 'string' || actor.id === '') return refused('the actor is malformed')
  const subject = subjectOf(entry.subject)
  if (subject === null) return refused('the subject is malformed')
  const missing = missingSubjects(type, subject)
  if (missing.length > 0) return refused(`the subject lacks ${missing.join(', ')}`)
  if (!isObject(facts)) return refused('the facts are malformed')
  if (payload_hash !== null && !isHash(payload_hash)) return refused('the payload hash is malformed')
  const read: Entry = { v: 1, id, type, at, actor: { kind, id: actor.id }, subject, facts, payload_hash }
  return { ok: true, leaf: { index, logged_at, entry: read } }
}

/** The value when it is an object with exactly these members. */
function objectWith(value: Json | undefined, keys: readonly string[]): JsonObject | null {
  if (!isObject(value) || Object.keys(value).length !== keys.length) return null
  return keys.every((key) => Object.hasOwn(value, key)) ? value : null
}

function subjectOf(value: Json | undefined): EntrySubject | null {
  if (!isObject(value)) return null
  const subject: EntrySubject = {}
  for (const [key, id] of Object.entries(value)) {
    if (!/^[a-z][a-z_]*$/.test(key) || typeof id !== 'string') return null
    subject[key] = id
  }
  return subject
}

function isHash(value: Json | undefined): value is string {
  return typeof value === 'string' && fromBase64Url(value)?.length === HASH_BYTES
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function refused(why: string): LeafOutcome {
  return { ok: false, why }
}
