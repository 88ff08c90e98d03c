import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { APP_ROLE, ensureAppRole, grantAppPrivileges } from './privileges'

/** The database cannot be brought to the schema that this version needs; the message says why and what to do. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

export interface MigrateOptions {
  /** The folder with `<name>/migration.sql`; prisma/migrations of the working directory unless told. */
  readonly folder?: string
  /** Login role of DATABASE_APP_URL; it becomes a member of countersign_app. */
  readonly appUser?: string
  /** Told one line for each migration that is applied. */
  readonly say?: (line: string) => void
}

interface Migration {
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

interface Applied {
  readonly migration_name: string
  readonly checksum: string
  readonly finished_at: Date | null
  readonly rolled_back_at: Date | null
}

const OLDEST_SERVER = 15
/** Prisma's own advisory lock (schema-engine), so that its command line and this never run at once. */
const PRISMA_LOCK = 72_707_369

/** Prisma's own table, column for column, so that its command line understands what we did. */
const PRISMA_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                      VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum                VARCHAR(64) NOT NULL,
    finished_at             TIMESTAMPTZ,
    migration_name          VARCHAR(255) NOT NULL,
    logs                    TEXT,
    rolled_back_at          TIMESTAMPTZ,
    started_at              TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count     INTEGER NOT NULL DEFAULT 0
)`

/**
 * Enqueues a background task in the caller's transaction: the outbox. The application's role may run this and nothing
 * else of the queue, so a task can be asked for but never read, altered or taken.
 */
const ENQUEUE_FUNCTION = `CREATE OR REPLACE FUNCTION public.countersign_enqueue(
    identifier text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL
  ) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = '' AS $$
    SELECT graphile_worker.add_job(identifier, payload, run_at => run_at, job_key => job_key)
  $$;
  REVOKE ALL ON FUNCTION public.countersign_enqueue(text, json, text, timestamptz) FROM PUBLIC;`

/**
 * Brings the database of `ownerUrl` to the schema of this version: migrations in order, then the job queue's own,
 * then the privileges of the application's role. Idempotent; concurrent starts wait for each other.
 * Refuses (MigrationError): a server before PostgreSQL 15, one that cannot be reached, a migration whose text changed
 * after it was applied, a database that a later version has migrated, and one that failed half way under Prisma.
 */
export async function migrate(ownerUrl: string, options: MigrateOptions = {}): Promise<void> {
  const migrations = readMigrations(options.folder ?? join(process.cwd(), 'prisma/migrations'))
  const client = await connect(ownerUrl)
  try {
    await refuseOldServer(client)
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK])
    await client.query(PRISMA_TABLE)
    for (const migration of await pending(client, migrations)) {
      options.say?.(`Migrating the database: ${migration.name}`)
      await apply(client, migration)
    }
    await runMigrations({ connectionString: ownerUrl, logger: QUIET })
    // One transaction: a crash in between leaves no function that everybody may run.
    await client.query(`BEGIN; ${ENQUEUE_FUNCTION} COMMIT;`)
    if (await ensureAppRole(client, options.appUser)) await grantAppPrivileges(client, APP_ROLE)
  } finally {
    // Ending the session releases the lock, also after an error.
    await client.end()
  }
}

/** Its migrations either work or throw; what it tells in between is of no use to anyone. */
const QUIET = new Logger(() => () => undefined)

/** The migrations of `folder`, in the order in which Prisma applies them: by name. */
function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new MigrationError(`There are no migrations in ${folder}`)
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** Which migrations are still to be applied; refuses a history that is not a prefix of ours. */
async function pending(client: pg.Client, migrations: readonly Migration[]): Promise<readonly Migration[]> {
  const { rows } = await client.query<Applied>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  )
  const unfinished = rows.find((row) => row.finished_at === null)
  if (unfinished) {
    throw new MigrationError(
      `The migration ${unfinished.migration_name} failed half way in an earlier run. Repair the database and mark it with "prisma migrate resolve".`,
    )
  }
  const known = new Map(migrations.map((m) => [m.name, m]))
  for (const row of rows) {
    const ours = known.get(row.migration_name)
    if (!ours) {
      throw new MigrationError(
        `The database was migrated by another version of Countersign (${row.migration_name} is not known here). Start that version, or a later one.`,
      )
    }
    if (ours.checksum !== row.checksum) {
      throw new MigrationError(`The migration ${ours.name} was changed after it had been applied to this database.`)
    }
  }
  const applied = new Set(rows.map((row) => row.migration_name))
  const open = migrations.filter((m) => !applied.has(m.name))
  const last = rows.at(-1)?.migration_name
  const outOfOrder = open.find((m) => last !== undefined && m.name < last)
  if (outOfOrder)
    throw new MigrationError(`The migration ${outOfOrder.name} is older than ${last}, which is already applied.`)
  return open
}

/** One migration and its record, in one transaction: either both are there or neither. */
async function apply(client: pg.Client, migration: Migration): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(
      'INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at) VALUES ($1, $2, $3, clock_timestamp())',
      [randomUUID(), migration.checksum, migration.name],
    )
    // Without parameters this is the simple protocol: the whole script at once, bodies in $$ included.
    await client.query(migration.sql)
    await client.query(
      'UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE migration_name = $1 AND finished_at IS NULL',
      [migration.name],
    )
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    const why = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`The migration ${migration.name} failed and was rolled back: ${why}`, { cause: error })
  }
}

async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'countersign-migrate',
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener a lost connection would be an uncaught exception instead of a failed query.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return client
  } catch (error) {
    const { hostname, port, pathname } = new URL(url)
    const why = error instanceof Error ? error.message || String(Reflect.get(error, 'code')) : String(error)
    throw new MigrationError(
      `DATABASE_URL: the database${pathname} at ${hostname}:${port || 5432} cannot be reached: ${why}`,
      { cause: error },
    )
  }
}

async function refuseOldServer(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ number: string; version: string }>(
    "SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version",
  )
  const version = rows[0]?.version ?? 'unknown'
  if (Math.floor(Number(rows[0]?.number ?? 0) / 10_000) < OLDEST_SERVER) {
    throw new MigrationError(`DATABASE_URL: PostgreSQL ${OLDEST_SERVER} or newer is needed, this server is ${version}.`)
  }
}
