import { limits } from '@/lib/core/limits'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'
import type { ItemRow } from './items'

/** Who looks: the teams they are in, the workflows they own or answer for, whether they see everything. */
export type Viewer = { personId: string; teamIds: string[]; overseenWorkflowIds: string[]; seesAll: boolean }

/** What a row of the list is made of, as this person sees it. */
function columnsFor({ personId }: Viewer): Prisma.Sql {
  return Prisma.sql`r.id, r.status, r.tier, r.level, r.binding_code, r.title, r.presentation::jsonb -> 'title_parts' AS title_parts, r.workflow_id, r.environment, r.action, r.resource,
  r.agent_id, r.sponsor_id, r.executor_id, r.principals, r.barred, r.signals, r.consent, r.quorum, r.reasons, r.resolution, r.created_at, r.expires_at, r.resolved_at,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('person_id', d.person_id, 'verb', d.verb, 'code', d.code) ORDER BY d.id), '[]') FROM decisions d WHERE d.request_id = r.id) AS votes,
  (SELECT jsonb_build_object('person_id', c.person_id, 'until', c.until) FROM request_claims c WHERE c.request_id = r.id AND c.until > now()) AS claim,
  (SELECT s.until FROM request_snoozes s WHERE s.request_id = r.id AND s.person_id = ${personId} AND s.until > now()) AS snoozed_until,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('from_id', h.from_id, 'to_id', h.to_id, 'reason', h.reason, 'at', h.created_at) ORDER BY h.id), '[]') FROM request_handovers h WHERE h.request_id = r.id) AS handovers,
  (SELECT count(*)::int FROM request_questions q WHERE q.request_id = r.id AND q.answer IS NULL) AS open_questions`
}

/** The condition that a person may see a request; the same question as core's `maySee`. */
export function visibleTo(viewer: Viewer): Prisma.Sql {
  if (viewer.seesAll) return Prisma.sql`true`
  return Prisma.sql`(r.approver_teams && ${viewer.teamIds}::text[] OR r.workflow_id = ANY(${viewer.overseenWorkflowIds}::text[]) OR r.sponsor_id = ${viewer.personId} OR ${viewer.personId} = ANY(r.principals))`
}

/** What the database can say of "I may decide"; core says it again per row. */
export function decidableBy(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`(r.approver_teams && ${viewer.teamIds}::text[] AND r.sponsor_id <> ${viewer.personId} AND NOT (${viewer.personId} = ANY(r.principals)) AND NOT (${viewer.personId} = ANY(r.barred))
    AND NOT EXISTS (SELECT 1 FROM agents a WHERE a.id = r.agent_id AND a.sponsor_id = ${viewer.personId})
    AND NOT EXISTS (SELECT 1 FROM executors x WHERE x.id = r.executor_id AND x.sponsor_id = ${viewer.personId})
    AND NOT EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = r.id AND d.person_id = ${viewer.personId})
    AND NOT EXISTS (SELECT 1 FROM request_handovers h WHERE h.request_id = r.id AND h.from_id = ${viewer.personId}))`
}

/** Put aside by this person, and not back yet. */
export function snoozedBy(viewer: Viewer): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT 1 FROM request_snoozes s WHERE s.request_id = r.id AND s.person_id = ${viewer.personId} AND s.until > now())`
}

/** Reads only the partial index of pending rows, so its cost does not grow with history. */
export const PENDING = Prisma.sql`r.status = 'pending' AND r.expires_at > now()`

export type PendingView = 'mine' | 'waiting' | 'snoozed'

/** `mine` = I may decide and have not put it aside; `snoozed` = I have; `waiting` = I see it and may not decide. */
export function inView(viewer: Viewer, view: PendingView, withSnoozed: boolean): Prisma.Sql {
  if (view === 'waiting') return Prisma.sql`${visibleTo(viewer)} AND NOT ${decidableBy(viewer)}`
  if (view === 'snoozed') return Prisma.sql`${decidableBy(viewer)} AND ${snoozedBy(viewer)}`
  return withSnoozed ? decidableBy(viewer) : Prisma.sql`${decidableBy(viewer)} AND NOT ${snoozedBy(viewer)}`
}

export type ListedRow = {
  id: string
  level: string
  quorum: number
  created_at: Date
  expires_at: Date
  workflow_id: string
  agent_id: string
  sponsor_id: string
  action: string
  /** Names of the params, where alike ones are looked for. */
  params: string | null
}

/**
 * The little that putting a whole inbox in order needs, the most urgent first (level, then time left, then id), at most
 * `inboxMax`; one more tells that there are more.
 */
export async function findListed(where: Prisma.Sql, alike: boolean): Promise<ListedRow[]> {
  const params = alike
    ? Prisma.sql`(SELECT coalesce(string_agg(k, ',' ORDER BY k), '') FROM jsonb_object_keys(r.params) AS k)`
    : Prisma.sql`NULL`
  return prisma().$queryRaw<ListedRow[]>`
    SELECT r.id, r.level, r.quorum, r.created_at, r.expires_at, r.workflow_id, r.agent_id, r.sponsor_id, r.action, ${params} AS params
    FROM requests r WHERE ${PENDING} AND ${where} ORDER BY r.level DESC, r.expires_at, r.id LIMIT ${limits.inboxMax + 1}`
}

/** Ids of what I may decide, the most urgent first: where a request stands among them. */
export async function findOrder(viewer: Viewer): Promise<string[]> {
  const rows = await prisma().$queryRaw<{ id: string }[]>`
    SELECT r.id FROM requests r WHERE ${PENDING} AND ${inView(viewer, 'mine', false)} ORDER BY r.level DESC, r.expires_at, r.id LIMIT ${limits.inboxMax}`
  return rows.map(({ id }) => id)
}

/** Whole rows by id, as far as the viewer may see them; in no order. */
export async function findRows(viewer: Viewer, ids: readonly string[]): Promise<ItemRow[]> {
  if (ids.length === 0) return []
  return prisma().$queryRaw<ItemRow[]>`
    SELECT ${columnsFor(viewer)} FROM requests r WHERE r.id = ANY(${[...ids]}::text[]) AND ${visibleTo(viewer)}`
}

/** One request as the inbox shows it, if the viewer may see it. */
export async function findItem(viewer: Viewer, id: string): Promise<ItemRow | null> {
  return (await findRows(viewer, [id]))[0] ?? null
}

/** All or ended requests, newest first. */
export async function findRecent(
  viewer: Viewer,
  ended: boolean,
  where: Prisma.Sql,
  after: { createdAt: Date; id: string } | null,
  limit: number,
): Promise<ItemRow[]> {
  const which = ended
    ? Prisma.sql`(r.status <> 'pending' OR r.expires_at <= now()) AND r.tier = 'approve'`
    : Prisma.sql`true`
  const from = after ? Prisma.sql`AND (r.created_at, r.id) < (${after.createdAt}, ${after.id})` : Prisma.empty
  return prisma().$queryRaw<ItemRow[]>`
    SELECT ${columnsFor(viewer)} FROM requests r WHERE ${which} AND ${visibleTo(viewer)} AND ${where} ${from}
    ORDER BY r.created_at DESC, r.id DESC LIMIT ${limit}`
}

/** True when any row of the view matches. */
export async function anyListed(where: Prisma.Sql): Promise<boolean> {
  const rows = await prisma().$queryRaw<
    { found: boolean }[]
  >`SELECT EXISTS (SELECT 1 FROM requests r WHERE ${PENDING} AND ${where}) AS found`
  return rows[0]?.found ?? false
}

export type Counts = {
  mine: number
  snoozed: number
  waiting: number
  due_soon: number
  decided_today: number
  grants: number
}

/** The numbers of the rail and the tabs, in one statement. */
export async function countInbox(viewer: Viewer): Promise<Counts> {
  const rows = await prisma().$queryRaw<Counts[]>`
    SELECT count(*) FILTER (WHERE decidable AND NOT snoozed)::int AS mine, count(*) FILTER (WHERE decidable AND snoozed)::int AS snoozed,
      count(*) FILTER (WHERE NOT decidable)::int AS waiting,
      count(*) FILTER (WHERE decidable AND NOT snoozed AND expires_at < now() + interval '10 minutes')::int AS due_soon,
      (SELECT count(*)::int FROM decisions d WHERE d.person_id = ${viewer.personId} AND d.decided_at >= date_trunc('day', now())) AS decided_today,
      (SELECT count(*)::int FROM grants g JOIN requests r ON r.id = g.request_id WHERE g.status IN ('issued', 'redeemed') AND (g.status = 'redeemed' OR g.expires_at > now()) AND ${visibleTo(viewer)}) AS grants
    FROM (SELECT r.expires_at, ${decidableBy(viewer)} AS decidable, ${snoozedBy(viewer)} AS snoozed FROM requests r WHERE ${PENDING} AND ${visibleTo(viewer)}) AS p`
  return rows[0] ?? { mine: 0, snoozed: 0, waiting: 0, due_soon: 0, decided_today: 0, grants: 0 }
}

/** How many of what I may decide each of these filters leaves, in one statement. */
export async function countSplits(viewer: Viewer, filters: readonly Prisma.Sql[]): Promise<number[]> {
  const counts = filters.map((filter) => Prisma.sql`count(*) FILTER (WHERE ${filter})::int`)
  const rows = await prisma().$queryRaw<{ counts: number[] }[]>`
    SELECT ARRAY[${Prisma.join(counts)}] AS counts FROM requests r WHERE ${PENDING} AND ${decidableBy(viewer)}`
  return rows[0]?.counts ?? filters.map(() => 0)
}

/** What occurs in what is pending and this person may see. */
export async function findOccurring(
  viewer: Viewer,
): Promise<{ workflow_id: string; agent_id: string; environment: string; action: string }[]> {
  return prisma().$queryRaw`
    SELECT r.workflow_id, r.agent_id, r.environment, r.action FROM requests r WHERE ${PENDING} AND ${visibleTo(viewer)} GROUP BY 1, 2, 3, 4 LIMIT 500`
}

/** Seconds from opening to deciding of a person's last fifty decisions: their median; null while there are fewer than five. */
export async function medianPace(personId: string): Promise<number | null> {
  const rows = await prisma().$queryRaw<{ median: number | null }[]>`
    SELECT CASE WHEN count(*) >= 5 THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) END AS median
    FROM (SELECT extract(epoch FROM d.decided_at - d.opened_at)::float8 AS seconds FROM decisions d
      WHERE d.person_id = ${personId} AND d.opened_at IS NOT NULL ORDER BY d.decided_at DESC LIMIT 50) AS last`
  return rows[0]?.median ?? null
}

/** Median seconds from opening to deciding of today's decisions; null when there are none. */
export async function medianToday(personId: string): Promise<number | null> {
  const rows = await prisma().$queryRaw<{ median: number | null }[]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - d.opened_at)::float8) AS median
    FROM decisions d WHERE d.person_id = ${personId} AND d.opened_at IS NOT NULL AND d.decided_at >= date_trunc('day', now())`
  return rows[0]?.median ?? null
}
