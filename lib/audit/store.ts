import { randomBytes } from 'node:crypto'
import { type ActorKind, type EntryType, missingSubjects } from '@/lib/core/audit/event'
import { payloadHash, SALT_BYTES } from '@/lib/core/audit/leaf'
import { canonicalize, type Json } from '@/lib/core/canonical/json'
import { nextId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'

/** What a verb says happened. `facts` are stored in the leaf for ever: no free text and no personal data, which belong in the payload. */
export interface NewEntry {
  readonly type: EntryType
  readonly actor: { readonly kind: ActorKind; readonly id: string }
  /** Ids of what it is about; `request_id` is also a column, so that a request's story is found. */
  readonly subject: { readonly [key: string]: string | undefined; readonly request_id?: string }
  readonly facts: { readonly [key: string]: Json }
}

/** The columns of `log_entries` (`id`, `type`, `requestId`, `body`) and of `log_payloads` (`salt`, `payload`; null without a payload). */
export interface EntryRow {
  readonly id: string
  readonly type: string
  readonly requestId: string | null
  /** Canonical JSON of the entry without `at`: the row's clock is the database's. */
  readonly body: string
  /** 16 random bytes: without them the hash in the leaf would let anyone guess an erased text. */
  readonly salt: Uint8Array<ArrayBuffer> | null
  /** Canonical JSON text of the payload, to be cast to jsonb. */
  readonly payload: string | null
}

/**
 * The row of an entry, for statements that insert it together with what it is about. The same row that `appendEntry`
 * writes; the queue of the sequencer is filled by a trigger. Throws (TypeError) when an id that this type must name is
 * absent: such an entry could never be verified.
 */
export function entryRow(entry: NewEntry, payload?: Json): EntryRow {
  const missing = missingSubjects(entry.type, entry.subject)
  if (missing.length > 0) throw new TypeError(`an entry ${entry.type} names ${missing.join(', ')}`)
  // In order, because the clock of two entries of one statement is often the same to the millisecond.
  const id = nextId('ent')
  const salt = payload === undefined ? null : new Uint8Array(randomBytes(SALT_BYTES))
  const subject: { [key: string]: Json } = {}
  for (const [key, value] of Object.entries(entry.subject)) if (value !== undefined) subject[key] = value
  const body = canonicalize({
    v: 1,
    id,
    type: entry.type,
    actor: { kind: entry.actor.kind, id: entry.actor.id },
    subject,
    facts: entry.facts,
    payload_hash: salt === null || payload === undefined ? null : payloadHash(salt, payload),
  })
  return {
    id,
    type: entry.type,
    requestId: entry.subject.request_id ?? null,
    body,
    salt,
    payload: payload === undefined ? null : canonicalize(payload),
  }
}

/**
 * Appends an entry in the caller's transaction: either what it says and the entry are both there, or neither
 * (DESIGN 3.10). Returns the entry's id. Throws when the entry cannot be written, and so must the verb.
 */
export async function appendEntry(tx: Tx, entry: NewEntry, payload?: Json): Promise<string> {
  const row = entryRow(entry, payload)
  if (row.salt === null) {
    await tx.$executeRaw`INSERT INTO log_entries (id, type, request_id, body) VALUES (${row.id}, ${row.type}, ${row.requestId}, ${row.body})`
  } else {
    await tx.$executeRaw`
      WITH entry AS (INSERT INTO log_entries (id, type, request_id, body) VALUES (${row.id}, ${row.type}, ${row.requestId}, ${row.body}))
      INSERT INTO log_payloads (entry_id, salt, payload) VALUES (${row.id}, ${row.salt}, ${row.payload}::jsonb)`
  }
  return row.id
}

/** Appends several entries at once, in this order. Returns their ids. */
export async function appendEntries(tx: Tx, entries: readonly NewEntry[]): Promise<string[]> {
  if (entries.length === 0) return []
  const rows = entries.map((entry) => entryRow(entry))
  await tx.$executeRaw`
    INSERT INTO log_entries (id, type, request_id, body)
    SELECT * FROM unnest(${rows.map((r) => r.id)}::text[], ${rows.map((r) => r.type)}::text[], ${rows.map((r) => r.requestId)}::text[], ${rows.map((r) => r.body)}::text[])`
  return rows.map((r) => r.id)
}
