import { explainEntry } from '@/lib/core/audit/explain'
import type { EntryNames } from '@/lib/core/audit/explain-parts'
import { toBase64Url } from '@/lib/core/canonical/digest'
import type { Directory } from '@/lib/core/directory'
import { nameOf, systemName } from '@/lib/core/names'
import { ok, type Result, refuse } from '@/lib/core/result'
import { currentDirectory, now } from '@/lib/directory/current'
import type { HistoryEntry } from '@/lib/inbox/schema'
import { type Viewer, visibleTo } from '@/lib/inbox/store'
import { viewerOf } from '@/lib/inbox/viewer'
import { keys } from '@/lib/platform/keys'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { Prisma } from '@/prisma/generated/client'
import { type LeafRow, leafColumns, readCheckpoint, readInclusion, storedLeafText } from './read-log'
import type { AuditPage, AuditQuery, EntryProof } from './schema'
import { entryOf } from './tree/store'

/**
 * A page of the log as this person may see it: compliance and administrators see all, others the entries of requests
 * that they may see, and their own. Newest first by the entry's own id, which an entry keeps when it gets its number, so
 * that a cursor stays true while the sequencer works. A page may be short, even empty, with a cursor to go on: the work
 * for one page is bounded whatever the size of the log and however little of it this person may see.
 */
export async function readAuditPage(personId: string, query: AuditQuery): Promise<AuditPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const [{ rows, next }, head, lag, at] = await Promise.all([
    findPage(viewer, directory, query),
    readCheckpoint(),
    readLag(),
    now(),
  ])
  return {
    items: rows.map((row) => historyEntryOf(row, directory)),
    next_cursor: next,
    checkpoint: head && {
      size: head.size,
      root: toBase64Url(head.root),
      signed_at: head.signedAt.toISOString(),
      note: head.note,
    },
    lag,
    server_now: at.toISOString(),
  }
}

/** Everything that happened to one request, oldest first. Who may see it is asked by the caller. */
export async function historyOf(requestId: string): Promise<HistoryEntry[]> {
  const directory = await currentDirectory()
  const rows = await prisma().$queryRaw<EntryRow[]>`
    SELECT ${entryColumns} FROM log_entries e LEFT JOIN log_leaves l ON l.entry_id = e.id LEFT JOIN requests r ON r.id = e.request_id
    WHERE e.request_id = ${requestId} ORDER BY l."index" NULLS LAST, e.at, e.id LIMIT ${HISTORY_MAX}`
  return rows.map((row) => historyEntryOf(row, directory))
}

/**
 * What a browser needs to check one entry by itself. Refuses `not_found` for an entry that is not there or that this
 * person may not see (ATTACKS 138), `log.out_of_range` for one that no signed head covers yet.
 */
export async function readEntryProof(personId: string, entryId: string): Promise<Result<EntryProof>> {
  const viewer = viewerOf(personId, await currentDirectory())
  const [row] = await prisma().$queryRaw<
    (LeafRow & { index: bigint | null; payload: unknown; salt: Uint8Array | null })[]
  >`
    SELECT ${leafColumns}, p.payload, p.salt FROM log_entries e LEFT JOIN log_leaves l ON l.entry_id = e.id
    LEFT JOIN log_payloads p ON p.entry_id = e.id LEFT JOIN requests r ON r.id = e.request_id
    WHERE e.id = ${entryId} AND ${mayRead(viewer)}`
  if (row === undefined) return refuse({ code: 'not_found' })
  const head = await readCheckpoint()
  if (row.index === null || head === null || row.index >= head.size) {
    return refuse({
      code: 'log.out_of_range',
      detail: 'The entry is written, but no signed head covers it yet. Ask again in two seconds.',
    })
  }
  const inclusion = await readInclusion({ index: Number(row.index), size: head.size })
  if (!inclusion.ok) return inclusion
  return ok({
    entry_id: entryId,
    index: Number(row.index),
    leaf: storedLeafText(row),
    leaf_hash: inclusion.value.leaf_hash,
    proof: [...inclusion.value.proof],
    size: head.size,
    root: toBase64Url(head.root),
    checkpoint: head.note,
    keys: [keys().logKey.verifierKey],
    payload: row.payload ?? null,
    payload_salt: row.salt === null ? null : toBase64Url(new Uint8Array(row.salt)),
  })
}

/** Far more than a request's story has; a limit all the same. */
const HISTORY_MAX = 500
/** Entries looked at in one statement, and statements for one page, when not every entry is shown. */
const WINDOW = 2_000
const WINDOWS = 5

interface EntryRow {
  readonly id: string
  readonly type: string
  readonly at: Date
  readonly request_id: string | null
  readonly body: string
  readonly index: bigint | null
  readonly title: string | null
}

const entryColumns = Prisma.sql`e.id, e.type, e.at, e.request_id, e.body, l."index", r.title`

async function findPage(
  viewer: Viewer,
  directory: Directory,
  query: AuditQuery,
): Promise<{ rows: EntryRow[]; next: string | null }> {
  const workflowId =
    query.workflow === undefined ? null : (directory.workflowIdBySlug.get(query.workflow) ?? query.workflow)
  // One condition walks its index in order; the others look at what that index gives.
  const walked: Prisma.Sql[] = []
  if (query.request !== undefined) walked.push(Prisma.sql`e.request_id = ${query.request}`)
  if (query.actor !== undefined) walked.push(Prisma.sql`countersign_entry_actor(e.body) = ${query.actor}`)
  if (query.type !== undefined) walked.push(Prisma.sql`e.type = ${query.type}`)
  const [first = Prisma.sql`true`, ...rest] = walked
  const conditions = [
    mayRead(viewer),
    ...rest,
    ...(workflowId === null ? [] : [Prisma.sql`r.workflow_id = ${workflowId}`]),
  ]
  const all = viewer.seesAll && conditions.length === 1
  const window = all ? query.limit + 1 : WINDOW

  const rows: EntryRow[] = []
  let cursor = query.cursor ?? null
  for (let i = 0; i < WINDOWS && rows.length <= query.limit; i++) {
    const before = cursor === null ? Prisma.empty : Prisma.sql`AND e.id < ${cursor}`
    const found = await prisma().$queryRaw<(EntryRow & { walked: number; last: string | null })[]>`
      WITH walk AS MATERIALIZED (SELECT e.* FROM log_entries e WHERE ${first} ${before} ORDER BY e.id DESC LIMIT ${window}),
      page AS (
        SELECT ${entryColumns} FROM walk e LEFT JOIN requests r ON r.id = e.request_id LEFT JOIN log_leaves l ON l.entry_id = e.id
        WHERE ${Prisma.join(conditions, ' AND ')} ORDER BY e.id DESC LIMIT ${query.limit + 1 - rows.length})
      SELECT page.*, walked.count::int AS walked, walked.last
      FROM (SELECT count(*) AS count, min(id) AS last FROM walk) AS walked LEFT JOIN page ON true ORDER BY page.id DESC`
    rows.push(...found.filter((row) => row.id !== null))
    cursor = found[0]?.last ?? cursor
    // The end of the log.
    if ((found[0]?.walked ?? 0) < window) {
      cursor = null
      break
    }
  }
  if (rows.length <= query.limit) return { rows, next: cursor }
  const page = rows.slice(0, query.limit)
  return { rows: page, next: page.at(-1)?.id ?? null }
}

/** May this person read entry `e`, which is about request `r` or about none? The requests' own rule, and what is about themselves. */
function mayRead(viewer: Viewer): Prisma.Sql {
  if (viewer.seesAll) return Prisma.sql`true`
  return Prisma.sql`((r.id IS NOT NULL AND ${visibleTo(viewer)}) OR countersign_entry_actor(e.body) = ${viewer.personId}
    OR strpos(e.body, ${`"person_id":"${viewer.personId}"`}) > 0)`
}

async function readLag(): Promise<AuditPage['lag']> {
  const [row] = await prisma().$queryRaw<{ entries: bigint; seconds: number }[]>`
    WITH head AS (SELECT coalesce(max(size), 0) AS size FROM log_checkpoints),
    uncovered AS (
      SELECT entry_id FROM log_pending UNION ALL SELECT entry_id FROM log_leaves WHERE "index" >= (SELECT size FROM head))
    SELECT count(*) AS entries,
           coalesce(greatest(0, extract(epoch FROM clock_timestamp() - (SELECT e.at FROM log_entries e WHERE e.id = min(uncovered.entry_id)))), 0)::float8 AS seconds
    FROM uncovered`
  return { entries: Number(row?.entries ?? 0), seconds: Math.round((row?.seconds ?? 0) * 10) / 10 }
}

function historyEntryOf(row: EntryRow, directory: Directory): HistoryEntry {
  const entry = readable(row)
  const language = sayingIn()
  const of = (id: string) => systemName(id, language) ?? nameOf(id, directory)
  const names: EntryNames = { actor: of(entry.actor.id), title: row.title, of }
  return {
    entry_id: row.id,
    index: row.index === null ? null : Number(row.index),
    at: row.at.toISOString(),
    type: entry.type,
    actor: { kind: entry.actor.kind, id: entry.actor.id, name: names.actor },
    ...explainEntry(entry.type, entry.facts, names, language),
    request_id: row.request_id,
  }
}

/** The entry that is in the tree, never the columns beside it. What cannot be read is shown as such; its proof will fail. */
function readable(row: EntryRow): {
  type: string
  actor: { kind: string; id: string }
  facts: ReturnType<typeof entryOf>['facts']
} {
  try {
    return entryOf(row)
  } catch {
    return { type: 'unreadable', actor: { kind: 'system', id: 'unknown' }, facts: {} }
  }
}
