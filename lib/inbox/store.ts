import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import type { ItemRow } from './items'

/** Who looks: the teams they are in, the workflows they own, whether they see everything. */
export type Viewer = { personId: string; teamIds: string[]; ownedWorkflowIds: string[]; seesAll: boolean }

const columns = Prisma.sql`r.id, r.status, r.tier, r.level, r.binding_code, r.title, r.presentation::jsonb -> 'title_parts' AS title_parts, r.workflow_id, r.environment, r.action, r.resource,
  r.agent_id, r.sponsor_id, r.executor_id, r.principals, r.barred, r.signals, r.consent, r.quorum, r.reasons, r.created_at, r.expires_at, r.resolved_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('person_id', d.person_id, 'verb', d.verb, 'code', d.code) ORDER BY d.id), '[]') FROM decisions d WHERE d.request_id = r.id) AS votes`

/** The condition that a person may see a request; the same question as core's `maySee`. */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.seesAll) return Prisma.sql`true`
  return Prisma.sql`(r.approver_teams && ${viewer.teamIds}::text[] OR r.workflow_id = ANY(${viewer.ownedWorkflowIds}::text[]) OR r.sponsor_id = ${viewer.personId} OR ${viewer.personId} = ANY(r.principals))`
}

/** What the database can say of "I may decide"; core says it again per row. */
function decidableBy(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(r.approver_teams && ${viewer.teamIds}::text[] AND r.sponsor_id <> ${viewer.personId} AND NOT (${viewer.personId} = ANY(r.principals)) AND NOT (${viewer.personId} = ANY(r.barred))
    AND NOT EXISTS (SELECT 1 FROM agents a WHERE a.id = r.agent_id AND a.sponsor_id = ${viewer.personId})
    AND NOT EXISTS (SELECT 1 FROM executors x WHERE x.id = r.executor_id AND x.sponsor_id = ${viewer.personId})
    AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = r.id AND d.person_id = ${viewer.personId}))`
}

export type ListFilter = { workflowId: string | null; level: string | null; text: string | null; status: string | null }

function filtered(filter: ListFilter): Prisma.Sql {
  const parts = [Prisma.sql`true`]
  if (filter.workflowId) parts.push(Prisma.sql`r.workflow_id = ${filter.workflowId}`)
  if (filter.level) parts.push(Prisma.sql`r.level = ${filter.level}`)
  if (filter.status) parts.push(Prisma.sql`r.status = ${filter.status}`)
  if (filter.text) {
    const like = `%${filter.text.replace(/[\\%_]/g, '\\$&')}%`
    parts.push(
      Prisma.sql`(r.title ILIKE ${like} OR r.binding_code ILIKE ${like} OR r.id = ${filter.text} OR r.resource ILIKE ${like})`,
    )
  }
  return Prisma.join(parts, ' AND ')
}

/**
 * Pending requests, most urgent first (level, then time left, then id). `mine` = I may decide; otherwise those I see but
 * may not decide. Reads only the partial index of pending rows, so its cost does not grow with history.
 */
export async function findPending(
  viewer: Viewer,
  view: 'mine' | 'waiting',
  filter: ListFilter,
  after: { level: string; expiresAt: Date; id: string } | null,
  limit: number,
): Promise<ItemRow[]> {
  const who = view === 'mine' ? decidableBy(viewer) : Prisma.sql`${visibleTo(viewer)} AND NOT ${decidableBy(viewer)}`
  const from = after
    ? Prisma.sql`AND (r.level < ${after.level} OR (r.level = ${after.level} AND (r.expires_at, r.id) > (${after.expiresAt}, ${after.id})))`
    : Prisma.empty
  return prisma().$queryRaw<ItemRow[]>`
    SELECT ${columns} FROM requests r WHERE r.status = 'pending' AND r.expires_at > now() AND ${who} AND ${filtered(filter)} ${from}
    ORDER BY r.level DESC, r.expires_at, r.id LIMIT ${limit}`
}

/** All or ended requests, newest first. */
export async function findRecent(
  viewer: Viewer,
  ended: boolean,
  filter: ListFilter,
  after: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<ItemRow[]> {
  const which = ended
    ? Prisma.sql`(r.status <> 'pending' OR r.expires_at <= now()) AND r.tier = 'approve'`
    : Prisma.sql`true`
  const from = after ? Prisma.sql`AND (r.created_at, r.id) < (${after.createdAt}, ${after.id})` : Prisma.empty
  return prisma().$queryRaw<ItemRow[]>`
    SELECT ${columns} FROM requests r WHERE ${which} AND ${visibleTo(viewer)} AND ${filtered(filter)} ${from}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit}`
}

/** One request as the inbox shows it, if the viewer may see it. */
export async function findItem(viewer: Viewer, id: string): Promise<ItemRow | null> {
  const rows = await prisma().$queryRaw<
    ItemRow[]
  >`SELECT ${columns} FROM requests r WHERE r.id = ${id} AND ${visibleTo(viewer)}`
  return rows[0] ?? null
}

export type Counts = { mine: number; waiting: number; due_soon: number; decided_today: number; grants: number }

/** The numbers of the rail and the tabs, in one statement. */
export async function countInbox(viewer: Viewer): Promise<Counts> {
  const rows = await prisma().$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE ${decidableBy(viewer)})::int AS mine, count(*) FILTER (WHERE NOT ${decidableBy(viewer)})::int AS waiting,
      count(*) FILTER (WHERE ${decidableBy(viewer)} AND r.expires_at < now() + interval '10 minutes')::int AS due_soon,
      (SELECT count(*)::int FROM decisions d WHERE d.person_id = ${viewer.personId} AND d.decided_at >= date_trunc('day', now())) AS decided_today,
      (SELECT count(*)::int FROM grants g JOIN requests r ON r.id = g.request_id WHERE g.status IN ('issued', 'redeemed') AND (g.status = 'redeemed' OR g.expires_at > now()) AND ${visibleTo(viewer)}) AS grants
    FROM requests r WHERE r.status = 'pending' AND r.expires_at > now() AND ${visibleTo(viewer)}`
  return rows[0] ?? { mine: 0, waiting: 0, due_soon: 0, decided_today: 0, grants: 0 }
}

/** Pending requests per workflow, for the filter. */
export async function countByWorkflow(viewer: Viewer): Promise<{ workflow_id: string; count: number }[]> {
  return prisma()
    .$queryRaw`SELECT r.workflow_id, count(*)::int AS count FROM requests r WHERE r.status = 'pending' AND r.expires_at > now() AND ${visibleTo(viewer)} GROUP BY 1`
}
