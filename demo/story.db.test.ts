import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { getRequestListener } from '@hono/node-server'
import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { recordDecision } from '@/lib/decisions/record-decision'
import { healthApi } from '@/lib/health/routes'
import { machineApi } from '@/lib/http/machine-api'
import { oauthApi } from '@/lib/identity/oauth-routes'
import { insertSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import { seedDemo } from '@/prisma/seed/demo'
import type { DemoFile } from '@/prisma/seed/demo-file'
import { program } from '@/scripts/programs.mjs'
import { handOver } from './handover'
import { MachineClient } from './machine-client'
import { openSandbox, type Sandbox } from './sandbox'
import { prepareSandbox } from './set-up'
import { requestAnswer } from './wire'

// The real programs, as separate processes, against the real API on a real port.
// The port comes first, because the environment is read once and assertions are made out to the base URL.
const server = createServer()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const bound = server.address()
if (typeof bound !== 'object' || bound === null) throw new Error('no port')
const baseUrl = `http://127.0.0.1:${bound.port}`
const dataDir = mkdtempSync(join(tmpdir(), 'countersign-story-'))
const folder = join(dataDir, 'sandbox')
process.env.COUNTERSIGN_BASE_URL = baseUrl
process.env.COUNTERSIGN_DATA_DIR = dataDir
const db = await useDatabase()
const children: ChildProcess[] = []
let demo: DemoFile
let sandbox: Sandbox
let said = ''

beforeAll(async () => {
  const app = new Hono().route('/', healthApi).route('/', machineApi).route('/', oauthApi)
  server.on('request', getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  demo = await seedDemo(db.prisma, { now: new Date(), baseUrl, dataDir })
  await prepareSandbox({ ownerUrl: db.ownerUrl, adminUrl: null, folder })
  sandbox = await openSandbox({ url: db.ownerUrl, folder })
  start('demo/executor.ts')
  start('demo/agent.ts', '--every', '600-600')
})

afterAll(async () => {
  await Promise.all(children.map(stop))
  await sandbox.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  // Long polls whose client left read once more; the database goes only after that.
  await sleep(500)
  rmSync(dataDir, { recursive: true, force: true })
})

function start(file: string, ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, program(file, ...args), {
    env: { ...process.env, COUNTERSIGN_DATA_DIR: dataDir, COUNTERSIGN_SANDBOX_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (said += chunk.toString()))
  children.push(child)
  return child
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  return ended
}

async function eventually<T>(what: string, look: () => Promise<T | null | undefined | false>): Promise<T> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await look()
    if (found) return found
    await sleep(150)
  }
  throw new Error(`${what} never happened. The programs said:\n${said}`)
}

const requestOf = async (action: string) =>
  (
    await db.asOwner(
      'SELECT id, resource, params, status, level, presentation_digest FROM requests WHERE action = $1 ORDER BY created_at LIMIT 1',
      [action],
    )
  )[0]

async function decide(requestId: string, email: string, decision: { verb: 'approve' } | { verb: 'deny' }) {
  const person = demo.people.find((candidate) => candidate.email === email)
  const row = (await db.asOwner('SELECT presentation_digest FROM requests WHERE id = $1', [requestId]))[0]
  if (!person) throw new Error(email)
  const sessionId = await inTransaction((tx) =>
    insertSession(tx, { personId: person.id, method: 'demo', userAgent: 'test' }),
  )
  const now = new Date()
  const body = {
    requestId,
    presentation_digest: String(row?.presentation_digest),
    reason: 'Looked at it in the test.',
    expanded: [],
  }
  return recordDecision(
    {
      actor: { kind: 'person', id: person.id, name: person.name, sessionId, method: 'demo', authenticatedAt: now },
      now,
      idempotency: null,
    },
    decision.verb === 'approve'
      ? { ...body, verb: 'approve', attested: [], answers: [] }
      : { ...body, verb: 'deny', code: 'not_needed', private_note: '', next_action: 'none' },
  )
}

describe('the demo tells its story through the public API alone', () => {
  it('asks for something of every level within seconds', async () => {
    await eventually('the opening', async () => (await db.asOwner('SELECT 1 FROM requests')).length >= 11)
    const rows = await db.asOwner('SELECT DISTINCT level, tier FROM requests')
    expect(rows.map((row) => `${row.level} ${row.tier}`).sort()).toEqual([
      'T0 allow',
      'T0 notify',
      'T1 approve',
      'T2 approve',
      'T3 approve',
      'TX deny',
    ])
    expect(
      await db.asOwner(`SELECT 1 FROM requests WHERE action = 'payments.refund' AND signals::text LIKE '%hidden%'`),
    ).not.toEqual([])
    expect(said).not.toContain('could not ask')
  })

  it('does what policy alone allows, and completes its grant with evidence', async () => {
    const request = await requestOf('payments.read_ledger')
    const done = await eventually('the ledger was read', async () => {
      const rows = await db.asOwner(
        'SELECT outcome, evidence_digest, g.status FROM executions e JOIN grants g ON g.id = e.grant_id WHERE e.request_id = $1 AND outcome IS NOT NULL',
        [request?.id],
      )
      return rows[0]
    })
    expect(done).toMatchObject({ outcome: 'succeeded', status: 'completed' })
    expect(done.evidence_digest).toMatch(/^[A-Za-z0-9_-]{43}$/)
  })

  it('approving a refund lowers what is left of the charge', async () => {
    const rows = await db.asOwner(
      `SELECT id, resource, params FROM requests WHERE action = 'payments.refund' AND level = 'T1' AND status = 'pending'`,
    )
    const request = rows[0]
    const charge = String(request?.resource).replace('charge:', '')
    const before = (await sandbox.state()).charges[charge]
    expect(await decide(String(request?.id), 'jonas.weber@kestrel.example', { verb: 'approve' })).toMatchObject({
      ok: true,
      value: { status: 'approved' },
    })
    const after = await eventually('the refund was made', async () => {
      const now = (await sandbox.state()).charges[charge]
      return now && now.refunded > (before?.refunded ?? 0) ? now : null
    })
    expect(after.refunded - (before?.refunded ?? 0)).toBe(Number(Object(request?.params).amount))
  })

  it('what was changed after consent is refused, the true action still goes through', async () => {
    const agent = demo.agents.find((candidate) => candidate.slug === 'support-agent')
    if (!agent) throw new Error('no support-agent')
    const client = new MachineClient(baseUrl, agent, 'api_key', AbortSignal.timeout(30_000))
    const params = { amount: 1_000, currency: 'EUR', reason: 'goodwill' }
    const wish = {
      workflow: 'payments',
      action: 'payments.refund',
      resource: 'charge:ch_1392',
      params,
      executor: 'refund-runner',
    }
    const request = await client.call(requestAnswer, { method: 'POST', path: '/api/v1/requests', body: wish })
    const { action, resource, executor } = wish
    const given = { request_id: request.id, executor, grant: request.grant?.token ?? '', action, resource, params }
    await handOver(folder, { ...given, params: { ...params, amount: 10_000 } }, AbortSignal.timeout(5_000))
    await eventually('the refusal', async () => said.includes('may not run payments.refund on charge:ch_1392'))
    expect((await sandbox.state()).charges.ch_1392?.refunded).toBe(0)
    await handOver(folder, given, AbortSignal.timeout(5_000))
    await eventually('the refund', async () => (await sandbox.state()).charges.ch_1392?.refunded === 1_000)
    // And once is once: the same token again does nothing.
    await handOver(folder, given, AbortSignal.timeout(5_000))
    await sleep(2_500)
    expect((await sandbox.state()).charges.ch_1392?.refunded).toBe(1_000)
  })

  it('denying changes nothing, and no execution comes of it', async () => {
    const request = await requestOf('deploy.set_flag')
    const before = (await sandbox.state()).flags
    expect(await decide(String(request?.id), 'jonas.weber@kestrel.example', { verb: 'deny' })).toMatchObject({
      ok: true,
      value: { status: 'denied' },
    })
    await eventually('the agent heard of it', async () => said.includes('denied. '))
    await sleep(2_500)
    expect((await sandbox.state()).flags).toEqual(before)
    expect(await db.asOwner('SELECT 1 FROM executions WHERE request_id = $1', [request?.id])).toEqual([])
  })

  it('agents that are restarted take up what is pending, without another burst', async () => {
    const [executor, agent] = children
    if (!executor || !agent) throw new Error('not started')
    const count = async () => Number((await db.asOwner('SELECT count(*) AS n FROM requests'))[0]?.n)
    expect(await stop(agent)).toBe(0)
    const before = await count()
    said = ''
    start('demo/agent.ts', '--every', '600-600')
    const waiting = await db.asOwner(
      `SELECT id FROM requests WHERE level = 'T1' AND status = 'pending' AND action = 'care.send_message'`,
    )
    await eventually('the agents came back', async () => said.includes('still waits for'))
    await decide(String(waiting[0]?.id), 'jonas.weber@kestrel.example', { verb: 'approve' })
    await eventually('the message was queued', async () => (await sandbox.state()).messages === 1)
    expect(await count()).toBeLessThanOrEqual(before + 11)
    expect(await stop(executor)).toBe(0)
  })
})
