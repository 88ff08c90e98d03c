import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startServer } from '@/e2e/support/server'
import type { Bench } from './plan'
import { amount, type Row } from './table'

/** The real server from nothing (cluster, migrations, keys), and again on what is there then. */
export async function measureStart({ say }: Bench): Promise<Row> {
  // Without built pages the process that only works is the one that can start.
  const pages = existsSync('.next/BUILD_ID')
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-start-'))
  const env: Record<string, string> = pages ? {} : { COUNTERSIGN_ROLES: 'worker' }
  try {
    say('start: from nothing, then again')
    const took: number[] = []
    for (let i = 0; i < 2; i++) {
      const from = performance.now()
      const server = await startServer({ dataDir, env })
      took.push((performance.now() - from) / 1_000)
      await server.stop()
    }
    return {
      what: `server start to ready${pages ? '' : ' (pages not built: worker only)'}: first / again`,
      ours: took.map((seconds) => `${amount(seconds)} s`).join(' / '),
    }
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
}
