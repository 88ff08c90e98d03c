import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { MortalServer } from '@/e2e/support/crash'
import { asked } from '@/e2e/support/machines'
import { countOf } from '@/e2e/support/rows'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor } = world
await activate(db, 'payments', steps)

const KILLS = 5
const CLIENTS = 6

const server = new MortalServer({
  DATABASE_URL: db.ownerUrl,
  DATABASE_APP_URL: db.appUrl,
  COUNTERSIGN_DATA_DIR: process.env.COUNTERSIGN_DATA_DIR ?? '',
  COUNTERSIGN_BASE_URL: process.env.COUNTERSIGN_BASE_URL ?? '',
})
afterAll(() => server.stop())

const execution = z.object({
  execution: z.object({ id: z.string(), lease_expires_at: z.string() }),
  request: z.object({ id: z.string() }),
})
type Answer = { status: number; body: unknown; replayed: boolean }

/** Every first answer that a client saw, by its Idempotency-Key; what is in here must be true for ever. */
const acknowledged = new Map<string, Answer>()
let broken = 0
let over = false
const problems: string[] = []

/** As a careful client does: the same call with the same key until there is an answer. */
async function insist(path: string, as: { api_key: string }, body: unknown, key: string): Promise<Answer> {
  for (let attempt = 0; attempt < 400; attempt++) {
    try {
      const answer = await server.call('POST', path, as.api_key, body, key)
      // 409 in progress, 5xx: not an answer yet. Anything else is.
      if (
        answer.status < 500 &&
        !(answer.status === 409 && String(Reflect.get(Object(answer.body), 'code')).startsWith('idempotency.'))
      ) {
        acknowledged.set(key, answer)
        return answer
      }
    } catch {
      broken += 1
    }
    await sleep(20)
  }
  throw new Error(`no answer to ${path} with ${key}`)
}

/** One story after the other: ask, redeem, report, and now and then ask for what people must decide. */
async function client(name: string): Promise<void> {
  for (let n = 0; !over; n++) {
    // A breath, or the clients would starve the process that is starting.
    await sleep(40)
    const key = (step: string) => `${name}-${n}-${step}`
    if (n % 4 === 3) {
      const waiting = asked.parse((await insist('/requests', agent, refundOf(amounts.one), key('wait'))).body)
      const cancelled = await insist(`/requests/${waiting.id}/cancel`, agent, {}, key('cancel'))
      if (cancelled.status !== 200) problems.push(`cancel of ${waiting.id}: ${cancelled.status}`)
      continue
    }
    const wish = refundOf(amounts.policy)
    const request = asked.parse((await insist('/requests', agent, wish, key('ask'))).body)
    const { action, resource, params } = wish
    const redeemed = await insist(
      '/grants/redeem',
      executor,
      { grant: request.grant?.token, action, resource, params },
      key('redeem'),
    )
    if (redeemed.status !== 200) {
      problems.push(`redeem of ${request.id}: ${redeemed.status} ${JSON.stringify(redeemed.body)}`)
      continue
    }
    const run = execution.parse(redeemed.body)
    if (run.request.id !== request.id) problems.push(`${key('redeem')} was answered for ${run.request.id}`)
    const done = await insist(
      `/executions/${run.execution.id}/complete`,
      executor,
      { outcome: 'succeeded' },
      key('report'),
    )
    if (done.status !== 200) problems.push(`report of ${run.execution.id}: ${done.status}`)
  }
}

test(`kill -9 at any moment, ${KILLS} times under load: nothing acknowledged is lost, nothing happens twice (ATTACKS 78)`, {
  timeout: 300_000,
}, async () => {
  await server.start()
  const clients = Array.from({ length: CLIENTS }, (_, i) => client(`client-${i}`))
  for (let kill = 0; kill < KILLS; kill++) {
    await server.ready()
    // Some work must have gone through this process; then anywhere in the middle of the next.
    const enough = acknowledged.size + 2 * CLIENTS
    while (acknowledged.size < enough) await sleep(5)
    await sleep(randomInt(60))
    await server.kill()
  }
  await sleep(300)
  over = true
  await Promise.all(clients)

  // It did hurt, and the clients got through all the same.
  expect(broken).toBeGreaterThanOrEqual(KILLS)
  expect(problems).toEqual([])
  const asks = [...acknowledged].filter(([key]) => /-(ask|wait)$/.test(key))
  expect(asks.length).toBeGreaterThan(2 * KILLS)

  // 1. Every acknowledged answer is in the database: the request, its use, its report.
  for (const [key, { body }] of asks) {
    const { id, digest } = asked.parse(body)
    const [row] = await db.asOwner(
      'SELECT r.digest, r.status, k.request_id FROM requests r JOIN idempotency_keys k ON k.request_id = r.id WHERE r.id = $1 AND k.key = $2',
      [id, key],
    )
    expect(row).toEqual({ digest, status: key.endsWith('-wait') ? 'cancelled' : 'approved', request_id: id })
  }
  for (const [key, { body }] of acknowledged) {
    if (!key.endsWith('-redeem')) continue
    const { execution: run } = execution.parse(body)
    const [row] = await db.asOwner(
      `SELECT e.outcome, g.status FROM executions e JOIN grants g ON g.id = e.grant_id WHERE e.id = $1`,
      [run.id],
    )
    expect(row).toEqual({ outcome: 'succeeded', status: 'completed' })
  }

  // 2. Nothing twice: a key made one request, and there is no request, use or report that no client was told of.
  const ids = new Set(asks.map(([, { body }]) => asked.parse(body).id))
  expect(ids.size).toBe(asks.length)
  expect(await countOf(db, 'SELECT count(*) FROM requests')).toBe(asks.length)
  const uses = [...acknowledged.keys()].filter((key) => key.endsWith('-redeem')).length
  expect(await countOf(db, 'SELECT count(*) FROM executions')).toBe(uses)
  expect(
    await countOf(
      db,
      `SELECT count(*) FROM (SELECT grant_id FROM executions GROUP BY grant_id HAVING count(*) > 1) twice`,
    ),
  ).toBe(0)

  // 3. Every state has its entry and every entry its state.
  const differences = await db.asOwner(`
    WITH said AS (SELECT type, request_id FROM log_entries WHERE request_id IS NOT NULL),
    is_so AS (
      SELECT 'request.submitted' AS type, id AS request_id FROM requests
      UNION ALL SELECT 'request.cancelled', id FROM requests WHERE status = 'cancelled'
      UNION ALL SELECT 'grant.issued', request_id FROM grants
      UNION ALL SELECT 'grant.redeemed', request_id FROM grants WHERE redeemed_at IS NOT NULL
      UNION ALL SELECT 'execution.completed', request_id FROM executions WHERE outcome = 'succeeded')
    (TABLE said EXCEPT ALL TABLE is_so) UNION ALL (TABLE is_so EXCEPT ALL TABLE said)`)
  expect(differences).toEqual([])

  // 4. The log: every entry is numbered or waits for its number, without a gap, also after the last kill.
  await server.stop()
  for (;;) {
    const sequenced = await sequenceLog()
    if (!sequenced.busy && sequenced.count === 0) break
  }
  const [log] = await db.asOwner(`
    SELECT (SELECT count(*)::int FROM log_entries) - (SELECT count(*)::int FROM log_leaves) - (SELECT count(*)::int FROM log_pending) AS lost,
      (SELECT count(*)::int FROM log_pending) AS waiting, (SELECT max("index") + 1 - count(*) FROM log_leaves)::int AS gaps`)
  expect(log).toEqual({ lost: 0, waiting: 0, gaps: 0 })
})
