import { newId } from '@/lib/platform/ids'
import type { PrismaClient } from '@/prisma/generated/client'
import type { SeedContext } from './context'
import { type DemoFile, readDemoFile, writeDemoFile } from './demo-file'
import { kestrel } from './kestrel'
import { writeMachines } from './write-machines'
import { writePeople } from './write-people'
import { writeWorkflows } from './write-workflows'

/** The demo cannot be put into this database; the message says why. */
export class SeedError extends Error {
  override readonly name = 'SeedError'
}

export interface SeedOptions {
  readonly now: Date
  /** As machines reach the server, e.g. `http://localhost:3000`. */
  readonly baseUrl: string
  /** Where demo.json is read and written. */
  readonly dataDir: string
}

/** Two starts at once wait for each other; any number that nothing else in the product locks. */
const SEED_LOCK = 4_342_399

/**
 * Puts the demo organisation into the database and writes demo.json (mode 0600). Idempotent: what is there is left as it
 * is, whatever a visitor changed; identifiers and keys stay those of the first run. A lost demo.json gets new keys and
 * ends the old ones; a lost database gets the identifiers and keys of demo.json back.
 * Refuses (SeedError) a database that belongs to a real organisation.
 */
export async function seedDemo(db: PrismaClient, options: SeedOptions): Promise<DemoFile> {
  return db.$transaction(
    async (tx) => {
      // 1. Alone. The file is read and written under the lock too, so that two starts agree on its keys.
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SEED_LOCK}::bigint)`
      const context: SeedContext = {
        tx,
        organisation: kestrel,
        now: options.now,
        kept: readDemoFile(options.dataDir),
        newId: (prefix) => newId(prefix, options.now.getTime()),
      }
      await claimDatabase(context)
      // 2. In the order of references.
      const people = await writePeople(context)
      const machines = await writeMachines(context, people.idByKey)
      const workflows = await writeWorkflows(context, people)
      // 3. Before the commit: keys in a file that the database does not know are taken up by the next start, keys in
      // the database that nobody knows would be lost.
      const file: DemoFile = { base_url: options.baseUrl, ...machines, people: people.listed, workflows }
      writeDemoFile(options.dataDir, file)
      return file
    },
    { maxWait: 30_000, timeout: 120_000 },
  )
}

async function claimDatabase({ tx, organisation }: SeedContext): Promise<void> {
  const found = await tx.organisation.findUnique({ where: { id: 1 } })
  if (found && !found.isDemo) {
    throw new SeedError(`This database belongs to ${found.name}. The demo only runs on a database of its own.`)
  }
  if (!found) {
    const { name, slug } = organisation
    await tx.organisation.create({ data: { id: 1, name, slug, isDemo: true } })
  }
}
