import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { manyRequests } from '@/e2e/support/many-requests'
import { systemClock } from '@/lib/platform/clock'
import { startEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { readEnvironment } from '@/lib/platform/env'
import { storedSecrets } from '@/lib/platform/keys'
import { disconnectPrisma, prisma } from '@/lib/platform/prisma'
import { migrate } from '@/prisma/migrate'
import { seedDemo } from '@/prisma/seed/demo'
import type { DemoFile, DemoMachine } from '@/prisma/seed/demo-file'
import { type Child, startChild } from './child'
import { PEER_SCHEMA } from './peer-schema'

/** Where everything is measured: one PostgreSQL with durable commits, and two databases with the demo organisation. */
export interface Stage {
  readonly demo: DemoFile
  readonly agent: DemoMachine
  readonly executor: DemoMachine
  /** Calls over HTTP and their peers work on this database. */
  readonly load: { readonly ownerUrl: string; readonly appUrl: string }
  /** The process that all of PostgreSQL's are children of. */
  readonly postmaster: number
  /** One statement as the owner of the load database. */
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  startApi(options?: { sequencer: boolean }): Promise<Child>
  startCiba(): Promise<Child>
  end(): Promise<void>
}

const LOAD_DATABASE = 'load'

/**
 * Starts a fresh cluster in a temporary folder, migrates and seeds it, and makes this process and its children use it.
 * `prisma()` of this process works on the cluster's own database, where measurements without HTTP take place.
 */
export async function setStage(say: (line: string) => void): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-bench-'))
  const settings = {
    COUNTERSIGN_DATA_DIR: dataDir,
    COUNTERSIGN_BASE_URL: 'http://localhost:3000',
    LOG_LEVEL: 'warn',
    // The fence is there to slow callers down; here it would be what is measured.
    COUNTERSIGN_RATE_PER_MINUTE: '100000000',
    ...manyRequests,
  }
  Object.assign(process.env, settings)
  say('starting PostgreSQL (durable commits), migrating, seeding the demo organisation')
  const postgres = await startEmbeddedPostgres({
    dataDir,
    passwords: storedSecrets(readEnvironment(process.env)).database,
  })
  const ends: (() => Promise<unknown>)[] = [
    async () => rmSync(dataDir, { recursive: true, force: true }),
    () => postgres.stop(),
  ]
  const end = async () => {
    for (const stop of ends.splice(0).reverse()) await stop().catch((error: unknown) => say(String(error)))
  }
  try {
    process.env.DATABASE_URL = postgres.ownerUrl
    process.env.DATABASE_APP_URL = postgres.appUrl
    await migrate(postgres.ownerUrl)
    const demo = await seedDemo(prisma(), { now: systemClock.now(), baseUrl: settings.COUNTERSIGN_BASE_URL, dataDir })
    // A database is only cloned while nobody is connected to it; the client opens again by itself.
    await disconnectPrisma()
    await oneStatement(on(postgres.ownerUrl, 'postgres'), `CREATE DATABASE ${LOAD_DATABASE} TEMPLATE countersign`)
    const load = { ownerUrl: on(postgres.ownerUrl, LOAD_DATABASE), appUrl: on(postgres.appUrl, LOAD_DATABASE) }
    const owner = new pg.Pool({ connectionString: load.ownerUrl, max: 2 })
    // A connection that is on its way out when the server stops is nobody's loss; what is asked through it rejects by itself.
    owner.on('error', () => undefined)
    ends.push(() => owner.end(), disconnectPrisma)
    const sql: Stage['sql'] = async (text, values = []) =>
      (await owner.query<Record<string, unknown>>(text, [...values])).rows
    await sql(PEER_SCHEMA)
    const start = async (file: string, env: Record<string, string>) => {
      const child = await startChild(file, { ...settings, DATABASE_URL: load.ownerUrl, ...env })
      ends.push(child.stop)
      return child
    }
    return {
      demo,
      agent: named(demo.agents, 'billing-agent'),
      executor: named(demo.executors, 'refund-runner'),
      load,
      postmaster: Number.parseInt(readFileSync(join(postgres.place, 'postgres', 'postmaster.pid'), 'utf8'), 10),
      sql,
      startApi: ({ sequencer } = { sequencer: true }) =>
        start('api-process.ts', { DATABASE_APP_URL: load.appUrl, BENCH_SEQUENCER: sequencer ? '1' : '0' }),
      startCiba: () => start('ciba-process.ts', {}),
      end,
    }
  } catch (error) {
    await end()
    throw error
  }
}

function named(machines: readonly DemoMachine[], slug: string): DemoMachine {
  const found = machines.find((machine) => machine.slug === slug)
  if (!found) throw new Error(`the demo has no ${slug}`)
  return found
}

function on(url: string, database: string): string {
  const copy = new URL(url)
  copy.pathname = `/${database}`
  return copy.toString()
}

async function oneStatement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(text)
  } finally {
    await client.end()
  }
}
