import { afterEach, expect, test, vi } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { appendMany, auditLog, useLogKey } from '@/e2e/support/log'
import { forgetLogHalt, logHalted } from '@/lib/audit/halted'
import { readCheckpoint } from '@/lib/audit/read-log'
import { sequenceLog } from '@/lib/audit/sequence-log'
import { forgetSeenHead } from '@/lib/audit/sign-checkpoint'
import { startSequencer } from './sequencer'
import { startWorker } from './worker'

const key = useLogKey()
const db = await useDatabase()
const size = async () => (await readCheckpoint())?.size ?? null

afterEach(() => {
  forgetLogHalt()
  forgetSeenHead()
})

test('a head exists from the start, and soon covers every entry', async () => {
  const stop = new AbortController()
  const running = startSequencer(stop.signal)
  await expect.poll(size, { timeout: 5_000 }).toBe(0)
  for (let round = 1; round <= 3; round++) {
    await appendMany(5)
    await expect.poll(size, { timeout: 5_000, interval: 20 }).toBe(round * 5)
  }
  stop.abort()
  await running
})

test('three at once leave one log, and when the others stop the last goes on', async () => {
  const stops = [new AbortController(), new AbortController(), new AbortController()]
  const running = stops.map(({ signal }) => startSequencer(signal))
  await appendMany(40)
  stops[0]?.abort()
  stops[1]?.abort()
  await appendMany(10)
  await expect.poll(size, { timeout: 5_000 }).toBe(65)
  stops[2]?.abort()
  await Promise.all(running)
  expect((await auditLog(key)).ok).toBe(true)
})

test('what a sequencer numbered before it was killed is signed by the next one', async () => {
  await appendMany(1)
  await sequenceLog()
  const stop = new AbortController()
  const running = startSequencer(stop.signal)
  await expect.poll(size, { timeout: 5_000 }).toBe(66)
  stop.abort()
  await running
})

test('a database that goes away for a moment is waited for', async () => {
  const stop = new AbortController()
  const running = startSequencer(stop.signal)
  await db
    .asOwner(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'countersign' AND datname = current_database()`,
    )
    .catch(() => undefined)
  await vi.waitFor(() => appendMany(1), { timeout: 5_000 })
  await expect.poll(size, { timeout: 8_000 }).toBe(67)
  expect(logHalted()).toBeNull()
  stop.abort()
  await running
})

test('a log that contradicts itself halts the loop, which signs nothing more until it is stopped', async () => {
  await db.asOwner(
    `ALTER TABLE log_leaves DISABLE TRIGGER USER; UPDATE log_leaves SET leaf_hash = sha256(leaf_hash) WHERE "index" = 66; ALTER TABLE log_leaves ENABLE TRIGGER USER`,
  )
  const before = await readCheckpoint()
  const stop = new AbortController()
  const running = startSequencer(stop.signal)
  await expect.poll(() => logHalted()?.code, { timeout: 5_000 }).toBe('inconsistent')
  await appendMany(3)
  await new Promise((resolve) => setTimeout(resolve, 1_500))
  expect(await readCheckpoint()).toEqual(before)
  stop.abort()
  await running
})

test('a task asked for in a transaction runs after its commit; one with another payload fails and stays visible', async () => {
  const worker = await startWorker({ ownerUrl: db.ownerUrl })
  await db.asApp(
    `SELECT countersign_enqueue('expire-requests', '{}'), countersign_enqueue('purge-spent', '{"all": true}')`,
  )
  const jobs = () => db.asOwner(`SELECT task_identifier AS task, attempts, last_error FROM graphile_worker.jobs`)
  await expect
    .poll(jobs, { timeout: 5_000 })
    .toMatchObject([{ task: 'purge-spent', attempts: 1, last_error: expect.stringContaining('all') }])
  await worker.stop()
})
