import type { Json } from '@/lib/core/canonical/json'
import type { Rota } from '@/lib/core/rota/rota'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** A rota as the statement below gives it: instants are texts. */
type RotaJson = Omit<Rota, 'overrides'> & { overrides: { id: string; personId: string; from: string; until: string }[] }

/** The rotas of these teams by team, as one JSON value: for statements that read more besides. Null when there is none. */
export function rotasSql(teamIds: readonly string[], now: Prisma.Sql): Prisma.Sql {
  // What is still ahead or under way; of holidays with a day's room, because one lasts longer west of here.
  return Prisma.sql`(
    SELECT jsonb_object_agg(r.team_id, jsonb_build_object('timeZone', r.time_zone, 'handoverMinute', r.handover_minute, 'turnDays', r.turn_days, 'startsOn', r.starts_on::text, 'order', r.people,
      'overrides', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'personId', o.person_id, 'from', o.starts_at, 'until', o.ends_at) ORDER BY o.starts_at), '[]')
        FROM rota_overrides o WHERE o.team_id = r.team_id AND o.ends_at > ${now}),
      'holidays', (SELECT coalesce(jsonb_agg(jsonb_build_object('day', h.day::text, 'title', h.title) ORDER BY h.day), '[]')
        FROM rota_holidays h WHERE h.team_id = r.team_id AND h.day >= (${now} AT TIME ZONE 'UTC')::date - 2)))
    FROM rotas r WHERE r.team_id = ANY(${[...teamIds]}::text[]))`
}

/** What `rotasSql` gave. */
export function readRotas(json: Json | undefined): Map<string, Rota> {
  const rotas = Object.entries((json ?? {}) as unknown as { [teamId: string]: RotaJson })
  return new Map(
    rotas.map(([teamId, rota]) => [
      teamId,
      {
        ...rota,
        overrides: rota.overrides.map((row) => ({ ...row, from: new Date(row.from), until: new Date(row.until) })),
      },
    ]),
  )
}

/** The rotas of these teams, by team; teams without one are left out. */
export async function findRotas(db: Db, teamIds: readonly string[], now: Date): Promise<Map<string, Rota>> {
  if (teamIds.length === 0) return new Map()
  const [row] = await db.$queryRaw<{ rotas: Json }[]>`
    SELECT ${rotasSql(teamIds, Prisma.sql`${now}::timestamptz`)} AS rotas`
  return readRotas(row?.rotas)
}

/** Only one at a time changes what belongs to a team; false when there is no such team. */
export async function lockTeam(tx: Tx, id: string): Promise<boolean> {
  return (await tx.$queryRaw<unknown[]>`SELECT 1 FROM teams WHERE id = ${id} FOR NO KEY UPDATE`).length === 1
}

/** The order and the turns; overrides and holidays stay. */
export async function writeRota(
  tx: Tx,
  teamId: string,
  rota: Pick<Rota, 'timeZone' | 'handoverMinute' | 'turnDays' | 'startsOn' | 'order'>,
): Promise<void> {
  const row = {
    timeZone: rota.timeZone,
    handoverMinute: rota.handoverMinute,
    turnDays: rota.turnDays,
    startsOn: new Date(`${rota.startsOn}T00:00:00Z`),
    people: [...rota.order],
  }
  await tx.rota.upsert({ where: { teamId }, create: { teamId, ...row }, update: row })
}

/** The team has no rota any more: no overrides and no holidays either. */
export async function deleteRota(tx: Tx, teamId: string): Promise<void> {
  await tx.rota.delete({ where: { teamId } })
}

/** Under the team's lock. The database refuses two at once. */
export async function insertOverride(
  tx: Tx,
  row: { id: string; teamId: string; personId: string; startsAt: Date; endsAt: Date },
): Promise<void> {
  await tx.rotaOverride.create({ data: row })
}

/** Takes an override out again; null when the team has none of that id. */
export async function deleteOverride(
  tx: Tx,
  teamId: string,
  id: string,
): Promise<{ personId: string; startsAt: Date; endsAt: Date } | null> {
  const row = await tx.rotaOverride.findFirst({ where: { id, teamId } })
  if (row) await tx.rotaOverride.delete({ where: { id } })
  return row
}

/** A holiday, or another title for one. */
export async function writeHoliday(tx: Tx, teamId: string, day: string, title: string): Promise<void> {
  const at = new Date(`${day}T00:00:00Z`)
  await tx.rotaHoliday.upsert({
    where: { teamId_day: { teamId, day: at } },
    create: { teamId, day: at, title },
    update: { title },
  })
}

/** The day is no holiday any more; false when it was none. */
export async function deleteHoliday(tx: Tx, teamId: string, day: string): Promise<boolean> {
  const { count } = await tx.rotaHoliday.deleteMany({ where: { teamId, day: new Date(`${day}T00:00:00Z`) } })
  return count === 1
}
