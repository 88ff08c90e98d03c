import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { useLogKey } from '@/e2e/support/log'
import { readCheckpoint } from '@/lib/audit/read-log'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { signCheckpoint } from '@/lib/audit/sign-checkpoint'
import { appendEntry } from '@/lib/audit/store'
import { machineApi } from '@/lib/http/machine-api'
import { newApiKey } from '@/lib/identity/api-key'
import { newId } from '@/lib/platform/ids'
import { newLogKey, parseLogKey } from '@/lib/platform/keys'
import { inTransaction } from '@/lib/platform/transaction'
import { program } from '@/scripts/programs.mjs'

/** The command line as a process of its own, against the machine API and against saved files. */

const key = useLogKey()
const db = await useDatabase()
const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'))
const file = (name: string) => join(folder, name)
const request = newId('req')
const apiKey = newApiKey('auditor')
const server = createServer(getRequestListener(machineApi.fetch))
let base = ''

beforeAll(async () => {
  const auditor = newId('aud')
  await db.asOwner(`INSERT INTO auditors (id, slug, title) VALUES ($1, 'outside', 'Outside auditors')`, [auditor])
  await db.asOwner(`INSERT INTO credentials (id, kind, auditor_id, fingerprint) VALUES ($1, 'api_key', $2, $3)`, [
    newId('crd'),
    auditor,
    apiKey.fingerprint,
  ])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await grow(1_100)
  writeFileSync(file('old'), (await readCheckpoint())?.note ?? '')
  for (const type of ['request.submitted', 'request.expired'] as const) {
    await inTransaction((tx) =>
      appendEntry(tx, { type, actor: { kind: 'system', id: 'system' }, subject: { request_id: request }, facts: {} }),
    )
  }
  await grow(10)
  await run('log', 'export', '--url', base, '--out', file('log'))
  await run('log', 'export', '--url', base, '--request', request, '--out', file('story'))
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

async function grow(count: number): Promise<void> {
  await inTransaction(async (tx) => {
    for (let n = 0; n < count; n++)
      await appendEntry(tx, { type: 'log.started', actor: { kind: 'system', id: 'system' }, subject: {}, facts: { n } })
  })
  await sequenceLog()
  await signCheckpoint(key)
}

function run(...args: string[]): Promise<{ status: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, program('bin/countersign.ts', ...args), {
      env: { ...process.env, COUNTERSIGN_API_KEY: apiKey.key },
    })
    let out = ''
    let err = ''
    child.stdout.on('data', (data: Buffer) => (out += data))
    child.stderr.on('data', (data: Buffer) => (err += data))
    child.on('close', (status) => resolve({ status, out, err }))
  })
}

const keys = ['--keys', key.verifierKey]
const altered = (name: string, from: string, to: string) => {
  const text = readFileSync(file(name), 'utf8')
  expect(text).toContain(from)
  writeFileSync(file('altered'), text.replace(from, to))
  return file('altered')
}

describe('countersign verify', () => {
  test('verifies the whole log over HTTP, from an earlier checkpoint on', async () => {
    const { status, out } = await run('verify', ...keys, '--url', base, '--from', file('old'))
    expect(out).toContain('✓ checkpoint.consistency   the log of 1100 entries is the beginning of this one')
    expect(out).toContain('The log of 1112 entries: verified.')
    expect(status).toBe(0)
  })

  test('verifies an older checkpoint while the log has grown', async () => {
    const { status, out } = await run('verify', ...keys, '--url', base, '--checkpoint', file('old'))
    expect(out).toContain('The log of 1100 entries: verified.')
    expect(status).toBe(0)
  })

  test("verifies one request's entries, over HTTP and from a file without a server", async () => {
    for (const source of [
      ['--url', base, '--request', request],
      ['--bundle', file('story')],
    ]) {
      const { status, out } = await run('verify', ...keys, ...source)
      expect(out).toContain(`The entries of ${request}: verified.`)
      expect(status).toBe(0)
    }
  })

  test('a saved log that was altered is refused, and the leaf is named', async () => {
    const { status, out } = await run('verify', ...keys, '--bundle', altered('log', '\\"n\\":7}', '\\"n\\":8}'))
    expect(out).toMatch(/✗ leaves\.hash +leaf 7: /)
    expect(out).toMatch(/✗ checkpoint\.root /)
    expect(out).toContain('NOT verified')
    expect(status).toBe(1)
  })

  test('a log from which an entry was left out, or whose tail was cut, is refused', async () => {
    const lines = readFileSync(file('log'), 'utf8').split('\n')
    writeFileSync(file('gap'), lines.toSpliced(5, 1).join('\n'))
    expect(await run('verify', ...keys, '--bundle', file('gap'))).toMatchObject({
      status: 1,
      out: expect.stringMatching(/✗ leaves\.order +leaf 5/),
    })
    writeFileSync(file('cut'), lines.slice(0, -3).join('\n'))
    expect(await run('verify', ...keys, '--bundle', file('cut'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('✗ checkpoint.root'),
    })
  })

  test("another request's entry, an altered audit path and another log's key are refused", async () => {
    expect(
      await run(
        'verify',
        ...keys,
        '--bundle',
        altered('story', `"request":"${request}"`, `"request":"${newId('req')}"`),
      ),
    ).toMatchObject({ status: 1 })
    expect(await run('verify', ...keys, '--bundle', altered('story', '"proof":["', '"proof":["AAAA'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('✗ leaves.inclusion'),
    })
    const other = parseLogKey(newLogKey(key.origin)).verifierKey
    expect(await run('verify', '--keys', other, '--bundle', file('log'))).toMatchObject({
      status: 1,
      out: expect.stringContaining('✗ checkpoint.signature'),
    })
  })

  test('what cannot be tried is status 2 and says why, without a stack', async () => {
    const refusals: [string[], string][] = [
      [['verify', '--bundle', file('log')], '--keys is needed'],
      [['verify', ...keys], 'verify needs either --bundle or --url'],
      [['verify', ...keys, '--bundle', file('nowhere')], 'cannot be read'],
      [['verify', ...keys, '--bundle', file('old')], 'is not a saved log'],
      [['verify', ...keys, '--url', 'http://127.0.0.1:1'], 'cannot be reached'],
      [['verify', ...keys, '--url', base, '--api-key', newApiKey('auditor').key], 'answered 401'],
      [['forge'], 'There is no command "forge"'],
      [['verify', '--colour'], "Unknown option '--colour'"],
    ]
    for (const [args, says] of refusals) {
      const { status, err } = await run(...args)
      expect(err, args.join(' ')).toContain(says)
      expect(err).not.toContain('    at ')
      expect(status).toBe(2)
    }
  })
})
