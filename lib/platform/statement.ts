import { Prisma } from '@/prisma/generated/client'
import { connectionPool, type Db, prisma, statementName } from './prisma'

/** The database could not be reached, or left in the middle; whether the statement took effect is not known. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost'
  /** SQLSTATE connection_failure, which the edge reads as an outage. */
  readonly code = '08006'
}

/**
 * Runs a statement of a hot path, written with `Prisma.sql`. Outside of a transaction it is prepared once per connection
 * and goes past the client, because for a statement of our size parsing and planning cost as much as running it; inside of
 * one it goes through the client's connection, as everything there must. The texts that are run this way are few: what
 * varies is in the values.
 *
 * Errors are those of the driver, with their SQLSTATE as `code`; ConnectionLost when there is none.
 */
export async function runStatement<R extends object>(db: Db, sql: Prisma.Sql): Promise<R[]> {
  if (db !== prisma()) return db.$queryRaw<R[]>(sql)
  const { text, values } = sql
  try {
    const { rows } = await connectionPool().query<R>({ name: statementName(text), text, values })
    return rows
  } catch (error) {
    if (typeof error === 'object' && error !== null && typeof Reflect.get(error, 'code') === 'string') throw error
    throw new ConnectionLost('a statement had no answer', { cause: error })
  }
}

/**
 * Rows as the arguments of `unnest`, a column each, for statements that take many rows: of all ways to hand them over the one
 * that costs the database least. Everything is text; the statement says what it is. Each argument is a query of its own, because
 * a planner that knows how many rows there are plans again for each number of them.
 */
export function columnsOf(rows: readonly (readonly (string | null)[])[]): Prisma.Sql {
  const column = (at: number) => rows.map((row) => row[at] ?? null)
  return Prisma.join(Array.from(rows[0] ?? [], (_, at) => Prisma.sql`(SELECT ${column(at)}::text[])`))
}

/** Texts as one text that PostgreSQL reads as an array of them (its manual, 8.15.2). */
export function arrayText(values: readonly string[]): string {
  return `{${values.map((value) => `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`).join(',')}}`
}
