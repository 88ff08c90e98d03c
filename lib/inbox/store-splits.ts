import type { Grouping, Sorting } from '@/lib/core/inbox/group'
import { limits } from '@/lib/core/limits'
import { prisma } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

export type StoredSplit = {
  id: string
  personId: string
  position: number
  title: string
  query: string
  grouping: Grouping
  sorting: Sorting
  teamId: string | null
}

/** One change of a person's splits at a time, so that places are given out in order. */
export async function lockSplits(tx: Tx, personId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.splits.' || ${personId}, 0))`
}

/** Puts it last; false when all twelve places are taken. */
export async function insertSplit(tx: Tx, split: Omit<StoredSplit, 'position'>): Promise<boolean> {
  const made = await tx.$executeRaw`
    INSERT INTO inbox_splits (id, person_id, position, title, query, "grouping", sorting, team_id)
    SELECT ${split.id}, ${split.personId}, count(*)::int, ${split.title}, ${split.query}, ${split.grouping}, ${split.sorting}, ${split.teamId}
    FROM inbox_splits WHERE person_id = ${split.personId} HAVING count(*) < ${limits.splitsMax}`
  return made === 1
}

/** Changes a person's own; false when it is not theirs or not there. */
export async function updateSplit(tx: Tx, split: Omit<StoredSplit, 'position'>): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE inbox_splits SET title = ${split.title}, query = ${split.query}, "grouping" = ${split.grouping}, sorting = ${split.sorting}, team_id = ${split.teamId}
    WHERE id = ${split.id} AND person_id = ${split.personId}`
  return changed === 1
}

/** Takes a person's own away and closes the gap; false when it is not theirs or not there. */
export async function deleteSplit(tx: Tx, personId: string, id: string): Promise<boolean> {
  const gone = await tx.$executeRaw`DELETE FROM inbox_splits WHERE id = ${id} AND person_id = ${personId}`
  if (gone === 0) return false
  await tx.$executeRaw`
    UPDATE inbox_splits s SET position = o.place FROM
      (SELECT id, row_number() OVER (ORDER BY position)::int - 1 AS place FROM inbox_splits WHERE person_id = ${personId}) AS o
    WHERE s.id = o.id`
  return true
}

/** Puts all of a person's splits in this order, in one statement. */
export async function placeSplits(tx: Tx, personId: string, ids: readonly string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE inbox_splits s SET position = o.place - 1 FROM unnest(${[...ids]}::text[]) WITH ORDINALITY AS o(id, place)
    WHERE s.id = o.id AND s.person_id = ${personId}`
}

/** A person's own, in their order. */
export async function ownSplitIds(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.inboxSplit.findMany({
    where: { personId },
    orderBy: { position: 'asc' },
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

/** A person's own in their order, then what others share with these teams, by owner and place; at most so many of those. */
export async function findSplits(personId: string, teamIds: readonly string[]): Promise<StoredSplit[]> {
  const own = await prisma().inboxSplit.findMany({ where: { personId }, orderBy: { position: 'asc' } })
  const shared = await prisma().inboxSplit.findMany({
    where: { personId: { not: personId }, teamId: { in: [...teamIds] } },
    orderBy: [{ personId: 'asc' }, { position: 'asc' }],
    take: limits.splitsMax,
  })
  return [...own, ...shared].map((row) => ({
    ...row,
    grouping: row.grouping as Grouping,
    sorting: row.sorting as Sorting,
  }))
}
