import type { Directory } from '@/lib/core/directory'
import { groupListed, type Listed, type ListedGroup } from '@/lib/core/inbox/group'
import { willExpire } from '@/lib/core/inbox/pace'
import { parseQuery, type Term, termsOf } from '@/lib/core/inbox/query'
import { type InboxWords, inboxWords } from '@/lib/core/inbox/words'
import { limits } from '@/lib/core/limits'
import type { Level } from '@/lib/core/presentation/presentation'
import { currentDirectory, now } from '@/lib/directory/current'
import { sayingIn } from '@/lib/platform/spoken-language'
import { Prisma } from '@/prisma/generated/client'
import { itemOf } from './items'
import type { InboxItem, InboxPage, InboxQuery, InboxRows, RequestsPage, RequestsQuery } from './schema'
import {
  anyListed,
  type Counts,
  countInbox,
  findListed,
  findRecent,
  findRows,
  inView,
  type ListedRow,
  medianPace,
  medianToday,
  type Viewer,
} from './store'
import { asksForSnoozed, filterSql } from './store-filter'
import { viewerOf } from './viewer'

/** Ended requests that the inbox looks back on; older ones are under all requests. */
const ENDED_MAX = 200

/** The inbox of one person in one view: the order of all of it, and the first rows whole. */
export async function readInbox(personId: string, query: InboxQuery): Promise<InboxPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const tokens = parseQuery(query.q)
  const terms = termsOf(tokens)
  const at = await now()
  const [list, counts, today, usual] = await Promise.all([
    query.view === 'ended'
      ? readEnded(viewer, directory, terms, at, query.limit)
      : readPending(viewer, directory, { ...query, view: query.view }, terms, at),
    countInbox(viewer),
    medianToday(personId),
    medianPace(personId),
  ])
  const { groups, items, late } = list
  const total = groups.reduce((sum, group) => sum + group.ids.length, 0)
  return {
    groups,
    total,
    truncated: list.truncated,
    items,
    blame: total === 0 && terms.length > 0 ? await blame(viewer, directory, query, tokens) : null,
    counts: {
      mine: counts.mine,
      snoozed: counts.snoozed,
      waiting: counts.waiting,
      due_soon: counts.due_soon,
      decided_today: counts.decided_today,
    },
    pace: { today_seconds: today, usual_seconds: usual, late: usual === null ? 0 : late(usual) },
    server_now: at.toISOString(),
  }
}

type List = {
  groups: ListedGroup[]
  items: InboxItem[]
  truncated: boolean
  late: (secondsEach: number) => number
}

async function readPending(
  viewer: Viewer,
  directory: Directory,
  query: InboxQuery & { view: 'mine' | 'snoozed' | 'waiting' },
  terms: readonly Term[],
  at: Date,
): Promise<List> {
  const where = Prisma.sql`${inView(viewer, query.view, asksForSnoozed(terms))} AND ${filterSql(terms, { viewer, directory })}`
  const found = await findListed(where, query.group === 'similar')
  const rows = found.slice(0, limits.inboxMax)
  const words = inboxWords[sayingIn()]
  const listed = groupListed(
    rows.map((row) => listedOf(row, directory)),
    query.group,
    query.sort,
    at.getTime(),
    words,
  )
  const groups = query.group === 'similar' ? distinct(listed, words) : listed
  const first = groups.flatMap((group) => group.ids).slice(0, query.limit)
  const items = inOrder(first, await findRows(viewer, first), viewer, directory, at)
  const left = rows.map((row) => row.expires_at.getTime() - at.getTime())
  return {
    groups,
    items,
    truncated: found.length > rows.length,
    late: (secondsEach) => (query.view === 'mine' && rows.length > 1 ? willExpire(left, secondsEach) : 0),
  }
}

async function readEnded(
  viewer: Viewer,
  directory: Directory,
  terms: readonly Term[],
  at: Date,
  limit: number,
): Promise<List> {
  const rows = await findRecent(viewer, true, filterSql(terms, { viewer, directory }), null, ENDED_MAX)
  const items = rows
    .map((row) => itemOf(row, viewer.personId, directory, at))
    .sort((a, b) => (b.ended?.at ?? '').localeCompare(a.ended?.at ?? '') || a.id.localeCompare(b.id))
  const [newest] = items
  return {
    groups: newest
      ? [{ key: 'ended', level: newest.level, quorum: null, words: '', ids: items.map((item) => item.id) }]
      : [],
    items: items.slice(0, limit),
    truncated: false,
    late: () => 0,
  }
}

/** Rows that came into view, or that have changed. */
export async function readRows(personId: string, ids: readonly string[]): Promise<InboxRows> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const at = await now()
  return { items: inOrder(ids, await findRows(viewer, ids), viewer, directory, at), server_now: at.toISOString() }
}

/** A page of all requests, newest first. */
export async function readRequests(personId: string, query: RequestsQuery): Promise<RequestsPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const where = filterSql(termsOf(parseQuery(query.q)), { viewer, directory })
  const [rows, at] = await Promise.all([
    findRecent(viewer, false, where, readCursor(query.cursor), query.limit + 1),
    now(),
  ])
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => itemOf(row, personId, directory, at)),
    next_cursor: last ? writeCursor({ createdAt: last.created_at, id: last.id }) : null,
    server_now: at.toISOString(),
  }
}

/** The counts of the navigation. */
export async function readCounts(personId: string): Promise<Counts> {
  return countInbox(viewerOf(personId, await currentDirectory()))
}

/** The first part of the query without which something would be left. */
async function blame(
  viewer: Viewer,
  directory: Directory,
  query: InboxQuery,
  tokens: ReturnType<typeof parseQuery>,
): Promise<string | null> {
  const meant = tokens.filter((token) => token.term !== null)
  for (const token of meant) {
    const terms = termsOf(meant.filter((other) => other !== token))
    const filter = filterSql(terms, { viewer, directory })
    const left =
      query.view === 'ended'
        ? (await findRecent(viewer, true, filter, null, 1)).length > 0
        : await anyListed(Prisma.sql`${inView(viewer, query.view, asksForSnoozed(terms))} AND ${filter}`)
    if (left) return token.raw
  }
  return meant[0]?.raw ?? null
}

/** Alike ones that have the same title and other params say which. */
function distinct(groups: ListedGroup[], words: InboxWords): ListedGroup[] {
  const params = (group: ListedGroup) => group.key.split(' ')[2]?.replaceAll(',', ', ') ?? ''
  return groups.map((group) =>
    group.words !== '' && groups.some((other) => other !== group && other.words === group.words)
      ? { ...group, words: words.with(group.words, params(group)) }
      : group,
  )
}

function listedOf(row: ListedRow, directory: Directory): Listed {
  const workflow = directory.workflows.get(row.workflow_id)
  return {
    id: row.id,
    level: row.level as Level,
    quorum: row.quorum,
    createdAt: row.created_at.getTime(),
    expiresAt: row.expires_at.getTime(),
    workflow: workflow?.title ?? row.workflow_id,
    agent: directory.agents.get(row.agent_id)?.slug ?? row.agent_id,
    sponsor: directory.people.get(row.sponsor_id)?.name ?? row.sponsor_id,
    template: `${row.workflow_id} ${row.action} ${row.params ?? ''}`,
    templateTitle: workflow?.actionTypes.get(row.action)?.title ?? row.action,
  }
}

function inOrder(
  ids: readonly string[],
  rows: Awaited<ReturnType<typeof findRows>>,
  viewer: Viewer,
  directory: Directory,
  at: Date,
): InboxItem[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [itemOf(row, viewer.personId, directory, at)] : []
  })
}

type Cursor = { createdAt: Date; id: string }

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.createdAt.getTime(), cursor.id])).toString('base64url')
}

/** A cursor that we did not write starts at the beginning: it only ever narrows what the viewer may see anyway. */
function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return null
    const [at, id] = value
    return typeof at === 'number' && Number.isSafeInteger(at) && Math.abs(at) < 8e15 && typeof id === 'string'
      ? { createdAt: new Date(at), id }
      : null
  } catch {
    return null
  }
}
