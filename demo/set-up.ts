import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { EMBEDDED_SUPERUSER } from '@/lib/platform/embedded-postgres'
import type { Environment } from '@/lib/platform/env'
import { storedSecrets } from '@/lib/platform/keys'
import type { PrismaClient } from '@/prisma/generated/client'
import { seedDemo } from '@/prisma/seed/demo'
import type { DemoFile } from '@/prisma/seed/demo-file'
import { sandboxFolder } from './environment'

const ROLE = 'countersign_sandbox'

/**
 * Everything that `COUNTERSIGN_DEMO=1` adds to a start, once the database is migrated: the demo organisation, demo.json,
 * and the place in PostgreSQL where the demo's executors work. Idempotent.
 * Refuses (SeedError) the database of a real organisation.
 */
export async function setUpDemo(e: Environment, db: PrismaClient, now: Date): Promise<DemoFile> {
  const dataDir = resolve(e.dataDir)
  const demo = await seedDemo(db, { now, baseUrl: e.baseUrl, dataDir })
  if (e.databaseUrl)
    await prepareSandbox({ ownerUrl: e.databaseUrl, adminUrl: adminUrlOf(e), folder: sandboxFolder(dataDir) })
  return demo
}

/**
 * Makes the schema `sandbox` and writes its address to `<folder>/database.json` (mode 0600). With `adminUrl` (the
 * embedded database) it belongs to a role of its own that can see nothing of the product; on an external database it
 * belongs to the given owner, and the sandbox then refuses free scripts.
 */
export async function prepareSandbox(options: {
  readonly ownerUrl: string
  readonly adminUrl: string | null
  readonly folder: string
}): Promise<void> {
  const { ownerUrl, adminUrl, folder } = options
  const client = new pg.Client({ connectionString: adminUrl ?? ownerUrl, application_name: 'countersign-demo' })
  client.on('error', () => undefined)
  await client.connect()
  let url = ownerUrl
  try {
    if (adminUrl === null) await client.query('CREATE SCHEMA IF NOT EXISTS sandbox')
    else {
      const password = randomBytes(24).toString('hex')
      const { rowCount } = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [ROLE])
      if (rowCount === 0) await client.query(`CREATE ROLE ${ROLE} LOGIN`)
      // Hexadecimal, so that it needs no quoting; DDL takes no parameters.
      await client.query(`ALTER ROLE ${ROLE} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '${password}'`)
      // Nobody else may connect to this database; the demo's role is let in by name, and owns its schema and nothing more.
      const { rows } = await client.query<{ name: string }>('SELECT current_database() AS name')
      await client.query(`GRANT CONNECT ON DATABASE ${client.escapeIdentifier(rows[0]?.name ?? '')} TO ${ROLE}`)
      await client.query(`CREATE SCHEMA IF NOT EXISTS sandbox AUTHORIZATION ${ROLE}`)
      url = withUser(ownerUrl, ROLE, password)
    }
  } finally {
    await client.end()
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const draft = join(folder, 'database.json.new')
  writeFileSync(draft, JSON.stringify({ url }), { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, join(folder, 'database.json'))
}

/** The superuser of the embedded database; null for a database that is not ours. */
function adminUrlOf(e: Environment): string | null {
  if (!e.databaseUrl) return null
  const { superuser, owner } = storedSecrets(e).database
  return new URL(e.databaseUrl).password === owner ? withUser(e.databaseUrl, EMBEDDED_SUPERUSER, superuser) : null
}

function withUser(url: string, user: string, password: string): string {
  const copy = new URL(url)
  copy.username = user
  copy.password = encodeURIComponent(password)
  return copy.toString()
}
