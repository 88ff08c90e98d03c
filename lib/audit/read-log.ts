import { leafText } from '@/lib/core/audit/leaf'
import {
  assembleProof,
  frontierIds,
  planConsistency,
  planInclusion,
  planNodes,
  rootFromNodes,
} from '@/lib/core/audit/tree'
import { toBase64Url } from '@/lib/core/canonical/digest'
import { ok, type Result, refuse } from '@/lib/core/result'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import { entryOf, lastCheckpoint, loadNodes, type StoredCheckpoint } from './tree/store'

/** The log as auditors read it: what the last signed head covers, and nothing beyond. Hashes are base64url without padding. */

/** The latest signed head; null before the first one. */
export function readCheckpoint(): Promise<StoredCheckpoint | null> {
  return lastCheckpoint(prisma())
}

export interface WireLeaf {
  readonly index: number
  /** The text that was hashed, rebuilt from what is stored now. */
  readonly leaf: string
  /** The hash that was recorded when it was numbered. */
  readonly leaf_hash: string
}

export interface EntriesPage {
  readonly entries: readonly WireLeaf[]
  /** Of the signed head that these entries are under. */
  readonly size: number
}

/** Up to `limit` leaves from `start` on, in order; or those about one request. Refuses a start beyond the signed head. */
export async function readEntries(query: {
  start: number
  limit: number
  request?: string | undefined
}): Promise<Result<EntriesPage>> {
  const size = (await readCheckpoint())?.size ?? 0
  if (query.start > size) return refuse({ code: 'log.out_of_range', detail: `The signed log has ${size} entries.` })
  const about = query.request === undefined ? Prisma.empty : Prisma.sql`AND e.request_id = ${query.request}`
  const rows = await prisma().$queryRaw<LeafRow[]>`
    SELECT ${leafColumns} FROM log_leaves l LEFT JOIN log_entries e ON e.id = l.entry_id
    WHERE l."index" >= ${query.start} AND l."index" < ${size} ${about} ORDER BY l."index" LIMIT ${query.limit}`
  return ok({ entries: rows.map(wireLeaf), size })
}

export interface InclusionProof {
  readonly index: number
  readonly size: number
  readonly leaf_hash: string
  readonly root: string
  readonly proof: readonly string[]
}

/** The audit path of one leaf in the tree of `size` leaves (the signed head's when left out). */
export async function readInclusion(query: {
  index: number
  size?: number | undefined
}): Promise<Result<InclusionProof>> {
  const head = (await readCheckpoint())?.size ?? 0
  const size = query.size ?? head
  if (size > head || query.index >= size)
    return refuse({ code: 'log.out_of_range', detail: `The signed log has ${head} entries.` })
  const plan = planInclusion(query.index, size)
  const leaf = { level: 0, index: query.index }
  const node = await loadNodes(prisma(), [leaf, ...frontierIds(size), ...planNodes(plan)])
  return ok({
    index: query.index,
    size,
    leaf_hash: toBase64Url(node(0, query.index)),
    root: toBase64Url(rootFromNodes(size, node)),
    proof: assembleProof(plan, node).map(toBase64Url),
  })
}

export interface ConsistencyProof {
  readonly from: number
  readonly to: number
  readonly from_root: string
  readonly to_root: string
  readonly proof: readonly string[]
}

/** The proof that the tree of `from` leaves is the beginning of the tree of `to` leaves (the signed head's when left out). */
export async function readConsistency(query: {
  from: number
  to?: number | undefined
}): Promise<Result<ConsistencyProof>> {
  const head = (await readCheckpoint())?.size ?? 0
  const to = query.to ?? head
  if (to > head || query.from > to || query.from < 1)
    return refuse({ code: 'log.out_of_range', detail: `The signed log has ${head} entries.` })
  const plan = planConsistency(query.from, to)
  const node = await loadNodes(prisma(), [...frontierIds(query.from), ...frontierIds(to), ...planNodes(plan)])
  return ok({
    from: query.from,
    to,
    from_root: toBase64Url(rootFromNodes(query.from, node)),
    to_root: toBase64Url(rootFromNodes(to, node)),
    proof: assembleProof(plan, node).map(toBase64Url),
  })
}

/** What a leaf is rebuilt from. The entry's columns are null when its row is gone. */
export interface LeafRow {
  readonly index: bigint
  readonly entry_id: string
  readonly logged_at: Date
  readonly leaf_hash: Uint8Array
  readonly id: string | null
  readonly type: string | null
  readonly at: Date | null
  readonly request_id: string | null
  readonly body: string | null
}

/** Of `log_leaves l` and `log_entries e`. */
export const leafColumns = Prisma.sql`l."index", l.entry_id, l.logged_at, l.leaf_hash, e.id, e.type, e.at, e.request_id, e.body`

/**
 * The text of a leaf as stored now. A row that is gone, that is no entry any more, or whose columns say something else
 * than its body gives a text that no verifier takes for a leaf: altered columns are caught like altered bodies.
 */
export function storedLeafText(row: LeafRow): string {
  const { body, at } = row
  if (body === null || at === null) return `entry ${row.entry_id} is not stored any more`
  try {
    const entry = entryOf({ body, at })
    const columns =
      entry.id === row.entry_id && entry.type === row.type && (entry.subject.request_id ?? null) === row.request_id
    if (!columns) return `the row of entry ${row.entry_id} contradicts its body`
    return leafText({ index: Number(row.index), logged_at: row.logged_at.toISOString(), entry })
  } catch {
    return `the row of entry ${row.entry_id} is no entry`
  }
}

function wireLeaf(row: LeafRow): WireLeaf {
  return { index: Number(row.index), leaf: storedLeafText(row), leaf_hash: toBase64Url(new Uint8Array(row.leaf_hash)) }
}
