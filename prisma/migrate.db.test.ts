import { execFile } from 'node:child_process'
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { type ClonedDatabase, cloneDatabase } from '@/e2e/support/cluster'
import { migrate } from './migrate'

const cluster = inject('cluster')
const scratch = mkdtempSync(join(tmpdir(), 'countersign-migrate-'))
const clones: ClonedDatabase[] = []
afterAll(async () => {
  await Promise.all(clones.map((clone) => clone.drop()))
  rmSync(scratch, { recursive: true, force: true })
})

const database = async (template?: string) => {
  const clone = await cloneDatabase(cluster, template)
  clones.push(clone)
  return clone
}
const empty = () => database('template0')

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const prismaCli = (url: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, ['scripts/prisma.mjs', ...args], {
    env: { ...process.env, DATABASE_URL: url },
    encoding: 'utf8',
  })

/** Everything of schema public that a migration can make, without the queue's function and privileges, which are ours. */
const SHAPE = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || udt_name || ' ' || is_nullable || ' ' || coalesce(column_default, '-') AS line
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'trigger ' || pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'graphile_worker.%'
  UNION ALL SELECT 'function ' || proname || ' ' || md5(prosrc) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname <> 'countersign_enqueue'
  ORDER BY 1`

/** A folder of migrations to spoil: ours, copied. */
const copyOfOurs = (name: string) => {
  const folder = join(scratch, name)
  cpSync(resolve('prisma/migrations'), folder, { recursive: true })
  return folder
}
const add = (folder: string, name: string, sql: string) => {
  mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, name, 'migration.sql'), sql)
}

describe('migrate', () => {
  test('makes the same database as `prisma migrate deploy`, which then finds nothing to do', async () => {
    const [ours, theirs] = await Promise.all([database(), empty()])
    await prismaCli(theirs.ownerUrl, 'migrate', 'deploy')
    expect(await query(ours.ownerUrl, SHAPE)).toEqual(await query(theirs.ownerUrl, SHAPE))
    const history = 'SELECT migration_name, checksum, applied_steps_count, logs FROM _prisma_migrations ORDER BY 1'
    expect(await query(ours.ownerUrl, history)).toEqual(await query(theirs.ownerUrl, history))
    expect((await prismaCli(ours.ownerUrl, 'migrate', 'deploy')).stdout).toContain('No pending migrations to apply')
  })

  test('the migrated database is what schema.prisma says, without drift', async () => {
    const { ownerUrl } = await database()
    const diff = await prismaCli(
      ownerUrl,
      ...['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'],
    )
    expect(diff.stdout).toContain('No difference detected')
  })

  test('drift is noticed by the check above: a column more ends it with 2', async () => {
    const { ownerUrl } = await database()
    await query(ownerUrl, 'ALTER TABLE organisations ADD COLUMN extra text')
    const diff = prismaCli(
      ownerUrl,
      ...['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'],
    )
    await expect(diff).rejects.toMatchObject({ code: 2 })
  })

  test('four starts at once on an empty database apply every migration once', async () => {
    const { ownerUrl } = await empty()
    await Promise.all([1, 2, 3, 4].map(() => migrate(ownerUrl)))
    const rows = await query(ownerUrl, 'SELECT migration_name, count(*)::int AS n FROM _prisma_migrations GROUP BY 1')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every((row) => row.n === 1)).toBe(true)
  })

  test('a migration that was changed after it had been applied is refused', async () => {
    const { ownerUrl } = await database()
    const folder = copyOfOurs('changed')
    const [first] = await query(ownerUrl, 'SELECT migration_name FROM _prisma_migrations ORDER BY 1')
    appendFileSync(join(folder, String(first?.migration_name), 'migration.sql'), '\n-- later thought\n')
    await expect(migrate(ownerUrl, { folder })).rejects.toThrow(/was changed after it had been applied/)
  })

  test('a database that a later version has migrated is refused', async () => {
    const { ownerUrl } = await database()
    const folder = copyOfOurs('later')
    add(folder, '29990101000000_later', 'CREATE TABLE later (id int)')
    await migrate(ownerUrl, { folder })
    await expect(migrate(ownerUrl)).rejects.toThrow(/29990101000000_later is not known here/)
  })

  test('a migration older than the last applied one is refused', async () => {
    const { ownerUrl } = await database()
    const folder = copyOfOurs('older')
    add(folder, '20000101000000_older', 'CREATE TABLE older (id int)')
    await expect(migrate(ownerUrl, { folder })).rejects.toThrow(/is older than/)
  })

  test('a migration that fails leaves nothing of itself and can be run again once it is right', async () => {
    const { ownerUrl } = await database()
    const folder = copyOfOurs('failing')
    add(folder, '29990101000000_half', 'CREATE TABLE half (id int); SELECT 1/0;')
    await expect(migrate(ownerUrl, { folder })).rejects.toThrow(
      /29990101000000_half failed and was rolled back: division by zero/,
    )
    expect(await query(ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: null }])
    add(folder, '29990101000000_half', 'CREATE TABLE half (id int);')
    await migrate(ownerUrl, { folder })
    expect(await query(ownerUrl, "SELECT to_regclass('half') AS half")).toEqual([{ half: 'half' }])
  })

  test('a server before PostgreSQL 15 is refused by its version', async () => {
    const { ownerUrl, name } = await database()
    // The server's own words are changed for this database: its search path finds another current_setting first.
    await query(
      ownerUrl,
      `CREATE SCHEMA old; CREATE FUNCTION old.current_setting(name text) RETURNS text LANGUAGE sql
         AS $$ SELECT CASE name WHEN 'server_version_num' THEN '140013' ELSE '14.13' END $$;
       ALTER DATABASE ${name} SET search_path = old, pg_catalog, public`,
    )
    await expect(migrate(ownerUrl)).rejects.toThrow('PostgreSQL 15 or newer is needed, this server is 14.13')
  })

  test('an unreachable database is refused by name, without its password', async () => {
    const failing = migrate('postgresql://me:hunter2secret@127.0.0.1:1/gone')
    await expect(failing).rejects.toThrow(/DATABASE_URL: the database\/gone at 127\.0\.0\.1:1 cannot be reached/)
    await expect(failing).rejects.not.toThrow(/hunter2secret/)
  })
})

describe('the role that serves requests', () => {
  test('can insert and read an append-only table, and neither update, delete nor truncate it', async () => {
    const { ownerUrl } = await database()
    const rows = await query(
      ownerUrl,
      `SELECT c.relname AS name, array(SELECT p FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) p
         WHERE has_table_privilege('countersign_app', c.oid, p)) AS may
       FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE t.tgname = 'append_only' ORDER BY 1`,
    )
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(row).toEqual({ name: row.name, may: ['SELECT', 'INSERT'] })
  })

  test('owns nothing, makes nothing in the schema and cannot touch the record of migrations', async () => {
    const { ownerUrl, appUrl } = await database()
    expect(await query(ownerUrl, "SELECT relname FROM pg_class WHERE relowner = 'countersign_app'::regrole")).toEqual(
      [],
    )
    await expect(query(appUrl, 'CREATE TABLE mine (id int)')).rejects.toThrow(/permission denied/)
    await expect(query(appUrl, 'DELETE FROM _prisma_migrations')).rejects.toThrow(/permission denied/)
  })

  test('can ask for a task and can neither read, change nor take tasks', async () => {
    const { ownerUrl, appUrl } = await database()
    await query(appUrl, `SELECT countersign_enqueue('nothing', '{"a":1}', 'key-1')`)
    expect(await query(ownerUrl, 'SELECT task_identifier, key FROM graphile_worker.jobs')).toEqual([
      { task_identifier: 'nothing', key: 'key-1' },
    ])
    await expect(query(appUrl, 'SELECT * FROM graphile_worker.jobs')).rejects.toThrow(/permission denied/)
    await expect(query(appUrl, "SELECT graphile_worker.add_job('nothing')")).rejects.toThrow(/permission denied/)
  })
})
