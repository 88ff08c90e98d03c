import { currentDirectory, now } from '@/lib/directory/current'
import { itemOf } from './items'
import type { InboxPage, InboxQuery } from './schema'
import { type Counts, countByWorkflow, countInbox, findPending, findRecent, type ListFilter } from './store'
import { viewerOf } from './viewer'

/** A page of the inbox, or of all requests. Unknown workflows in the filter match nothing. */
export async function readInbox(
  personId: string,
  query: InboxQuery & { status?: string | undefined },
): Promise<InboxPage> {
  const directory = await currentDirectory()
  const viewer = viewerOf(personId, directory)
  const filter: ListFilter = {
    workflowId: query.workflow ? (directory.workflowIdBySlug.get(query.workflow) ?? 'none') : null,
    level: query.level ?? null,
    text: query.q?.trim() || null,
    status: query.status ?? null,
  }
  const cursor = readCursor(query.cursor)
  const pending = query.view === 'mine' || query.view === 'waiting'
  const [rows, counts, byWorkflow, at] = await Promise.all([
    query.view === 'mine' || query.view === 'waiting'
      ? findPending(
          viewer,
          query.view,
          filter,
          cursor ? { level: cursor.level, expiresAt: cursor.at, id: cursor.id } : null,
          query.limit + 1,
        )
      : findRecent(
          viewer,
          query.view === 'ended',
          filter,
          cursor ? { createdAt: cursor.at, id: cursor.id } : null,
          query.limit + 1,
        ),
    countInbox(viewer),
    countByWorkflow(viewer),
    now(),
  ])
  const page = rows.slice(0, query.limit)
  const last = rows.length > query.limit ? page.at(-1) : undefined
  return {
    items: page.map((row) => itemOf(row, personId, directory, at)),
    next_cursor: last
      ? writeCursor({ level: last.level, at: pending ? last.expires_at : last.created_at, id: last.id })
      : null,
    counts: {
      mine: counts.mine,
      waiting: counts.waiting,
      due_soon: counts.due_soon,
      decided_today: counts.decided_today,
    },
    workflows: byWorkflow.flatMap(({ workflow_id, count }) => {
      const workflow = directory.workflows.get(workflow_id)
      return workflow ? [{ slug: workflow.slug, title: workflow.title, count }] : []
    }),
    server_now: at.toISOString(),
  }
}

/** The counts of the navigation. */
export async function readCounts(personId: string): Promise<Counts> {
  return countInbox(viewerOf(personId, await currentDirectory()))
}

type Cursor = { level: string; at: Date; id: string }

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.level, cursor.at.getTime(), cursor.id])).toString('base64url')
}

/** A cursor that we did not write starts at the beginning: it only ever narrows what the viewer may see anyway. */
function readCursor(text: string | undefined): Cursor | null {
  if (!text) return null
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (!Array.isArray(value)) return null
    const [level, at, id] = value
    return typeof level === 'string' &&
      typeof at === 'number' &&
      Number.isSafeInteger(at) &&
      Math.abs(at) < 8e15 &&
      typeof id === 'string'
      ? { level, at: new Date(at), id }
      : null
  } catch {
    return null
  }
}
