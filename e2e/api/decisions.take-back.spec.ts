import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { type Granted, grantedBy, look, redeem } from '@/e2e/support/machines'
import { approve, get, post, refusal, signers } from '@/e2e/support/people'
import { countOf, entriesOf, refusalBy } from '@/e2e/support/rows'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
const held = (grace: string) => steps.replaceAll('@stepup("passkey")', `@stepup("passkey") @grace("${grace}")`)
await activate(db, 'payments', held('1m'))
const [mei, tom, elif] = await signers(world, 'mei', 'tom', 'elif')
const takeBack = (person: { cookie: string }, grant: Granted) =>
  post(person, `/requests/${grant.requestId}/take-back`, {})
const statusOf = async (grant: Granted) => {
  const { status, reasons, grant: shown } = await look(world, grant.requestId)
  return [status, reasons[0]?.code, shown?.status]
}

describe('while the grant is held back', () => {
  test('an approver takes the approval back: denied, revoked, logged, and the token is worth nothing', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    expect((await redeem(world, grant)).status).toBe(403)
    expect((await takeBack(mei, grant)).status).toBe(200)
    expect(await statusOf(grant)).toEqual(['denied', 'decision.taken_back', 'revoked'])
    expect((await redeem(world, grant)).status).toBe(410)
    expect((await entriesOf(db, grant.requestId)).slice(-5, -1)).toEqual([
      'grant.refused',
      'decision.taken_back',
      'grant.revoked',
      'request.denied',
    ])
    const view = await (await get(mei, `/requests/${grant.requestId}`)).json()
    expect(view.resolution).toMatchObject({ status: 'denied', sentence: expect.stringContaining('taken back') })
    expect(await refusal(await takeBack(mei, grant))).toEqual({ status: 409, code: 'request.not_approved' })
  })

  test('any of the approvers can, and nobody else', async () => {
    const grant = await grantedBy(world, amounts.two, [mei, tom])
    expect(await refusal(await takeBack(elif, grant))).toMatchObject({ status: 404 })
    expect((await takeBack(tom, grant)).status).toBe(200)
    const alone = await grantedBy(world, amounts.signed, [mei])
    expect(await refusal(await takeBack(tom, alone))).toMatchObject({ status: 403, why: 'not_approver' })
  })

  test('the law refuses it of a grant that was not held, not revoked, or revoked by another', async () => {
    const deny = `UPDATE requests SET status = 'denied', next_action = 'none' WHERE id = $1`
    const grant = await grantedBy(world, amounts.signed, [mei])
    expect(await refusalBy(db.asOwner, deny, [grant.requestId])).toMatch(/taken back by an approver/)
    await post(tom, `/grants/${grant.grantId}/revoke`, { reason: 'Stop.' })
    expect(await refusalBy(db.asOwner, deny, [grant.requestId])).toMatch(/taken back by an approver/)
    await activate(db, 'payments', steps)
    const released = await grantedBy(world, amounts.signed, [mei])
    await post(mei, `/grants/${released.grantId}/revoke`, { reason: 'Stop.' })
    expect(await refusalBy(db.asOwner, deny, [released.requestId])).toMatch(/taken back by an approver/)
  })
})

test('once released only revoking is left', async () => {
  await activate(db, 'payments', steps)
  const grant = await grantedBy(world, amounts.signed, [mei])
  expect(await refusal(await takeBack(mei, grant))).toEqual({ status: 409, code: 'grant.released' })
  expect(await statusOf(grant)).toMatchObject({ 0: 'approved', 2: 'issued' })
  expect((await redeem(world, grant)).status).toBe(200)
  expect(await refusal(await takeBack(mei, grant))).toEqual({ status: 409, code: 'grant.released' })
})

test('two at once take it back once', async () => {
  await activate(db, 'payments', held('1m'))
  const grant = await grantedBy(world, amounts.two, [mei, tom])
  const answers = await Promise.all([mei, tom, mei, tom].map((person) => takeBack(person, grant)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409])
  const taken = (await entriesOf(db, grant.requestId)).filter((type) => type === 'decision.taken_back')
  expect(taken).toHaveLength(1)
})

/** Moves the release of a held grant to `ms` from now by the database's clock, which no verb can do. */
async function releaseIn(grantId: string, ms: number) {
  await db.asOwner(`BEGIN; ALTER TABLE grants DISABLE TRIGGER USER;
    UPDATE grants SET not_before = clock_timestamp() + interval '${ms} milliseconds' WHERE id = '${grantId}';
    ALTER TABLE grants ENABLE TRIGGER USER; COMMIT`)
}

test('take-back against redeem around the moment of release: one comes first, and the log has the same', async () => {
  await activate(db, 'payments', held('1m'))
  const seen = { taken: 0, used: 0 }
  for (let round = 0; round < 16; round++) {
    const grant = await grantedBy(world, amounts.signed, [mei])
    await releaseIn(grant.grantId, round * 25)
    const redeeming = async () => {
      for (;;) {
        const { status } = await redeem(world, grant)
        if (status !== 403) return status
      }
    }
    // From well after the release to well before it.
    const takingBack = async () => {
      await new Promise((resolve) => setTimeout(resolve, 120))
      return (await takeBack(mei, grant)).status
    }
    const [used, taken] = await Promise.all([redeeming(), takingBack()])
    const entries = (await entriesOf(db, grant.requestId)).filter((type) => type !== 'grant.refused').slice(4)
    if (taken === 200) {
      seen.taken += 1
      expect([used, entries]).toEqual([410, ['decision.taken_back', 'grant.revoked', 'request.denied']])
    } else {
      seen.used += 1
      expect([used, entries]).toEqual([200, ['grant.redeemed']])
    }
  }
  expect([seen.taken > 0, seen.used > 0]).toEqual([true, true])
  expect(
    await countOf(
      db,
      `SELECT count(*) FROM grants g JOIN requests r ON r.id = g.request_id WHERE r.status = 'denied' AND g.redeemed_at IS NOT NULL`,
    ),
  ).toBe(0)
})

test('a second approval is not given after it was taken back', async () => {
  await activate(db, 'payments', held('1m'))
  const grant = await grantedBy(world, amounts.signed, [mei])
  expect((await takeBack(mei, grant)).status).toBe(200)
  const shown = await db.prisma.request.findUniqueOrThrow({ where: { id: grant.requestId } })
  const again = approve(tom, { id: shown.id, presentationDigest: shown.presentationDigest })
  await expect(again).rejects.toThrow('request.not_pending')
})
