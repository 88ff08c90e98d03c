import type { Prisma } from '@/prisma/generated/client'
import { env } from './env'
import { once } from './once'
import { connectionPool, type Db, prisma } from './prisma'

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
    const { rows } = await connectionPool().query<R>({ ...nameOf(text), text, values })
    return rows
  } catch (error) {
    if (typeof error === 'object' && error !== null && typeof Reflect.get(error, 'code') === 'string') throw error
    throw new ConnectionLost('a statement had no answer', { cause: error })
  }
}

/** A name for each text, short and the same on every connection; none behind a pooler, where the connection changes under us. */
function nameOf(text: string): { name?: string } {
  const { databaseAppUrl, databaseDirectUrl } = env()
  if (databaseDirectUrl !== databaseAppUrl) return {}
  const names = once('statement.names', () => new Map<string, string>())
  const known = names.get(text)
  if (known !== undefined) return { name: known }
  const name = `s${names.size}`
  names.set(text, name)
  return { name }
}
