import type { Entry } from '@/lib/core/audit/event'
import type { NodeId } from '@/lib/core/audit/merkle'
import type { GetNode, TreeNode } from '@/lib/core/audit/tree'
import { type Db, prisma } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

/** Advisory lock of whoever numbers and signs: one writer of the tree in the whole deployment. */
const LOG_LOCK = 4_342_343

/** Takes the log's lock until the transaction ends; false when another process has it. */
export async function tryLogLock(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${LOG_LOCK}) AS mine`
  return row?.mine === true
}

export interface PendingEntry {
  readonly id: string
  readonly at: Date
  /** Canonical JSON without `at`. */
  readonly body: string
}

/**
 * Takes up to `limit` entries out of the queue, in the order in which they are numbered: by the database's clock, then
 * id. Under the log's lock, so nobody else takes. Three statements by key and not one that joins: a planner that
 * misjudges a queue which fills and empties all the time would run through it once for each entry.
 */
export async function takePending(tx: Tx, limit: number): Promise<PendingEntry[]> {
  const waiting = await tx.$queryRaw<
    { id: string }[]
  >`SELECT entry_id AS id FROM log_pending ORDER BY entry_id LIMIT ${limit}`
  const ids = waiting.map((row) => row.id)
  if (ids.length === 0) return []
  await tx.$executeRaw`DELETE FROM log_pending WHERE entry_id = ANY(${ids}::text[])`
  return tx.$queryRaw<
    PendingEntry[]
  >`SELECT id, at, body FROM log_entries WHERE id = ANY(${ids}::text[]) ORDER BY at, id`
}

/** The entry of a stored row: its body, and the row's clock as `at`. Throws on a body that is no JSON object. */
export function entryOf(row: { readonly body: string; readonly at: Date }): Entry {
  const body: unknown = JSON.parse(row.body)
  if (typeof body !== 'object' || body === null || !('subject' in body) || !('actor' in body))
    throw new TypeError('the body is no entry')
  // Only the shape that `entryRow` wrote is ever stored; whether it still is that shape is what the verifier checks.
  return { ...(body as Omit<Entry, 'at'>), at: row.at.toISOString() }
}

/** What is left to do: entries that wait for a number, leaves that no head covers. One cheap statement. */
export async function readWork(db: Db = prisma()): Promise<{ readonly pending: boolean; readonly unsigned: boolean }> {
  const [row] = await db.$queryRaw<{ pending: boolean; unsigned: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM log_pending) AS pending,
           coalesce((SELECT max("index") + 1 FROM log_leaves), 0) > coalesce((SELECT size FROM log_checkpoints ORDER BY size DESC LIMIT 1), -1) AS unsigned`
  return row ?? { pending: false, unsigned: false }
}

export interface Tail {
  /** Leaves so far; the next index. */
  readonly size: number
  /** The last leaf's time; null for an empty log. */
  readonly lastLoggedAt: Date | null
  /** The database's clock, to the millisecond. */
  readonly clock: Date
}

/** Where the log ends. Under the log's lock this is the counter: a rolled-back transaction leaves nothing behind. */
export async function readTail(db: Db): Promise<Tail> {
  const [row] = await db.$queryRaw<{ size: bigint; last: Date | null; clock: Date }[]>`
    SELECT coalesce(max("index") + 1, 0) AS size,
           (SELECT logged_at FROM log_leaves ORDER BY "index" DESC LIMIT 1) AS last,
           date_trunc('milliseconds', clock_timestamp()) AS clock
    FROM log_leaves`
  if (row === undefined) throw new Error('a query without GROUP BY gives a row')
  return { size: Number(row.size), lastLoggedAt: row.last, clock: row.clock }
}

export interface NewLeaf {
  readonly index: number
  readonly entryId: string
  readonly hash: Uint8Array
}

/** Stores numbered leaves and the complete subtrees that came to be. Levels above 0 only: level 0 are the leaves. */
export async function insertLeaves(
  tx: Tx,
  loggedAt: Date,
  leaves: readonly NewLeaf[],
  nodes: readonly TreeNode[],
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO log_leaves ("index", entry_id, logged_at, leaf_hash)
    SELECT i::bigint, e, ${loggedAt}::timestamptz, decode(h, 'hex')
    FROM unnest(${leaves.map((l) => String(l.index))}::text[], ${leaves.map((l) => l.entryId)}::text[], ${leaves.map((l) => hex(l.hash))}::text[]) AS t(i, e, h)`
  const inner = nodes.filter((node) => node.level > 0)
  if (inner.length === 0) return
  await tx.$executeRaw`
    INSERT INTO log_nodes (level, "index", hash)
    SELECT l, i::bigint, decode(h, 'hex')
    FROM unnest(${inner.map((n) => n.level)}::int[], ${inner.map((n) => String(n.index))}::text[], ${inner.map((n) => hex(n.hash))}::text[]) AS t(l, i, h)`
}

/** Loads these nodes in one statement. The returned function throws for a node that the database does not have. */
export async function loadNodes(db: Db, ids: readonly NodeId[]): Promise<GetNode> {
  const found = new Map<string, Uint8Array>()
  if (ids.length > 0) {
    const rows = await db.$queryRaw<{ level: number; index: bigint; hash: Uint8Array }[]>`
      WITH wanted AS (SELECT l, i::bigint AS i FROM unnest(${ids.map((n) => n.level)}::int[], ${ids.map((n) => String(n.index))}::text[]) AS t(l, i))
      SELECT l AS level, i AS index, leaf_hash AS hash FROM wanted JOIN log_leaves ON l = 0 AND "index" = i
      UNION ALL
      SELECT n.level, n."index", n.hash FROM wanted JOIN log_nodes n ON l > 0 AND n.level = l AND n."index" = i`
    for (const row of rows) found.set(`${row.level}/${row.index}`, new Uint8Array(row.hash))
  }
  return (level, index) => {
    const hash = found.get(`${level}/${index}`)
    if (hash === undefined) throw new MissingNode(level, index)
    return hash
  }
}

/** The database has lost a part of the tree. */
export class MissingNode extends Error {
  override readonly name = 'MissingNode'
  constructor(level: number, index: number) {
    super(`the tree's node ${index} of level ${level} is missing`)
  }
}

export interface StoredCheckpoint {
  readonly id: string
  readonly size: number
  readonly root: Uint8Array
  readonly note: string
  readonly signedAt: Date
}

/** The head: the largest checkpoint, of those the latest; null before the first one. */
export async function lastCheckpoint(db: Db): Promise<StoredCheckpoint | null> {
  const [row] = await db.$queryRaw<(Omit<StoredCheckpoint, 'size'> & { size: bigint })[]>`
    SELECT id, size, root, note, signed_at AS "signedAt" FROM log_checkpoints ORDER BY size DESC, signed_at DESC, id DESC LIMIT 1`
  return row === undefined ? null : { ...row, size: Number(row.size), root: new Uint8Array(row.root) }
}

export async function insertCheckpoint(tx: Tx, checkpoint: Omit<StoredCheckpoint, 'signedAt'>): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO log_checkpoints (id, size, root, note, signed_at)
    VALUES (${checkpoint.id}, ${checkpoint.size}, decode(${hex(checkpoint.root)}, 'hex'), ${checkpoint.note}, clock_timestamp())`
}

/** Counts of one snapshot: nothing can be between the tables. */
export interface LogCounts {
  readonly entries: number
  readonly pending: number
  readonly leaves: number
  /** The last index and one; equal to `leaves` when there is no gap. */
  readonly size: number
}

/** Counts everything: linear in the log, for the start of a process and once an hour. */
export async function countLog(db: Db): Promise<LogCounts> {
  const [row] = await db.$queryRaw<{ entries: bigint; pending: bigint; leaves: bigint; size: bigint }[]>`
    SELECT (SELECT count(*) FROM log_entries) AS entries, (SELECT count(*) FROM log_pending) AS pending,
           (SELECT count(*) FROM log_leaves) AS leaves, (SELECT coalesce(max("index") + 1, 0) FROM log_leaves) AS size`
  if (row === undefined) throw new Error('a query without FROM gives a row')
  return {
    entries: Number(row.entries),
    pending: Number(row.pending),
    leaves: Number(row.leaves),
    size: Number(row.size),
  }
}

/** The first entry with an id from `fromId` on that is neither numbered nor waiting; null when there is none. */
export async function findOrphan(db: Db, fromId: string): Promise<string | null> {
  const [row] = await db.$queryRaw<{ id: string }[]>`
    SELECT e.id FROM log_entries e
    WHERE e.id >= ${fromId} AND NOT EXISTS (SELECT 1 FROM log_leaves l WHERE l.entry_id = e.id)
      AND NOT EXISTS (SELECT 1 FROM log_pending p WHERE p.entry_id = e.id)
    ORDER BY e.id LIMIT 1`
  return row?.id ?? null
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}
