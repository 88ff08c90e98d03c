import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { closeListener } from '@/lib/platform/listen'
import { forgetAll } from '@/lib/platform/once'
import { disconnectPrisma, prisma } from '@/lib/platform/prisma'
import { cloneDatabase } from './cluster'

export interface TestDatabase {
  readonly ownerUrl: string
  readonly appUrl: string
  /** The very client that stores and `inTransaction` use, as the application's role. */
  readonly prisma: ReturnType<typeof prisma>
  /** One statement as the owner of the tables; rows as plain objects. For arranging and for looking behind the curtain. */
  asOwner(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  /** One statement as the application's role; for proving what it may not do. */
  asApp(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
}

/**
 * A PostgreSQL database for this test file alone, cloned from the migrated template and dropped afterwards. Everything
 * that reads `env()` in this process then uses it. Call it once, at the top: `const db = await useDatabase()`.
 */
export async function useDatabase(template?: string): Promise<TestDatabase> {
  const clone = await cloneDatabase(inject('cluster'), template)
  process.env.DATABASE_URL = clone.ownerUrl
  process.env.DATABASE_APP_URL = clone.appUrl
  // Tests refuse and break things on purpose; what the server says about it would bury what matters.
  process.env.LOG_LEVEL ??= 'fatal'
  // What the file before left running may have asked meanwhile, and been told of no database.
  forgetAll()
  const owner = new pg.Pool({ connectionString: clone.ownerUrl, max: 4 })
  const app = new pg.Pool({ connectionString: clone.appUrl, max: 4 })
  afterAll(async () => {
    await Promise.all([disconnectPrisma(), closeListener(), owner.end(), app.end()])
    await clone.drop()
  })
  const run =
    (pool: pg.Pool) =>
    async (sql: string, values: readonly unknown[] = []) =>
      (await pool.query<Record<string, unknown>>(sql, [...values])).rows
  return { ownerUrl: clone.ownerUrl, appUrl: clone.appUrl, prisma: prisma(), asOwner: run(owner), asApp: run(app) }
}
