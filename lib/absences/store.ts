import type { Absence } from '@/lib/core/absence/absence'
import type { Json } from '@/lib/core/canonical/json'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

type Row = {
  id: string
  personId: string
  delegateId: string | null
  startsAt: Date
  endsAt: Date
  endedAt: Date | null
}

function absenceOf(row: Row): Absence {
  const until = row.endedAt !== null && row.endedAt < row.endsAt ? row.endedAt : row.endsAt
  return { id: row.id, personId: row.personId, delegateId: row.delegateId, from: row.startsAt, until }
}

/** Everybody's absences that are not over before `from` and begin before `until`, as one JSON value: for statements that read more besides. */
export function absencesSql(from: Prisma.Sql, until: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(
    SELECT coalesce(jsonb_agg(jsonb_build_array(id, person_id, delegate_id, starts_at, least(ends_at, ended_at)) ORDER BY starts_at), '[]')
    FROM absences WHERE starts_at < ${until} AND ends_at > ${from} AND (ended_at IS NULL OR ended_at > ${from}))`
}

/** What `absencesSql` gave. */
export function readAbsences(json: Json | undefined): Absence[] {
  return ((json ?? []) as [string, string, string | null, string, string][]).map(
    ([id, personId, delegateId, from, until]) => ({
      id,
      personId,
      delegateId,
      from: new Date(from),
      until: new Date(until),
    }),
  )
}

/** The same by themselves. */
export async function findAbsences(db: Db, from: Date, until: Date): Promise<Absence[]> {
  const [row] = await db.$queryRaw<{ absences: Json }[]>`
    SELECT ${absencesSql(Prisma.sql`${from}::timestamptz`, Prisma.sql`${until}::timestamptz`)} AS absences`
  return readAbsences(row?.absences)
}

/** One person's absences that are not over. */
export async function findAbsencesOf(db: Db, personId: string, now: Date): Promise<Absence[]> {
  const rows = await db.absence.findMany({
    where: { personId, endsAt: { gt: now }, endedAt: null },
    orderBy: { startsAt: 'asc' },
  })
  return rows.map(absenceOf)
}

/** Only one at a time changes what a person said of their absences. */
export async function lockAbsencesOf(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.absences.' || ${personId}, 0))`
}

/** Under the person's lock. The database refuses two at once. */
export async function insertAbsence(
  tx: Tx,
  row: { id: string; personId: string; delegateId: string | null; startsAt: Date; endsAt: Date },
): Promise<void> {
  await tx.absence.create({ data: row })
}

/** Ends a person's own absence before its time; null when there is none that is not over. One conditional statement. */
export async function endAbsenceRow(
  tx: Tx,
  of: { id: string; personId: string },
): Promise<{ delegateId: string | null; startsAt: Date; endsAt: Date; endedAt: Date } | null> {
  const rows = await tx.$queryRaw<{ delegateId: string | null; startsAt: Date; endsAt: Date; endedAt: Date }[]>`
    UPDATE absences SET ended_at = clock_timestamp()
    WHERE id = ${of.id} AND person_id = ${of.personId} AND ended_at IS NULL AND ends_at > clock_timestamp()
    RETURNING delegate_id AS "delegateId", starts_at AS "startsAt", ends_at AS "endsAt", ended_at AS "endedAt"`
  return rows[0] ?? null
}
