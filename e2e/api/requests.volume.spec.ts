import { beforeEach, describe, expect, test } from 'vitest'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { api } from '@/e2e/support/machines'
import { decide, denial, shown, signers } from '@/e2e/support/people'
import { countOf, entriesOf } from '@/e2e/support/rows'
import { useWorld } from './world'

// Before anything reads the environment: small numbers, as an organisation would choose them.
Object.assign(process.env, {
  COUNTERSIGN_PENDING_PER_POOL: '4',
  COUNTERSIGN_PENDING_PER_AGENT: '6',
  COUNTERSIGN_PENDING_PER_SPONSOR: '8',
  COUNTERSIGN_HOLD_AFTER_DENIALS: '3',
  COUNTERSIGN_SAME_WISH_MINUTES: '10',
})
const world = await useWorld()
const { db, agent } = world
await activate(db, 'payments', steps)
const [elif] = await signers(world, 'elif')

/** Everything that waits is over, and what was denied was denied long ago. */
beforeEach(async () => {
  await db.asOwner(
    `ALTER TABLE requests DISABLE TRIGGER USER;
     UPDATE requests SET status = 'cancelled', resolved_at = now() WHERE status = 'pending';
     UPDATE requests SET resolved_at = resolved_at - interval '1 hour', created_at = created_at - interval '2 hours', expires_at = expires_at - interval '1 hour' WHERE status = 'denied';
     ALTER TABLE requests ENABLE TRIGGER USER; DELETE FROM notices`,
  )
})

const ask = (wish: unknown = refundOf(amounts.one), headers: Record<string, string> = {}) =>
  api('POST', '/requests', agent, wish, headers)
const codeOf = async (answer: Response) => (await answer.json()).code

describe('people are asked only so much at once (ATTACKS 53)', () => {
  test('with the cap reached an agent is told to come back, and nothing is stored; what policy decides goes on', async () => {
    for (let n = 0; n < 4; n++) expect((await ask()).status).toBe(202)
    const before = await countOf(db, 'SELECT count(*) FROM requests')
    const refused = await ask()
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60'])
    expect(await codeOf(refused)).toBe('volume.pending_cap')
    expect(await countOf(db, 'SELECT count(*) FROM requests')).toBe(before)
    expect((await ask(refundOf(amounts.policy))).status).toBe(201)
  })

  test('twelve at once are no way around it', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask()))
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(4)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8)
  })

  test('taking one back makes room for one', async () => {
    const first = await (await ask()).json()
    for (let n = 0; n < 3; n++) await ask()
    expect((await ask()).status).toBe(429)
    await api('POST', `/requests/${first.id}/cancel`, agent)
    expect((await ask()).status).toBe(202)
    expect((await ask()).status).toBe(429)
  })
})

test('a wish that may not ask leaves the one that it would replace as it was', async () => {
  const [first] = await Promise.all(Array.from({ length: 4 }, async () => (await ask()).json()))
  // In place of a waiting one there is room; what was denied three times just now finds none.
  const next = await (await ask(refundOf(amounts.one, { supersedes: first.id }))).json()
  expect(next.status).toBe('pending')
  const others = await db.asOwner(`SELECT id FROM requests WHERE status = 'pending' AND id <> $1`, [next.id])
  for (const { id } of others) {
    const open = await shown(world, String(id))
    await decide(elif, open, denial(open))
  }
  const held = await ask(refundOf(amounts.one, { supersedes: next.id }))
  expect([held.status, await codeOf(held)]).toEqual([429, 'volume.held'])
  expect((await (await api('GET', `/requests/${next.id}`, agent)).json()).status).toBe('pending')
})

describe('an equal wish that already waits is asked once', () => {
  test('it is answered with the request that waits, which remembers that it was asked for again', async () => {
    const wish = refundOf(amounts.one)
    const first = await (await ask(wish)).json()
    const again = await ask({ ...wish, justification: 'Really needed, in other words.' })
    expect(again.status).toBe(202)
    expect((await again.json()).id).toBe(first.id)
    expect(await entriesOf(db, first.id)).toEqual(['request.submitted', 'request.repeated'])
  })

  test('eight at once are one request, whatever their keys, and each key gives it again', async () => {
    const wish = refundOf(amounts.one)
    const keys = Array.from({ length: 8 }, (_, n) => `same-${n}`)
    const answers = await Promise.all(keys.map((key) => ask(wish, { 'idempotency-key': key })))
    const ids = new Set(await Promise.all(answers.map(async (answer) => (await answer.json()).id)))
    expect(ids.size).toBe(1)
    const replayed = await ask(wish, { 'idempotency-key': 'same-3' })
    expect(replayed.headers.get('idempotency-replayed')).toBe('true')
    expect(ids).toContain((await replayed.json()).id)
  })

  test('another amount is another request, and so is one that replaces the first', async () => {
    const wish = refundOf(amounts.one)
    const first = await (await ask(wish)).json()
    const other = await (await ask({ ...wish, params: { ...wish.params, amount: wish.params.amount + 1 } })).json()
    const next = await (await ask({ ...wish, supersedes: first.id })).json()
    expect(new Set([first.id, other.id, next.id]).size).toBe(3)
  })
})

test('after three denials by people within ten minutes an agent asks nothing more, its sponsor and the owners are told once, and time heals it (ATTACKS 57)', async () => {
  for (let n = 0; n < 3; n++) {
    const request = await (await ask()).json()
    const open = await shown(world, request.id)
    expect((await decide(elif, open, denial(open))).status).toBe(200)
  }
  const held = await ask()
  expect([held.status, await codeOf(held)]).toEqual([429, 'volume.held'])
  expect(Number(held.headers.get('retry-after'))).toBeGreaterThan(500)
  expect((await ask()).status).toBe(429)
  const told = await db.asOwner(`SELECT person_id FROM notices WHERE kind = 'agent_held'`)
  expect(told.length).toBeGreaterThan(0)
  expect(new Set(told.map(({ person_id }) => person_id)).size).toBe(told.length)
  expect((await ask(refundOf(amounts.policy))).status).toBe(201)
  await db.asOwner(
    `ALTER TABLE requests DISABLE TRIGGER USER; UPDATE requests SET resolved_at = resolved_at - interval '11 minutes' WHERE status = 'denied'; ALTER TABLE requests ENABLE TRIGGER USER`,
  )
  expect((await ask()).status).toBe(202)
})
