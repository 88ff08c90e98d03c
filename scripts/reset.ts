/** Deletes the data directory and its embedded database for good; `npm run demo -- --reset` does this first. */
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { removeEmbeddedPostgres } from '@/lib/platform/embedded-postgres'
import { env } from '@/lib/platform/env'

async function reset(): Promise<void> {
  const { databaseUrl, dataDir } = env()
  if (databaseUrl)
    throw new Error('DATABASE_URL is set: a database that we did not make is not deleted. Drop it by hand.')
  const folder = resolve(dataDir)
  if (!existsSync(folder)) return
  await removeEmbeddedPostgres(folder, console.log)
  rmSync(folder, { recursive: true, force: true })
  console.log(`Deleted ${folder}.`)
}

reset().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
