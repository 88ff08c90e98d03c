import { describe, expect, test } from 'vitest'
import { activate, steps } from '@/e2e/support/boundary'
import { api, executionOf, type Granted, granted, look, redeem } from '@/e2e/support/machines'
import { refusal } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, moveDeadline } from '@/e2e/support/rows'
import { endLeases } from '@/lib/executions/end-leases'
import { absentId, useWorld } from './world'

const world = await useWorld()
const { db, agent, executor, otherExecutor } = world
await activate(db, 'payments', steps)

const done = { outcome: 'succeeded', detail: 'Refunded.' } as const
const complete = (id: string, body: unknown = done, headers: Record<string, string> = {}, as = executor) =>
  api('POST', `/executions/${id}/complete`, as, body, headers)
const heartbeat = (id: string, as = executor) => api('POST', `/executions/${id}/heartbeat`, as, {})
const endsOf = async (grant: Granted) => (await entriesOf(db, grant.requestId)).slice(3)

async function started(): Promise<Granted & { executionId: string; lease: Date }> {
  const grant = await granted(world)
  const { execution } = await executionOf(world, grant)
  return { ...grant, executionId: execution.id, lease: new Date(execution.lease_expires_at) }
}

describe('an outcome is reported once', () => {
  test('and ends the grant in the same moment, with one entry that names the outcome and the digest', async () => {
    const run = await started()
    const answer = await complete(run.executionId, { ...done, evidence_digest: 'A'.repeat(43) })
    expect([answer.status, (await answer.json()).execution.outcome]).toEqual([200, 'succeeded'])
    expect(await endsOf(run)).toEqual(['execution.completed'])
    expect(await factsOf(db, run.requestId, 'execution.completed')).toMatchObject({
      outcome: 'succeeded',
      evidence_digest: 'A'.repeat(43),
    })
    const [row] = await db.asOwner(
      "SELECT status, ended_at = (SELECT completed_at FROM executions WHERE id = $2) OR ended_at > now() - interval '1 minute' AS ended FROM grants WHERE id = $1",
      [run.grantId, run.executionId],
    )
    expect(row).toEqual({ status: 'completed', ended: true })
  })

  test('the same report again changes nothing; another one is refused', async () => {
    const run = await started()
    const first = await (await complete(run.executionId)).text()
    const again = await complete(run.executionId)
    expect([again.status, await again.text()]).toEqual([200, first])
    for (const outcome of ['failed', 'unknown'])
      expect(await refusal(await complete(run.executionId, { outcome }))).toEqual({
        status: 409,
        code: 'execution.already_completed',
      })
    expect(await endsOf(run)).toEqual(['execution.completed'])
  })

  test('of 32 reports at once, half of them contrary, one is recorded', async () => {
    const run = await started()
    const answers = await Promise.all(
      Array.from({ length: 32 }, (_, i) =>
        complete(run.executionId, { outcome: i % 2 === 0 ? 'succeeded' : 'failed' }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(16)
    expect(await endsOf(run)).toEqual(['execution.completed'])
    const [row] = await db.asOwner('SELECT outcome FROM executions WHERE id = $1', [run.executionId])
    expect(await factsOf(db, run.requestId, 'execution.completed')).toMatchObject({ outcome: row?.outcome })
  })

  test('with an Idempotency-Key the stored answer comes back; for another body the key is refused (ATTACKS 110)', async () => {
    const [run, other] = [await started(), await started()]
    const key = { 'idempotency-key': 'report-1' }
    const first = await (await complete(run.executionId, done, key)).json()
    const again = await complete(run.executionId, done, key)
    expect([again.status, again.headers.get('idempotency-replayed'), await again.json()]).toEqual([200, 'true', first])
    expect(await refusal(await complete(run.executionId, { outcome: 'failed' }, key))).toEqual({
      status: 422,
      code: 'idempotency.mismatch',
    })
    expect(await refusal(await complete(other.executionId, done, key))).toEqual({
      status: 422,
      code: 'idempotency.mismatch',
    })
  })

  test('32 at once with one key are one report and one answer (ATTACKS 110)', async () => {
    const run = await started()
    const answers = await Promise.all(
      Array.from({ length: 32 }, () => complete(run.executionId, done, { 'idempotency-key': 'report-race' })),
    )
    const bodies = await Promise.all(answers.map((answer) => answer.json()))
    for (const body of bodies) expect(body).toEqual(bodies[0])
    expect(answers.filter((answer) => answer.headers.get('idempotency-replayed') === null)).toHaveLength(1)
    expect(await endsOf(run)).toEqual(['execution.completed'])
  })

  test('a key is its client’s own: what one executor did with it is nothing to another (ATTACKS 109)', async () => {
    const run = await started()
    const key = { 'idempotency-key': 'shared' }
    expect((await complete(run.executionId, done, key)).status).toBe(200)
    const theirs = await complete(run.executionId, done, key, otherExecutor)
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([404, null])
  })
})

describe('an execution is its executor’s own', () => {
  test('for others it is not there, and an agent never reports (ATTACKS 35, 102)', async () => {
    const run = await started()
    const absent = await complete(absentId('exe'), done, {}, otherExecutor)
    const foreign = await complete(run.executionId, done, {}, otherExecutor)
    expect([absent.status, foreign.status, await foreign.text()]).toEqual([404, 404, await absent.text()])
    expect((await heartbeat(run.executionId, otherExecutor)).status).toBe(404)
    expect(await refusal(await complete(run.executionId, done, {}, agent))).toEqual({
      status: 403,
      code: 'auth.wrong_kind',
    })
    expect(await endsOf(run)).toEqual([])
  })
})

describe('a lease', () => {
  test('is extended by a heartbeat, never beyond an hour after the start', async () => {
    const run = await started()
    await db.asOwner(
      `UPDATE executions SET lease_expires_at = clock_timestamp() + interval '10 seconds' WHERE id = $1`,
      [run.executionId],
    )
    const extended = new Date((await (await heartbeat(run.executionId)).json()).execution.lease_expires_at).getTime()
    expect(extended).toBeGreaterThan(Date.now() + 200_000)
    await db.asOwner(`UPDATE executions SET started_at = started_at - interval '59 minutes' WHERE id = $1`, [
      run.executionId,
    ])
    for (let i = 0; i < 3; i++) await heartbeat(run.executionId)
    const [row] = await db.asOwner(
      `SELECT lease_expires_at <= greatest(started_at + interval '1 hour', $2) AS bounded FROM executions WHERE id = $1`,
      [run.executionId, new Date(extended)],
    )
    expect(row).toEqual({ bounded: true })
  })

  test('that is over cannot be revived, and a late report is refused: the outcome stays unknown (ATTACKS 79)', async () => {
    const run = await started()
    await moveDeadline(db, 'lease', run.executionId, -1)
    expect(await refusal(await heartbeat(run.executionId))).toEqual({ status: 409, code: 'execution.lease_over' })
    expect(await refusal(await complete(run.executionId))).toEqual({ status: 409, code: 'execution.lease_over' })
    await Promise.all([endLeases(), endLeases()])
    expect(await endsOf(run)).toEqual(['execution.unknown', 'grant.revoked'])
    const owner = world.file.people.find(({ email }) => email.startsWith('rotimi'))?.id
    expect(await factsOf(db, run.requestId, 'execution.unknown')).toMatchObject({ accountable_owner: owner })
    // Nothing is retried by itself, and neither agent nor executor gets it again.
    expect(await refusal(await complete(run.executionId))).toEqual({ status: 409, code: 'execution.already_completed' })
    expect(await refusal(await redeem(world, run))).toEqual({ status: 410, code: 'grant.gone' })
    expect((await api('POST', `/requests/${run.requestId}/grant`, agent, {})).status).toBe(409)
    expect((await look(world, run.requestId)).grant).toMatchObject({ status: 'revoked', token: null })
  })

  test('a report against the end of the lease: one outcome, whichever comes first', async () => {
    for (let round = 0; round < 20; round++) {
      const run = await started()
      await moveDeadline(db, 'lease', run.executionId, round * 2)
      const [answer] = await Promise.all([complete(run.executionId), endLeases(), endLeases()])
      await new Promise((resolve) => setTimeout(resolve, 45))
      await endLeases()
      const [row] = await db.asOwner('SELECT outcome FROM executions WHERE id = $1', [run.executionId])
      if (answer.status === 200)
        expect([row, await endsOf(run)]).toEqual([{ outcome: 'succeeded' }, ['execution.completed']])
      else
        expect([answer.status, row, await endsOf(run)]).toEqual([
          409,
          { outcome: 'unknown' },
          ['execution.unknown', 'grant.revoked'],
        ])
    }
  })

  test('a grant revoked in the middle ends the execution as unknown, and its report is refused', async () => {
    const run = await started()
    expect((await api('POST', `/grants/${run.grantId}/revoke`, agent, { reason: 'Stop.' })).status).toBe(200)
    expect(await endsOf(run)).toEqual(['grant.revoked', 'execution.unknown'])
    expect((await complete(run.executionId)).status).toBe(409)
    expect((await heartbeat(run.executionId)).status).toBe(409)
    await endLeases()
    expect(
      await countOf(db, `SELECT count(*) FROM log_entries WHERE request_id = $1 AND type = 'execution.unknown'`, [
        run.requestId,
      ]),
    ).toBe(1)
  })
})
