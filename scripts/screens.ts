/**
 * Saves a picture of every screen and state of the console, at 1440 and 390 pixels, light and dark, for people to look
 * at: `npm run screens`. It starts a demo of its own on fresh data; `--base-url http://localhost:3000 --data-dir
 * .countersign` drives one that is running instead. `--only approve` takes the scenes whose name contains that, `--out`
 * names the folder.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { chromium } from '@playwright/test'
import { manyRequests } from '@/e2e/support/many-requests'
import { readDemoFile } from '@/prisma/seed/demo-file'
import { findChromium } from './chromium.mjs'
import { scenes } from './screens/scenes'
import { Stage } from './screens/stage'

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    'data-dir': { type: 'string', default: '.countersign' },
    port: { type: 'string', default: '4790' },
    only: { type: 'string', default: '' },
    out: { type: 'string', default: 'screens' },
  },
})

const { COUNTERSIGN_PENDING_PER_POOL, COUNTERSIGN_PENDING_PER_AGENT, COUNTERSIGN_PENDING_PER_SPONSOR } = manyRequests
const waiting = { COUNTERSIGN_PENDING_PER_POOL, COUNTERSIGN_PENDING_PER_AGENT, COUNTERSIGN_PENDING_PER_SPONSOR }

type Demo = { baseUrl: string; dataDir: string; stop: () => Promise<void> }

/** A demo on fresh data, below a folder that an unprivileged database can reach. */
async function startDemo(): Promise<Demo> {
  const dataDir = mkdtempSync(join(tmpdir(), 'countersign-screens-'))
  const child = spawn(process.execPath, [resolve('scripts/demo.mjs'), '--port', values.port], {
    // Some scenes need more to wait than an agent may have waiting.
    env: { ...process.env, ...waiting, COUNTERSIGN_DATA_DIR: dataDir },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise<void>((done) => child.once('exit', () => done()))
  const baseUrl = `http://localhost:${values.port}`
  for (let left = 120; !(await answers(baseUrl)); left--) {
    if (left === 0 || child.exitCode !== null) throw new Error('The demo did not start.')
    await sleep(1_000)
  }
  return {
    baseUrl,
    dataDir,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function answers(baseUrl: string): Promise<boolean> {
  return fetch(`${baseUrl}/api/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(
    (response) => response.ok,
    () => false,
  )
}

const given = values['base-url']
const demo: Demo = given
  ? { baseUrl: given, dataDir: resolve(values['data-dir']), stop: async () => {} }
  : await startDemo()
const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})
let failures = 0
try {
  const people = readDemoFile(demo.dataDir)
  if (!people) throw new Error(`There is no demo.json in ${demo.dataDir}.`)
  mkdirSync(values.out, { recursive: true })
  const stage = new Stage(browser, demo.baseUrl, people, values.out)
  for (const [name, play] of Object.entries(scenes)) {
    if (!name.includes(values.only)) continue
    try {
      await play(stage)
      console.log(`✓ ${name}`)
    } catch (error) {
      failures++
      console.log(`✗ ${name}: ${error instanceof Error ? error.message.split('\n').slice(0, 6).join('\n  ') : error}`)
    }
  }
  console.log(`${stage.taken} pictures in ${values.out}`)
} finally {
  await browser.close()
  await demo.stop()
}
process.exit(failures === 0 ? 0 : 1)
