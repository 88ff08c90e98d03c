import { describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api, ask, executionOf, type Granted, granted, grantedBy, look, pending, redeem } from '@/e2e/support/machines'
import { approve, refusal, signers } from '@/e2e/support/people'
import { factsOf, revive } from '@/e2e/support/rows'
import { forgetDirectory } from '@/lib/directory/current'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor, otherAgent, otherExecutor } = world
await activate(db, 'payments', steps)
const [mei] = await signers(world, 'mei')

const unusable = { status: 403, code: 'grant.unusable' }
const used = { status: 409, code: 'grant.already_redeemed' }
const gone = { status: 410, code: 'grant.gone' }
const statusOf = async (grant: Granted) =>
  (await db.asOwner('SELECT status FROM grants WHERE id = $1', [grant.grantId]))[0]?.status
const codeOf = async (answer: Response) => (await refusal(answer)).code

describe('consent ends with what it rested on', () => {
  const setStatus = async (table: string, id: string, to: string) => {
    await db.asOwner(`UPDATE ${table} SET status = $2 WHERE id = $1`, [id, to])
    // Refusals are asked of the cache, which may be half a second behind when somebody is let in again.
    forgetDirectory()
  }

  test.each([
    ['agent is retired (ATTACKS 87)', 'retired'],
    ['agent is suspended', 'suspended'],
    ['agent is quarantined', 'quarantined'],
  ])('the %s: its grants are void', async (_, to) => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    await setStatus('agents', agent.id, to)
    expect(await refusal(await redeem(world, grant))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'agent_suspended' })
    await revive(db, 'agents', agent.id)
    forgetDirectory()
  })

  test('the executor is suspended: it is refused at the door', async () => {
    const grant = await granted(world)
    await setStatus('executors', executor.id, 'suspended')
    expect(await refusal(await redeem(world, grant))).toEqual({ status: 403, code: 'auth.suspended' })
    await setStatus('executors', executor.id, 'active')
    expect(await statusOf(grant)).toBe('issued')
  })

  test('the runtime is suspended, the workflow is suspended, or nobody is accountable any more', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    const why = async () => [
      await refusal(await redeem(world, grant)),
      (await factsOf(db, grant.requestId, 'grant.refused'))?.why,
    ]
    await db.asOwner(`UPDATE runtimes SET status = 'suspended' WHERE slug = 'support-agents'`)
    expect(await why()).toEqual([unusable, 'runtime_suspended'])
    await db.asOwner(`UPDATE runtimes SET status = 'active'`)
    await db.asOwner(`UPDATE workflows SET status = 'suspended' WHERE slug = 'payments'`)
    expect(await why()).toEqual([unusable, 'workflow_inactive'])
    await db.asOwner(`UPDATE workflows SET status = 'active' WHERE slug = 'payments'`)
    await db.asOwner(`UPDATE accountability_assignments SET acknowledged_at = NULL WHERE role = 'accountable_owner'`)
    expect(await why()).toEqual([unusable, 'accountability_gap'])
    await db.asOwner(`UPDATE accountability_assignments SET acknowledged_at = now() WHERE acknowledged_at IS NULL`)
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('the execution is completed: the grant is over and opens nothing more (ATTACKS 86)', async () => {
    const grant = await granted(world)
    const { execution } = await executionOf(world, grant)
    expect((await api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' })).status).toBe(
      200,
    )
    expect(await statusOf(grant)).toBe('completed')
    expect(await refusal(await redeem(world, grant))).toEqual(used)
    expect(await codeOf(await api('POST', `/requests/${grant.requestId}/grant`, agent, {}))).toBe('grant.not_issued')
  })

  test('the agent gives it back, or its executor does, and nobody else machine can (ATTACKS 82)', async () => {
    for (const [who, code] of [
      [agent, gone],
      [executor, gone],
    ] as const) {
      const grant = await granted(world)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, otherAgent, {})).status).toBe(404)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, otherExecutor, {})).status).toBe(404)
      expect((await api('POST', `/grants/${grant.grantId}/revoke`, who, { reason: 'not needed' })).status).toBe(200)
      expect(await refusal(await redeem(world, grant))).toEqual(code)
    }
  })
})

describe('a request', () => {
  test('that is pending, denied or cancelled has no token to give', async () => {
    const waiting = await pending(world, amounts.one)
    const denied = await ask(world, refundOf(amounts.none))
    for (const [id, status] of [
      [waiting.id, 'pending'],
      [denied.id, 'denied'],
    ]) {
      const answer = await api('POST', `/requests/${id}/grant`, agent, {})
      expect([answer.status, (await answer.json()).detail]).toEqual([409, expect.stringContaining(String(status))])
    }
    expect((await api('POST', `/requests/${waiting.id}/cancel`, agent, {})).status).toBe(200)
    expect((await api('POST', `/requests/${waiting.id}/cancel`, agent, {})).status).toBe(409)
    expect(await approve(mei, waiting).catch((error: unknown) => String(error))).toMatch(
      /404|409|not_found|not_pending/,
    )
    expect(await look(world, waiting.id)).toMatchObject({ status: 'cancelled', grant: null })
  })

  test('gives the same token again while it is issued, and only to its agent (ATTACKS 82)', async () => {
    const grant = await granted(world)
    const again = await (await api('POST', `/requests/${grant.requestId}/grant`, agent, {})).json()
    expect(again.grant.token).toBe(grant.token)
    expect((await api('POST', `/requests/${grant.requestId}/grant`, otherAgent, {})).status).toBe(404)
  })
})
