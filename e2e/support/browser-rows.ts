import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { z } from 'zod'
import { sandboxFolder } from '@/demo/environment'
import type { Console } from './browser-console'
import { test as withPeople } from './browser-test'
import type { TestDatabase } from './database'

/** The rows behind a running server, for moving its clock: as the owner of the tables, which no part of the product is. */
export type Rows = Pick<TestDatabase, 'asOwner'>

/** Opens them by what the server keeps in its own folder. */
function openRows(console: Console): Rows & { close: () => Promise<void> } {
  const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))
  const { database } = z
    .object({ database: z.object({ owner: z.string() }) })
    .parse(read(join(console.dataDir, 'secrets.json')))
  const { url } = z.object({ url: z.string() }).parse(read(join(sandboxFolder(console.dataDir), 'database.json')))
  const { hostname, port, pathname } = new URL(url)
  const pool = new pg.Pool({
    host: hostname,
    port: Number(port),
    user: 'countersign_owner',
    password: database.owner,
    database: pathname.slice(1),
    max: 2,
  })
  return {
    asOwner: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
    close: () => pool.end(),
  }
}

/** `test` with the rows of its server beside it. */
export const test = withPeople.extend<object, { rows: Rows }>({
  rows: [
    async ({ console }, use) => {
      const rows = openRows(console)
      await use(rows)
      await rows.close()
    },
    { scope: 'worker' },
  ],
})
