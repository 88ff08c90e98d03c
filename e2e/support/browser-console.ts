import { test as base } from '@playwright/test'
import { type DemoFile, readDemoFile } from '@/prisma/seed/demo-file'
import { type RunningServer, startServer } from './server'

/** The demo's server, without its agents: what happens is what the story makes happen. */
export interface Console extends RunningServer {
  /** Who is there: people to sign in as, agents and executors with their credentials. */
  readonly demo: DemoFile
}

/**
 * Playwright's `test` with the real server behind it: `console` is started once for all stories of a run, on a database
 * of its own with the demo organisation; `page.goto('/inbox')` goes there.
 */
export const test = base.extend<object, { console: Console }>({
  console: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const server = await startServer({ env: { COUNTERSIGN_DEMO: '1' } })
      const demo = readDemoFile(server.dataDir)
      if (!demo) throw new Error(`The demo left no file in ${server.dataDir}:\n${server.output()}`)
      await use({ ...server, demo })
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ console }, use) => {
    await use(console.baseUrl)
  },
})
