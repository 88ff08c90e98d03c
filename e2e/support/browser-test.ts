import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'
import { z } from 'zod'
import { sandboxFolder } from '@/demo/environment'
import { openSandbox, type Sandbox } from '@/demo/sandbox'
import { program } from '@/scripts/programs.mjs'
import { test as withConsole } from './browser-console'
import { Machines } from './browser-machines'
import { Reception, type Wallet } from './browser-people'
import { Browsers } from './browser-pool'

interface Everybody {
  /** People at browsers of their own. */
  people: Reception
}

interface World {
  wallet: Wallet
  browsers: Browsers
  machines: Machines
  /** The demo's executors as the real, separate program. */
  executors: { readonly said: () => string }
  /** The systems that the executors change. */
  sandbox: Sandbox
}

/** `test` with the demo's people, agents, executors and sandbox around the one server of the run. */
export const test = withConsole.extend<Everybody, World>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
  wallet: [async ({}, use) => use(new Map()), { scope: 'worker' }],
  machines: [({ console }, use) => use(new Machines(console.baseUrl, console.demo)), { scope: 'worker' }],
  browsers: [({ browser }, use) => use(new Browsers(browser)), { scope: 'worker' }],
  people: async ({ browser, browsers, console, wallet, locale, timezoneId, viewport }, use) => {
    const reception = new Reception(browser, browsers, console, wallet, {
      viewport,
      ...(locale && { locale }),
      ...(timezoneId && { timezoneId }),
    })
    await use(reception)
    await reception.close()
  },
  sandbox: [
    async ({ console }, use) => {
      const folder = sandboxFolder(console.dataDir)
      const { url } = z
        .object({ url: z.string() })
        .parse(JSON.parse(readFileSync(join(folder, 'database.json'), 'utf8')))
      const sandbox = await openSandbox({ url, folder })
      await use(sandbox)
      await sandbox.close()
    },
    { scope: 'worker' },
  ],
  executors: [
    async ({ console }, use) => {
      const child = spawn(process.execPath, program('demo/executor.ts'), {
        env: { NODE_ENV: 'production', PATH: process.env.PATH, COUNTERSIGN_DATA_DIR: console.dataDir },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += String(chunk)))
      await expect.poll(() => said, { timeout: 30_000 }).toContain('are ready')
      await use({ said: () => said })
      await stopped(child)
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

export { expect } from '@playwright/test'
