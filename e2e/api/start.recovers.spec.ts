import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { freePort, startServer } from '../support/server'

const dataDir = mkdtempSync(join(tmpdir(), 'countersign-recovers-'))
const port = await freePort()
const env = { COUNTERSIGN_ROLES: 'worker' }
const start = () => startServer({ dataDir, port, env })
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

/** The owner's connection to the embedded database, as only whoever can read the data directory may have it. */
async function sql(text: string): Promise<Record<string, unknown>[]> {
  const json = (file: string): unknown => JSON.parse(readFileSync(join(dataDir, file), 'utf8'))
  const { port: databasePort } = z.object({ port: z.number() }).parse(json('embedded.json'))
  const { database } = z.object({ database: z.object({ owner: z.string() }) }).parse(json('secrets.json'))
  const client = new pg.Client({
    connectionString: `postgresql://countersign_owner:${database.owner}@127.0.0.1:${databasePort}/countersign`,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}

/** Process numbers of the servers on our data; a child that has not taken its own title yet is none. */
const postmasters = () => {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes(`-D ${join(dataDir, 'postgres')} `))
    .map((line) => line.trim().split(/\s+/, 2).map(Number))
  return all.filter(([, parent]) => !all.some(([pid]) => pid === parent)).map(([pid]) => pid)
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !condition(); i++) await new Promise((resolve) => setTimeout(resolve, 25))
  expect(condition()).toBe(true)
}

describe('one data directory through starts, stops and kills', () => {
  test('the first start makes secrets that only their owner can read, and a stop leaves no process behind', async () => {
    const server = await start()
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)
    await sql('CREATE TABLE kept (n int)')
    expect(await server.stop()).toBe(0)
    expect(postmasters()).toEqual([])
  })

  test('kill -9 again and again while rows are committed loses none that was acknowledged', async () => {
    let acknowledged = 0
    for (let round = 0; round < 3; round++) {
      const server = await start()
      expect((await sql('SELECT count(*)::int AS n FROM kept'))[0]).toEqual({ n: acknowledged })
      const writing = (async () => {
        for (;;) {
          await sql('INSERT INTO kept VALUES (1)')
          acknowledged++
        }
      })().catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 200 + 150 * round))
      await server.kill()
      await writing
      // One more may have been committed without the answer having arrived.
      await until(() => postmasters().length === 0)
      const again = await start()
      const rows = Number((await sql('SELECT count(*)::int AS n FROM kept'))[0]?.n)
      expect(rows - acknowledged === 0 || rows - acknowledged === 1).toBe(true)
      acknowledged = rows
      await again.stop()
    }
  })

  test('a database server that outlived its process is stopped cleanly by the next start, never run twice', async () => {
    const server = await start()
    const [postmaster] = postmasters()
    // Its watcher would stop it; killed first, as by an out-of-memory killer that takes all.
    const watchers = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(server.process.pid)], {
      encoding: 'utf8',
    })
    for (const line of watchers.split('\n').filter((watcher) => watcher.includes('kill -INT'))) {
      process.kill(Number.parseInt(line, 10), 'SIGKILL')
    }
    await server.kill()
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect(postmasters()).toEqual([postmaster])
    const next = await start()
    expect(next.output()).toMatch(/A database server of an earlier run is still running .*stopping it cleanly/)
    expect(postmasters()).toHaveLength(1)
    expect(postmasters()).not.toContain(postmaster)
    await next.stop()
  })

  test('the process ends, and not quietly, when its database dies', async () => {
    const server = await start()
    const [postmaster] = postmasters()
    const ended = new Promise<number | null>((resolve) => server.process.once('close', resolve))
    process.kill(Number(postmaster), 'SIGQUIT')
    expect(await ended).toBe(1)
    expect(server.output()).toContain('the database ended')
  })
})
