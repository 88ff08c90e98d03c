import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { cloneDatabase } from '../support/cluster'
import { freePort, ServerEnded, type ServerOptions, startServer } from '../support/server'

const scratch = mkdtempSync(join(tmpdir(), 'countersign-refuses-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** What a start that must not succeed says, on one screen and without a stack. */
async function refusal(options: ServerOptions): Promise<string> {
  try {
    const server = await startServer({ dataDir: mkdtempSync(join(scratch, 'data-')), ...options })
    await server.stop()
  } catch (error) {
    if (!(error instanceof ServerEnded)) throw error
    expect(error.code).toBe(1)
    expect(error.output).not.toMatch(/\n\s+at /)
    return error.output
  }
  throw new Error('it started')
}

describe('a start is refused, with what to do, when', () => {
  test('its port is taken', async () => {
    const port = await freePort()
    const other = createServer().listen(port, '127.0.0.1')
    expect(await refusal({ port })).toContain(`PORT: ${port} on 127.0.0.1 is taken`)
    other.close()
  })

  test('a variable is wrong: every wrong one is named, and no value is repeated', async () => {
    const output = await refusal({
      env: {
        PORT: 'http',
        LOG_LEVEL: 'chatty',
        DATABASE_URL: 'mysql://root:hunter2secret@somewhere/x',
        COUNTERSIGN_ROLES: 'king',
      },
    })
    for (const name of ['PORT:', 'LOG_LEVEL:', 'DATABASE_URL:', 'COUNTERSIGN_ROLES:']) expect(output).toContain(name)
    expect(output).not.toContain('hunter2secret')
  })

  test('its database cannot be reached', async () => {
    const output = await refusal({ env: { DATABASE_URL: 'postgresql://me:hunter2secret@127.0.0.1:1/gone' } })
    expect(output).toContain('DATABASE_URL: the database/gone at 127.0.0.1:1 cannot be reached')
    expect(output).not.toContain('hunter2secret')
  })

  test('the demo would be open to others', async () => {
    expect(await refusal({ env: { COUNTERSIGN_DEMO: '1', HOST: '0.0.0.0' } })).toContain(
      'HOST: the demo runs only on a loopback address',
    )
    const elsewhere = { COUNTERSIGN_DEMO: '1', COUNTERSIGN_BASE_URL: 'https://demo.example' }
    expect(await refusal({ env: elsewhere })).toContain(
      'COUNTERSIGN_BASE_URL: the demo runs only on a loopback address',
    )
  })
})

describe('with secrets made by an earlier start', () => {
  const { ownerUrl, appUrl } = inject('cluster')
  const dataDir = mkdtempSync(join(scratch, 'secrets-'))
  const file = join(dataDir, 'secrets.json')
  const broken = { dataDir, env: { DATABASE_URL: ownerUrl, DATABASE_APP_URL: appUrl } }

  test('a file that others may read is refused, and left as it is', async () => {
    const clone = await cloneDatabase(inject('cluster'))
    const env = { DATABASE_URL: clone.ownerUrl, DATABASE_APP_URL: clone.appUrl, COUNTERSIGN_ROLES: 'worker' }
    const server = await startServer({ dataDir, env })
    await server.stop()
    await clone.drop()
    chmodSync(file, 0o640)
    expect(await refusal(broken)).toContain('can be read by others (mode 640)')
    expect(statSync(file).mode & 0o777).toBe(0o640)
    chmodSync(file, 0o600)
  })

  test('a damaged file is refused and never replaced by new secrets', async () => {
    const whole = readFileSync(file, 'utf8')
    for (const damaged of ['', whole.slice(0, 200), '{}', whole.replace('"v": 1', '"v": 2')]) {
      writeFileSync(file, damaged)
      expect(await refusal(broken)).toContain('is damaged')
      expect(readFileSync(file, 'utf8')).toBe(damaged)
    }
  })
})

describe('a second start on the same data directory', () => {
  test('is refused while the first one runs, which goes on undisturbed', async () => {
    const dataDir = mkdtempSync(join(scratch, 'twice-'))
    const first = await startServer({ dataDir, env: { COUNTERSIGN_ROLES: 'worker' } })
    expect(await refusal({ dataDir })).toContain(
      `already running on this data directory (process ${first.process.pid})`,
    )
    expect((await fetch(`${first.baseUrl}/api/health/ready`)).status).toBe(200)
    await first.stop()
  })
})
