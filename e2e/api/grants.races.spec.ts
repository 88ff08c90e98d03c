import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, type Granted, granted, grantedBy, redeem } from '@/e2e/support/machines'
import { post, signers } from '@/e2e/support/people'
import { entriesOf, moveDeadline } from '@/e2e/support/rows'
import { expireGrants } from '@/lib/grants/expire-grants'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor } = world
await activate(db, 'payments', steps)
const [mei] = await signers(world, 'mei')

type Row = { status: string; outcome: string | null; redeemed_at: Date | null; ended_at: Date | null }
const rowOf = async (grant: Granted) =>
  (
    await db.prisma.$queryRaw<
      Row[]
    >`SELECT g.status, e.outcome, g.redeemed_at, g.ended_at FROM grants g LEFT JOIN executions e ON e.grant_id = g.id WHERE g.id = ${grant.grantId}`
  )[0]

/** Rows and log tell one story, in one order. */
async function expectOneStory(grant: Granted, answers: { redeemed: number; revoked: number }) {
  const row = await rowOf(grant)
  const entries = (await entriesOf(db, grant.requestId)).filter((type) =>
    /^(grant\.(redeemed|revoked|expired)|execution)/.test(type),
  )
  expect(answers.revoked).toBe(200)
  expect(row?.status).toBe('revoked')
  if (answers.redeemed === 200) {
    expect(entries).toEqual(['grant.redeemed', 'grant.revoked', 'execution.unknown'])
    expect(row?.outcome).toBe('unknown')
    expect(Number(row?.ended_at) >= Number(row?.redeemed_at)).toBe(true)
  } else {
    expect(answers.redeemed).toBe(410)
    expect([entries, row?.outcome, row?.redeemed_at]).toEqual([['grant.revoked'], null, null])
  }
}

describe('redeem against revoke', () => {
  test('500 races by agent and executor: one order, and the log has the same (ATTACKS 68)', async () => {
    let redeemed = 0
    const race = async (round: number) => {
      const grant = await granted(world)
      const revoke = () => api('POST', `/grants/${grant.grantId}/revoke`, round % 3 === 0 ? executor : agent, {})
      const [first, second] = await Promise.all(
        round % 2 === 0 ? [redeem(world, grant), revoke()] : [revoke(), redeem(world, grant)],
      )
      const [used, revoked] = round % 2 === 0 ? [first, second] : [second, first]
      await expectOneStory(grant, { redeemed: used.status, revoked: revoked.status })
      if (used.status === 200) redeemed += 1
    }
    for (let round = 0; round < 500; round += 10)
      await Promise.all(Array.from({ length: 10 }, (_, i) => race(round + i)))
    // Both orders happened, or this raced nothing.
    expect([redeemed > 0, redeemed < 500]).toEqual([true, true])
  })

  test('and by a person in the console', async () => {
    for (let round = 0; round < 12; round++) {
      const grant = await grantedBy(world, amounts.signed, [mei])
      const [used, revoked] = await Promise.all([
        redeem(world, grant),
        post(mei, `/grants/${grant.grantId}/revoke`, { reason: 'Stop.' }),
      ])
      await expectOneStory(grant, { redeemed: used.status, revoked: revoked.status })
    }
  })
})

test('redeem against expiry: used in time or not at all', async () => {
  for (let round = 0; round < 30; round++) {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, round)
    const [used] = await Promise.all([redeem(world, grant), expireGrants()])
    await new Promise((resolve) => setTimeout(resolve, 35))
    await expireGrants()
    const row = await rowOf(grant)
    const entries = (await entriesOf(db, grant.requestId)).filter((type) => /^grant\.(redeemed|expired)/.test(type))
    expect([row?.status, entries]).toEqual(
      used.status === 200 ? ['redeemed', ['grant.redeemed']] : ['expired', ['grant.expired']],
    )
  }
})

test('complete against revoke: the execution has one outcome and the grant one end', async () => {
  for (let round = 0; round < 40; round++) {
    const grant = await granted(world)
    const { execution } = await (await redeem(world, grant)).json()
    const calls = [
      () => api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' }),
      () => api('POST', `/grants/${grant.grantId}/revoke`, agent, {}),
    ]
    await Promise.all((round % 2 === 0 ? calls : calls.toReversed()).map((send) => send()))
    const row = await rowOf(grant)
    const entries = (await entriesOf(db, grant.requestId)).slice(3)
    expect([row?.status, row?.outcome, entries]).toEqual(
      row?.status === 'completed'
        ? ['completed', 'succeeded', ['execution.completed']]
        : ['revoked', 'unknown', ['grant.revoked', 'execution.unknown']],
    )
  }
})
