import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** What people are told of, and which of the two lists of teams decides which chats hear it. */
export type Telling =
  | {
      readonly event: 'asked' | `reminded:${string}`
      readonly requestId: string
      readonly level: 'T1' | 'T2' | 'T3'
      /** Ids of the teams that the request asks. */
      readonly teams: readonly string[]
    }
  | { readonly event: 'notice'; readonly noticeId: string }

/**
 * Tells people, in the caller's transaction, by every channel that each of them wants for it: one row a message, and the job
 * that sends them. The same event of the same thing is never told twice to the same recipient. Gives how many messages it makes.
 */
export async function tell(tx: Tx, people: readonly string[], telling: Telling): Promise<number> {
  const rows =
    telling.event === 'notice'
      ? await tx.$queryRaw<{ told: number }[]>`
          SELECT countersign_tell(${[...people]}::text[], 'notice', 'notice', ${telling.noticeId}) AS told`
      : await tx.$queryRaw<{ told: number }[]>`
          SELECT countersign_tell(${[...people]}::text[], ${telling.event}, ${telling.level}, ${telling.requestId}, ${[...telling.teams]}::text[]) AS told`
  return rows[0]?.told ?? 0
}

/** The same as a value of the statement that inserts the request, whose part `req` returns its id. */
export function tellSql(
  calls: readonly { event: string; people: readonly string[] }[],
  { about, teams }: { about: string; teams: readonly string[] },
): Prisma.Sql {
  return Prisma.sql`(
    SELECT sum(countersign_tell(c.people, c.event, ${about}, req.id, ${[...teams]}::text[]))::int
    FROM req, jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) AS c(people text[], event text))`
}

/** The same for notices, each to its own person, in one statement. */
export async function tellNotices(tx: Tx, notices: readonly { personId: string; id: string }[]): Promise<void> {
  if (notices.length === 0) return
  await tx.$queryRaw`
    SELECT countersign_tell(ARRAY[n.person_id], 'notice', 'notice', n.id) AS told
    FROM unnest(${notices.map(({ personId }) => personId)}::text[], ${notices.map(({ id }) => id)}::text[]) AS n(person_id, id)`
}
