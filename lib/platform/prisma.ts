import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { type Prisma, PrismaClient } from '@/prisma/generated/client'
import { env } from './env'
import { log } from './log'
import { forget, isThere, once } from './once'

/** A transaction of the client: what store functions take first. */
export type Tx = Prisma.TransactionClient

/** Either the client or a transaction; for reads that run inside or outside of one. */
export type Db = PrismaClient | Tx

/**
 * The client of this process, on a pool of the application's role (DATABASE_APP_URL, else DATABASE_URL).
 * Refuses when no database address is known: the server starts its embedded one before anything asks.
 */
export function prisma(): PrismaClient {
  return once(
    'prisma',
    () =>
      new PrismaClient({
        adapter: new PrismaPg(connectionPool(), {
          onConnectionError: lost,
          statementNameGenerator: ({ sql }) => statementName(sql),
        }),
      }),
  )
}

/** The connections under `prisma()`, for `statement.ts` and nobody else. */
export function connectionPool(): pg.Pool {
  return once('prisma.pool', () => {
    const { databaseAppUrl, databasePoolSize } = env()
    if (!databaseAppUrl) throw new Error('DATABASE_URL: no database address is known yet')
    const pool = new pg.Pool({
      connectionString: databaseAppUrl,
      max: databasePoolSize,
      application_name: 'countersign',
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: 60_000,
      // A wait without an end is an outage that nobody sees; the sequencer and migrations use their own connections.
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    })
    pool.on('error', lost)
    return pool
  })
}

/** Texts beyond so many are not kept: those whose number of values varies would fill every connection's memory. */
const NAMED_STATEMENTS = 256

/**
 * The name under which a text is prepared, once on each connection: for statements of our size parsing and planning cost as
 * much as running. '' (not kept) behind a pooler, where the connection changes under us, and for texts that come too late.
 */
export function statementName(text: string): string {
  const { databaseAppUrl, databaseDirectUrl } = env()
  if (databaseDirectUrl !== databaseAppUrl) return ''
  const names = once('statement.names', () => new Map<string, string>())
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= NAMED_STATEMENTS) return ''
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** A lost connection is replaced by the pool; it is worth a word only while the pool is meant to be there. */
function lost(error: Error): void {
  if (isThere('prisma')) log().warn({ reason: error.message }, 'a database connection was lost')
}

/** Closes the pool; the next use opens another. */
export async function disconnectPrisma(): Promise<void> {
  const [client, pool] = [forget<PrismaClient>('prisma'), forget<pg.Pool>('prisma.pool')]
  await client?.$disconnect()
  await pool?.end()
}
