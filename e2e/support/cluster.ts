import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { migrate } from '@/prisma/migrate'

/** Where a test process finds the run's PostgreSQL; databases are cloned from `template`. */
export interface ClusterAddress {
  /** Of the owner, on the migrated database `template`; nobody stays connected to it. */
  readonly ownerUrl: string
  readonly appUrl: string
  readonly template: string
}

export interface Cluster extends ClusterAddress {
  stop(): Promise<void>
}

/** A throw-away PostgreSQL of its own with a migrated template database, for one run of tests or one bench. */
export async function startCluster(): Promise<Cluster> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-test-'))
  const password = () => randomBytes(16).toString('hex')
  const postgres: EmbeddedPostgres = await startEmbeddedPostgres({
    dataDir,
    passwords: { superuser: password(), owner: password(), app: password() },
    durability: 'disposable',
  })
  const stop = async () => {
    await postgres.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
  try {
    await migrate(postgres.ownerUrl)
    return { ownerUrl: postgres.ownerUrl, appUrl: postgres.appUrl, template: 'countersign', stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export interface ClonedDatabase {
  readonly name: string
  readonly ownerUrl: string
  readonly appUrl: string
  drop(): Promise<void>
}

/**
 * A database of its own, cloned from the migrated template; empty with `template: 'template0'`. Its files are copied, which
 * takes a third of what writing each of their pages into the log would.
 */
export async function cloneDatabase(cluster: ClusterAddress, template = cluster.template): Promise<ClonedDatabase> {
  const name = `t_${randomBytes(8).toString('hex')}`
  await administer(cluster, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`)
  return {
    name,
    ownerUrl: withDatabase(cluster.ownerUrl, name),
    appUrl: withDatabase(cluster.appUrl, name),
    drop: () => administer(cluster, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`),
  }
}

/** The same address with another database. */
export function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.toString()
}

async function administer(cluster: ClusterAddress, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(cluster.ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
