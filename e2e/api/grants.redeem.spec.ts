import { describe, expect, test } from 'vitest'
import { activate, amounts, steps } from '@/e2e/support/boundary'
import { api, type Granted, granted, grantedBy, presented, redeem } from '@/e2e/support/machines'
import { refusal, signers } from '@/e2e/support/people'
import { countOf, entriesOf, factsOf, moveDeadline, refusalBy } from '@/e2e/support/rows'
import { expireGrants } from '@/lib/grants/expire-grants'
import { useWorld } from './world'

const world = await useWorld()
const { db, agent, executor, otherExecutor } = world
await activate(db, 'payments', steps)
const [mei, tom] = await signers(world, 'mei', 'tom')

const unusable = { status: 403, code: 'grant.unusable' }
const used = { status: 409, code: 'grant.already_redeemed' }
const gone = { status: 410, code: 'grant.gone' }
const statusOf = async (grant: Granted) =>
  (await db.asOwner('SELECT status FROM grants WHERE id = $1', [grant.grantId]))[0]?.status
const executionsOf = (grant: Granted) =>
  countOf(db, 'SELECT count(*) FROM executions WHERE grant_id = $1', [grant.grantId])
const codeOf = async (answer: Response) => (await refusal(answer)).code

describe('what was consented to, and nothing else (ATTACKS 1)', () => {
  test('another amount than the approved one is refused, the mismatch logged, and the grant still good for the right one', async () => {
    const grant = await grantedBy(world, amounts.two, [mei, tom])
    const more = { params: { ...grant.wish.params, amount: amounts.two + 1 } }
    expect(await refusal(await redeem(world, grant, more))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({
      why: 'action_mismatch',
      grant_status: 'issued',
    })
    expect([await statusOf(grant), await executionsOf(grant)]).toEqual(['issued', 0])
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test.each([
    ['another resource', { resource: 'charge:ch_other' }],
    ['another action', { action: 'payments.payout' }],
    ['one param more', { params: { amount: 50, currency: 'EUR', reason: 'damaged_goods', memo: 'x' } }],
    ['one param less', { params: { amount: 50, currency: 'EUR' } }],
    ['a text instead of a number', { params: { amount: '50', currency: 'EUR', reason: 'damaged_goods' } }],
    [
      'a secret that nobody was asked about',
      { secret: { store: 's', path: 'p', version: '1', fields: ['f'], purpose: 'x', lifetime_seconds: 60 } },
    ],
  ])('%s', async (_, change) => {
    const grant = await granted(world)
    expect(await refusal(await redeem(world, grant, change))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'action_mismatch' })
  })

  test('a text that only looks the same: the NFD twin of an approved NFC memo (ATTACKS 8)', async () => {
    const memo = 'Café'.normalize('NFC')
    const params = { amount: 50, currency: 'EUR', reason: 'damaged_goods', memo }
    const grant = await granted(world, { params })
    expect(await refusal(await redeem(world, grant, { params: { ...params, memo: memo.normalize('NFD') } }))).toEqual(
      unusable,
    )
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'action_mismatch' })
    expect((await redeem(world, grant)).status).toBe(200)
  })

  test('the order of members is no difference', async () => {
    const grant = await granted(world)
    const { amount, currency, reason } = grant.wish.params
    expect((await redeem(world, grant, { params: { reason, currency, amount } })).status).toBe(200)
  })
})

describe('who redeems', () => {
  test('never the agent that asked: its credential opens no such route (ATTACKS 36)', async () => {
    const grant = await granted(world)
    expect(await refusal(await api('POST', '/grants/redeem', agent, presented(grant)))).toEqual({
      status: 403,
      code: 'auth.wrong_kind',
    })
    expect(await statusOf(grant)).toBe('issued')
  })

  test('nor as an executor: no key is both, and no agent’s id can be an executor’s (ATTACKS 36)', async () => {
    const [key] = await db.asOwner('SELECT fingerprint FROM credentials WHERE agent_id = $1 AND kind = $2', [
      agent.id,
      'api_key',
    ])
    const insert = `INSERT INTO credentials (id, kind, executor_id, agent_id, fingerprint) VALUES ($1, 'api_key', $2, $3, $4)`
    expect(await refusalBy(db.asApp, insert, ['crd_twice', executor.id, null, key?.fingerprint])).toMatch(/unique/)
    expect(await refusalBy(db.asApp, insert, ['crd_both', executor.id, agent.id, 'other'])).toMatch(
      /credential_has_one_owner/,
    )
    expect(
      await refusalBy(db.asApp, `INSERT INTO executors (id, slug, title, sponsor_id) VALUES ($1, 'twin', 'Twin', $2)`, [
        agent.id,
        mei.id,
      ]),
    ).toMatch(/executors_id/)
  })

  test('never another executor, for which it looks like any bad token; the log knows (ATTACKS 37, 73)', async () => {
    const grant = await granted(world)
    const theirs = await api('POST', '/grants/redeem', otherExecutor, presented(grant))
    const nonsense = await api('POST', '/grants/redeem', otherExecutor, { ...presented(grant), grant: 'eyJ.eyJ.AAAA' })
    expect(theirs.status).toBe(403)
    expect(await theirs.text()).toBe(await nonsense.text())
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'wrong_executor' })
    expect(await statusOf(grant)).toBe('issued')
    expect((await redeem(world, grant)).status).toBe(200)
    // Nor does a stranger learn that it was used.
    expect(await refusal(await api('POST', '/grants/redeem', otherExecutor, presented(grant)))).toEqual(unusable)
  })
})

describe('once', () => {
  test('of 64 redemptions at once one succeeds, whatever keys they carry (ATTACKS 65)', async () => {
    const grant = await grantedBy(world, amounts.signed, [mei])
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, i) =>
        redeem(world, grant, {}, i % 2 === 0 ? {} : { 'idempotency-key': `race-${i}` }),
      ),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers) if (answer.status !== 200) expect(await refusal(answer)).toEqual(used)
    expect(await executionsOf(grant)).toBe(1)
    expect((await entriesOf(db, grant.requestId)).filter((type) => type === 'grant.redeemed')).toHaveLength(1)
  })

  test('a replay is 409, and the same Idempotency-Key gets the stored answer, byte for byte (ATTACKS 66)', async () => {
    const grant = await granted(world)
    const key = { 'idempotency-key': 'redeem-1' }
    const first = await redeem(world, grant, {}, key)
    const text = await first.text()
    expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null])
    expect(await refusal(await redeem(world, grant))).toEqual(used)
    expect(await refusal(await redeem(world, grant, {}, { 'idempotency-key': 'redeem-2' }))).toEqual(used)
    // Also after the execution went on: it is the answer that was given, not a new one.
    const { execution } = JSON.parse(text)
    await api('POST', `/executions/${execution.id}/heartbeat`, executor, {})
    await api('POST', `/executions/${execution.id}/complete`, executor, { outcome: 'succeeded' })
    const again = await redeem(world, grant, {}, key)
    expect([again.status, again.headers.get('idempotency-replayed'), await again.text()]).toEqual([200, 'true', text])
    expect(await executionsOf(grant)).toBe(1)
  })

  test('64 at once with one key are one use and one answer (ATTACKS 110)', async () => {
    const grant = await granted(world)
    const answers = await Promise.all(
      Array.from({ length: 64 }, () => redeem(world, grant, {}, { 'idempotency-key': 'same' })),
    )
    const bodies = new Set(
      await Promise.all(answers.filter(({ status }) => status === 200).map((answer) => answer.text())),
    )
    expect(bodies.size).toBe(1)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(await executionsOf(grant)).toBe(1)
  })

  test('a key used for another grant is 422, and another executor’s key is its own (ATTACKS 109, 110)', async () => {
    const [one, other] = [await granted(world), await granted(world)]
    const key = { 'idempotency-key': 'mine' }
    expect((await redeem(world, one, {}, key)).status).toBe(200)
    expect(await refusal(await redeem(world, other, {}, key))).toEqual({ status: 422, code: 'idempotency.mismatch' })
    const theirs = await api('POST', '/grants/redeem', otherExecutor, presented(one), key)
    expect([theirs.status, theirs.headers.get('idempotency-replayed')]).toEqual([403, null])
    expect((await redeem(world, other)).status).toBe(200)
  })

  test('a refused redemption does not use its key up: the right one goes through with it', async () => {
    const grant = await granted(world)
    const key = { 'idempotency-key': 'again' }
    expect(await refusal(await redeem(world, grant, { resource: 'charge:ch_wrong' }, key))).toEqual(unusable)
    expect((await redeem(world, grant, {}, key)).status).toBe(200)
  })
})

describe('in time, by the database’s clock (ATTACKS 67)', () => {
  test.each([
    ['a second after its end', -1_000, 410],
    ['at its end', 0, 410],
    ['a second before its end', 1_500, 200],
  ])('%s', async (_, ms, status) => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, ms)
    const answer = await redeem(world, grant)
    expect(answer.status).toBe(status)
    if (status === 410) expect([await codeOf(answer), await statusOf(grant)]).toEqual(['grant.gone', 'issued'])
  })

  test('a local clock that is a day behind opens nothing', async () => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, -1)
    const real = Date.now
    try {
      Date.now = () => real() - 86_400_000
      expect(await refusal(await redeem(world, grant))).toEqual(gone)
    } finally {
      Date.now = real
    }
  })

  test('a sweep ends it once with one entry, and its token is not given again', async () => {
    const grant = await granted(world)
    await moveDeadline(db, 'grant', grant.requestId, -1)
    await Promise.all([expireGrants(), expireGrants(), expireGrants()])
    expect(await statusOf(grant)).toBe('expired')
    expect((await entriesOf(db, grant.requestId)).filter((type) => type === 'grant.expired')).toHaveLength(1)
    expect(await refusal(await redeem(world, grant))).toEqual(gone)
    expect(await codeOf(await api('POST', `/requests/${grant.requestId}/grant`, agent, {}))).toBe('grant.not_issued')
  })

  test('not before its grace is over', async () => {
    await activate(db, 'payments', steps.replace('@id("tiny")', '@id("tiny") @grace("60s")'))
    const grant = await granted(world)
    expect(await refusal(await redeem(world, grant))).toEqual(unusable)
    expect(await factsOf(db, grant.requestId, 'grant.refused')).toMatchObject({ why: 'not_yet_valid' })
    await moveDeadline(db, 'grant', grant.requestId, 60_000)
    expect((await redeem(world, grant)).status).toBe(200)
    await activate(db, 'payments', steps)
  })
})
