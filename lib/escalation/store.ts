import { absencesSql, readAbsences } from '@/lib/absences/store'
import type { Absence } from '@/lib/core/absence/absence'
import type { Consent } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import type { EscalationStep, LadderStep } from '@/lib/core/escalation/ladder'
import type { Note } from '@/lib/core/escalation/told'
import type { Level } from '@/lib/core/presentation/presentation'
import type { Rota } from '@/lib/core/rota/rota'
import { restingSql } from '@/lib/guard/store'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { readRotas, rotasSql } from '@/lib/rota/store'
import { Prisma } from '@/prisma/generated/client'

export type DueRequest = {
  id: string
  workflowId: string
  /** Its slug. */
  workflow: string
  agentId: string
  sponsorId: string
  executorId: string
  principals: string[]
  barred: string[]
  consent: Consent
  /** Ids of the teams that are asked. */
  approverTeams: string[]
  title: string
  level: Level
  createdAt: Date
  expiresAt: Date
  step: LadderStep
  nextAt: Date
}

/**
 * Locks up to `limit` pending requests whose next step is due, by the database's clock. Request and timer are both locked with
 * SKIP LOCKED: what somebody is deciding on is left for the next run, and of two workers each takes a step of its own. NO KEY,
 * as for a decision.
 */
export function lockDue(tx: Tx, limit: number): Promise<DueRequest[]> {
  return tx.$queryRaw<DueRequest[]>`
    SELECT r.id, r.workflow_id AS "workflowId", w.slug AS workflow, r.agent_id AS "agentId", r.sponsor_id AS "sponsorId",
      r.executor_id AS "executorId", r.principals, r.barred, r.consent, r.approver_teams AS "approverTeams", r.title, r.level, r.created_at AS "createdAt",
      r.expires_at AS "expiresAt", e.step, e.next_at AS "nextAt"
    FROM escalations e JOIN requests r ON r.id = e.request_id JOIN workflows w ON w.id = r.workflow_id
    WHERE e.next_at <= clock_timestamp() AND r.status = 'pending' AND r.expires_at > clock_timestamp()
    ORDER BY e.next_at, e.request_id LIMIT ${limit} FOR NO KEY UPDATE OF r, e SKIP LOCKED`
}

/** Who is on call for these teams, who is away and in whose place others approve, all at one instant of the database's clock. */
export async function findMoment(
  tx: Tx,
  teamIds: readonly string[],
): Promise<{ now: Date; rotas: Map<string, Rota>; absences: Absence[]; resting: Set<string> }> {
  const at = Prisma.sql`moment.now`
  const [row] = await tx.$queryRaw<{ now: Date; rotas: Json; absences: Json; resting: string[] }[]>`
    WITH moment AS MATERIALIZED (SELECT date_trunc('milliseconds', clock_timestamp()) AS now)
    SELECT now, ${rotasSql(teamIds, at)} AS rotas, ${absencesSql(at, Prisma.sql`moment.now + interval '1 millisecond'`)} AS absences, ${restingSql()} AS resting FROM moment`
  if (!row) throw new Error('the statement of the moment returned nothing')
  return {
    now: row.now,
    rotas: readRotas(row.rotas),
    absences: readAbsences(row.absences),
    resting: new Set(row.resting),
  }
}

/**
 * Who is told first and the timer of the next step, as parts of the statement that inserts the request: they follow a part
 * named `req` that returns its id.
 */
export function ladderSql(
  first: { id: string; people: readonly string[]; notes: readonly Note[] },
  next: { step: LadderStep; at: Date } | null,
): Prisma.Sql {
  const timer = next
    ? Prisma.sql`, timer AS (INSERT INTO escalations (request_id, step, next_at) SELECT req.id, ${next.step}, ${next.at}::timestamptz FROM req)`
    : Prisma.empty
  return Prisma.sql`, first_step AS (
      INSERT INTO escalation_steps (id, request_id, step, people, notes)
      SELECT ${first.id}, req.id, 'first', ${[...first.people]}::text[], ${JSON.stringify(first.notes)}::jsonb FROM req)${timer}`
}

/** What comes next for a request, and when; `done` when nothing does. */
export async function moveTimer(
  tx: Tx,
  requestId: string,
  to: { step: LadderStep | 'done'; nextAt: Date | null },
): Promise<void> {
  await tx.escalation.update({ where: { requestId }, data: to })
}

/** Writes down that a step was taken; the database refuses a second time. */
export async function insertStep(
  tx: Tx,
  step: { id: string; requestId: string; step: EscalationStep; people: readonly string[]; notes: readonly Note[] },
): Promise<void> {
  await tx.escalationStep.create({ data: { ...step, people: [...step.people], notes: [...step.notes] } })
}

export type StoredStep = { requestId: string; step: EscalationStep; people: string[]; notes: Note[]; at: Date }

/** The steps that were taken for these requests, in order. */
export async function findSteps(db: Db, requestIds: readonly string[]): Promise<StoredStep[]> {
  const rows = await db.escalationStep.findMany({
    where: { requestId: { in: [...requestIds] } },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    requestId: row.requestId,
    step: row.step as EscalationStep,
    people: row.people,
    notes: row.notes as Note[],
    at: row.at,
  }))
}

/** The timer of a request; null when nothing comes any more. */
export async function findTimer(db: Db, requestId: string): Promise<{ step: LadderStep; nextAt: Date } | null> {
  const row = await db.escalation.findUnique({ where: { requestId } })
  return row?.nextAt ? { step: row.step as LadderStep, nextAt: row.nextAt } : null
}

/** Who has decided each of these requests, and who has handed it over; read under the requests' locks. */
export async function findOut(
  tx: Tx,
  requestIds: readonly string[],
): Promise<{ decided: Map<string, Set<string>>; handedOver: Map<string, string[]> }> {
  const ids = [...requestIds]
  const votes = await tx.decision.findMany({
    where: { requestId: { in: ids } },
    select: { requestId: true, personId: true },
  })
  const handovers = await tx.requestHandover.findMany({
    where: { requestId: { in: ids } },
    select: { requestId: true, fromId: true },
  })
  const decided = new Map<string, Set<string>>()
  for (const { requestId, personId } of votes)
    decided.set(requestId, (decided.get(requestId) ?? new Set()).add(personId))
  const handedOver = new Map<string, string[]>()
  for (const { requestId, fromId } of handovers)
    handedOver.set(requestId, [...(handedOver.get(requestId) ?? []), fromId])
  return { decided, handedOver }
}
