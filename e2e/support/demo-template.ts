import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '@/prisma/generated/client'
import { seedDemo } from '@/prisma/seed/demo'
import type { DemoFile } from '@/prisma/seed/demo-file'
import { type ClusterAddress, cloneDatabase } from './cluster'

/** Where tests that call the applications directly say that they are. */
export const BASE = 'http://localhost:3000'

export interface SeededDemo {
  /** A database to clone; nobody stays connected to it. */
  readonly template: string
  /** Its identifiers and keys, which all its clones share. */
  readonly file: DemoFile
}

/** Puts the demo organisation into a template database. */
export async function seedTemplate(cluster: ClusterAddress): Promise<SeededDemo> {
  const { name, appUrl } = await cloneDatabase(cluster)
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-demo-template-'))
  const client = new PrismaClient({ adapter: new PrismaPg({ connectionString: appUrl }) })
  try {
    const file = await seedDemo(client, { now: new Date(), baseUrl: BASE, dataDir })
    return { template: name, file }
  } finally {
    await client.$disconnect()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
