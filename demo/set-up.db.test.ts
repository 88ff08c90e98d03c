import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EMBEDDED_SUPERUSER, type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { migrate } from '@/prisma/migrate'
import { openSandbox } from './sandbox'
import { prepareSandbox } from './set-up'

const dataDir = mkdtempSync(join(tmpdir(), 'countersign-setup-'))
const folder = join(dataDir, 'sandbox')
const passwords = { superuser: 'a'.repeat(32), owner: 'b'.repeat(32), app: 'c'.repeat(32) }
let postgres: EmbeddedPostgres
const prepare = () => {
  const adminUrl = postgres.ownerUrl.replace(
    `countersign_owner:${passwords.owner}`,
    `${EMBEDDED_SUPERUSER}:${passwords.superuser}`,
  )
  return prepareSandbox({ ownerUrl: postgres.ownerUrl, adminUrl, folder })
}
const address = () => String(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8')).url)

beforeAll(async () => {
  postgres = await startEmbeddedPostgres({ dataDir, passwords, durability: 'disposable' })
  await migrate(postgres.ownerUrl)
  await prepare()
})
afterAll(async () => {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the database account of the sandbox', () => {
  it('is told to its owner only, and sees nothing of the product', async () => {
    expect(statSync(join(folder, 'database.json')).mode & 0o777).toBe(0o600)
    const client = new pg.Client({ connectionString: address() })
    await client.connect()
    const { rows } = await client.query<{ name: string; yes: boolean }>(
      `SELECT c.relname AS name, has_table_privilege(c.oid, 'SELECT, INSERT, UPDATE, DELETE') AS yes FROM pg_class c
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'`,
    )
    expect(rows.length).toBeGreaterThan(20)
    expect(rows.filter((row) => row.yes)).toEqual([])
    await expect(client.query('CREATE TABLE public.mine (x int)')).rejects.toThrow('permission denied')
    await expect(client.query('CREATE SCHEMA mine')).rejects.toThrow('permission denied')
    await client.end()
  })

  it('runs a free script once, on the sandbox and nowhere else', async () => {
    const sandbox = await openSandbox({ url: address(), folder })
    const script = (executionId: string, sql: string) =>
      sandbox.perform({
        executionId,
        requestId: 'req_1',
        action: 'db.run_script',
        resource: 'database:shop-staging',
        params: { sql, ticket: 'DATA-320' },
      })
    const before = (await sandbox.state()).tables['staging.orders']?.rows ?? 0
    const remove = 'DELETE FROM staging_orders WHERE id <= 3;'
    expect((await script('exe_1', remove)).result).toEqual({ command: 'DELETE', rows: 3 })
    expect((await script('exe_1', remove)).repeated).toBe(true)
    expect((await sandbox.state()).tables['staging.orders']?.rows).toBe(before - 3)
    await expect(script('exe_2', 'SELECT * FROM public.people')).rejects.toThrow('permission denied')
    await expect(script('exe_3', 'DELETE FROM staging_orders; DROP TABLE charges')).rejects.toThrow('multiple commands')
    await sandbox.close()
  })

  it('a second start gives it a new password and keeps what was done', async () => {
    const old = address()
    await prepare()
    expect(address()).not.toBe(old)
    const sandbox = await openSandbox({ url: address(), folder })
    expect((await sandbox.state()).done).toBe(1)
    await sandbox.close()
  })
})
