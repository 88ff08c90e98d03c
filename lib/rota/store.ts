import type { Rota } from '@/lib/core/rota/rota'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import type { Prisma } from '@/prisma/generated/client'

/** What is still ahead or under way; with a day's room, because a holiday lasts longer west of here. */
const parts = (now: Date) =>
  ({
    overrides: { where: { endsAt: { gt: now } }, orderBy: { startsAt: 'asc' } },
    holidays: { where: { day: { gte: new Date(now.getTime() - 2 * 86_400_000) } }, orderBy: { day: 'asc' } },
  }) satisfies Prisma.RotaInclude
type Row = Prisma.RotaGetPayload<{ include: ReturnType<typeof parts> }>

/** The rotas of these teams, by team; teams without one are left out. */
export async function findRotas(db: Db, teamIds: readonly string[], now: Date): Promise<Map<string, Rota>> {
  if (teamIds.length === 0) return new Map()
  const rows = await db.rota.findMany({ where: { teamId: { in: [...teamIds] } }, include: parts(now) })
  return new Map(rows.map((row) => [row.teamId, rotaOf(row)]))
}

function rotaOf(row: Row): Rota {
  return {
    timeZone: row.timeZone,
    handoverMinute: row.handoverMinute,
    turnDays: row.turnDays,
    startsOn: row.startsOn.toISOString().slice(0, 10),
    order: row.people,
    overrides: row.overrides.map(({ id, personId, startsAt, endsAt }) => ({
      id,
      personId,
      from: startsAt,
      until: endsAt,
    })),
    holidays: row.holidays.map(({ day, title }) => ({ day: day.toISOString().slice(0, 10), title })),
  }
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
