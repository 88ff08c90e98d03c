import { describe, expect, test } from 'vitest'
import { useWorld } from '@/e2e/api/world'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { executionOf, granted, pending, redeem } from '@/e2e/support/machines'
import { moveDeadline, refusalBy } from '@/e2e/support/rows'
import { newId } from '@/lib/platform/ids'

const world = await useWorld()
const { db } = world
await activate(db, 'payments', steps)
const both = [
  ['the owner of the tables', db.asOwner],
  ['the application', db.asApp],
] as const
const use = `UPDATE grants SET status = 'redeemed', redeemed_at = clock_timestamp() WHERE id = $1`

/** A grant for a request, written past every program: sound unless `over` changes it. */
const insert = (run: typeof db.asOwner, requestId: string, over: Record<string, unknown> = {}) =>
  refusalBy(
    run,
    `INSERT INTO grants SELECT (jsonb_populate_record(NULL::grants, jsonb_build_object('id', $2::text, 'request_id', r.id, 'agent_id', r.agent_id, 'executor_id', r.executor_id, 'digest', r.digest,
       'status', 'issued', 'issued_at', now(), 'not_before', now(), 'expires_at', r.not_after) || $3::jsonb)).* FROM requests r WHERE id = $1`,
    [requestId, newId('grt'), JSON.stringify(over)],
  )

describe.each(both)('the database refuses %s', (_, run) => {
  test('a second grant of a request, whatever became of the first (law 8)', async () => {
    const grant = await granted(world)
    expect(await insert(run, grant.requestId)).toMatch(/unique/)
    await redeem(world, grant)
    expect(await insert(run, grant.requestId)).toMatch(/unique/)
  })

  test('a grant for a request that is not approved', async () => {
    const request = await pending(world, amounts.two)
    expect(await insert(run, request.id)).toMatch(/must match its approved request/)
  })

  test('a grant for another digest, agent, executor or a longer time than was consented to', async () => {
    const { requestId } = await granted(world)
    await db.asOwner(
      `BEGIN; ALTER TABLE grants DISABLE TRIGGER USER; ALTER TABLE executions DISABLE TRIGGER USER; DELETE FROM grants WHERE request_id = '${requestId}'; ALTER TABLE grants ENABLE TRIGGER USER; ALTER TABLE executions ENABLE TRIGGER USER; COMMIT`,
    )
    for (const over of [
      { digest: 'A'.repeat(43) },
      { agent_id: world.otherAgent.id },
      { executor_id: world.otherExecutor.id },
      { executor_id: world.agent.id },
      { expires_at: new Date(Date.now() + 9 * 86_400_000) },
      { status: 'redeemed', redeemed_at: new Date() },
    ])
      expect([over, await insert(run, requestId, over)]).toEqual([
        over,
        expect.stringMatching(/must match its approved request|grant_/),
      ])
    expect(await insert(run, requestId)).toBeNull()
  })

  test('the use of a grant before its time, at its end or after it (law 9)', async () => {
    const [late, early] = [await granted(world), await granted(world)]
    await moveDeadline(db, 'grant', late.requestId, 0)
    expect(await refusalBy(run, use, [late.grantId])).toMatch(/outside its window/)
    await db.asOwner(
      `BEGIN; ALTER TABLE grants DISABLE TRIGGER USER; UPDATE grants SET not_before = clock_timestamp() + interval '1 minute' WHERE id = '${early.grantId}'; ALTER TABLE grants ENABLE TRIGGER USER; COMMIT`,
    )
    expect(await refusalBy(run, use, [early.grantId])).toMatch(/outside its window/)
  })

  test('to use, revive or rewrite what is used or over', async () => {
    const [usedUp, revoked] = [await granted(world), await granted(world)]
    await redeem(world, usedUp)
    await db.asOwner(`UPDATE grants SET status = 'revoked', ended_at = now() WHERE id = $1`, [revoked.grantId])
    expect(await refusalBy(run, use, [usedUp.grantId])).toMatch(/cannot go from redeemed to redeemed/)
    for (const { grantId } of [usedUp, revoked])
      expect(
        await refusalBy(run, `UPDATE grants SET status = 'issued', redeemed_at = NULL, ended_at = NULL WHERE id = $1`, [
          grantId,
        ]),
      ).toMatch(/cannot go from/)
    expect(await refusalBy(run, use, [revoked.grantId])).toMatch(/cannot go from revoked to redeemed/)
    for (const set of [
      `digest = '${'A'.repeat(43)}'`,
      `executor_id = '${world.otherExecutor.id}'`,
      `agent_id = '${world.otherAgent.id}'`,
      `expires_at = expires_at - interval '1 minute'`,
      `request_id = 'req_x'`,
    ])
      expect([
        set,
        await refusalBy(run, `UPDATE grants SET status = 'revoked', ended_at = now(), ${set} WHERE id = $1`, [
          usedUp.grantId,
        ]),
      ]).toEqual([set, expect.stringMatching(/immutable/)])
    expect(await refusalBy(run, 'DELETE FROM grants WHERE id = $1', [usedUp.grantId])).toMatch(
      /never deleted|permission denied/,
    )
  })

  test('a state without its time: used means when, ended means when', async () => {
    const grant = await granted(world)
    expect(await refusalBy(run, `UPDATE grants SET status = 'redeemed' WHERE id = $1`, [grant.grantId])).toMatch(
      /grant_used_means_when/,
    )
    expect(await refusalBy(run, `UPDATE grants SET status = 'revoked' WHERE id = $1`, [grant.grantId])).toMatch(
      /grant_ended_means_when/,
    )
    expect(
      await refusalBy(
        run,
        `UPDATE grants SET status = 'completed', redeemed_at = now(), ended_at = now() WHERE id = $1`,
        [grant.grantId],
      ),
    ).toMatch(/cannot go from issued to completed/)
  })
})

describe.each(both)('of executions the database refuses %s', (_, run) => {
  const start = (grantId: string, requestId: string, executorId: string) =>
    refusalBy(
      run,
      `INSERT INTO executions (id, grant_id, request_id, executor_id, lease_expires_at) VALUES ($1, $2, $3, $4, now() + interval '5 minutes')`,
      [newId('exe'), grantId, requestId, executorId],
    )

  test('one without its redeemed grant, a second one, or one of another executor or request', async () => {
    const [grant, other] = [await granted(world), await granted(world)]
    expect(await start(grant.grantId, grant.requestId, world.executor.id)).toMatch(/needs its redeemed grant/)
    await db.asOwner(use, [grant.grantId])
    expect(await start(grant.grantId, grant.requestId, world.otherExecutor.id)).toMatch(/needs its redeemed grant/)
    expect(await start(grant.grantId, other.requestId, world.executor.id)).toMatch(/needs its redeemed grant/)
    expect(await start(grant.grantId, grant.requestId, world.executor.id)).toBeNull()
    expect(await start(grant.grantId, grant.requestId, world.executor.id)).toMatch(/unique/)
  })

  test('a second outcome, none with a time, or an outcome that does not exist; and to forget one', async () => {
    const grant = await granted(world)
    const { execution } = await executionOf(world, grant)
    const set = (to: string) => refusalBy(run, `UPDATE executions SET ${to} WHERE id = $1`, [execution.id])
    expect(await set(`outcome = 'perhaps', completed_at = now()`)).toMatch(/executions_outcome/)
    expect(await set(`outcome = 'succeeded'`)).toMatch(/executions_completed/)
    expect(await set(`executor_id = '${world.otherExecutor.id}'`)).toMatch(/reported once/)
    expect(await set(`outcome = 'failed', completed_at = now()`)).toBeNull()
    for (const to of [
      `outcome = 'succeeded'`,
      `outcome = NULL, completed_at = NULL`,
      `detail = 'other'`,
      `lease_expires_at = now() + interval '1 hour'`,
    ])
      expect(await set(to)).toMatch(/reported once/)
    expect(await refusalBy(run, 'DELETE FROM executions WHERE id = $1', [execution.id])).toMatch(
      /reported once|permission denied/,
    )
  })
})

describe('a credential', () => {
  test('belongs to one machine, and holds a public key only', async () => {
    const insertKey = (over: Record<string, unknown>) =>
      refusalBy(db.asApp, `INSERT INTO credentials SELECT (jsonb_populate_record(NULL::credentials, $1::jsonb)).*`, [
        JSON.stringify({
          id: newId('crd'),
          kind: 'private_key_jwt',
          agent_id: world.agent.id,
          fingerprint: newId('fpr'),
          public_jwk: { kty: 'EC' },
          hint: '',
          created_at: new Date(),
          ...over,
        }),
      ])
    expect(await insertKey({ executor_id: world.executor.id })).toMatch(/credential_has_one_owner/)
    expect(await insertKey({ agent_id: null })).toMatch(/credential_has_one_owner/)
    expect(await insertKey({ public_jwk: { kty: 'EC', d: 'secret' } })).toMatch(/credential_key_is_public/)
    expect(await insertKey({ kind: 'password', public_jwk: null })).toMatch(/credentials_kind/)
    expect(await insertKey({})).toBeNull()
  })
})
