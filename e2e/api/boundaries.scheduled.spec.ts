import { beforeEach, expect, test } from 'vitest'
import { toldTo } from '@/e2e/support/accountability'
import { activate, amounts, refundOf, steps } from '@/e2e/support/boundary'
import { clearDraft, draftOf, letThrough, openDraft, review, save, submit } from '@/e2e/support/changes'
import { ask } from '@/e2e/support/machines'
import { get, post, signers } from '@/e2e/support/people'
import { countOf } from '@/e2e/support/rows'
import { activateScheduled } from '@/lib/boundaries/activate-scheduled'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { useWorld } from './world'

const world = await useWorld()
const { db } = world
const [rotimi, mei, noor] = await signers(world, 'rotimi', 'mei', 'noor')
/** Tiny refunds, which needed nobody, are denied. */
const tightened = steps.replace(/@id\("tiny"\)[^;]*;/, '')

beforeEach(async () => {
  await clearDraft(world)
  await activate(db, 'payments', steps)
})

const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()
const versionOf = async () => (await (await get(noor, '/workflows/payments')).json()).version
const tiny = async () => (await ask(world, refundOf(amounts.policy))).status

async function scheduled(at = inAnHour()): Promise<BoundaryView> {
  await openDraft(mei)
  await save(mei, await draftOf(mei), { cedar: tightened })
  const handed = await submit(mei, { activate_at: at })
  if (handed.status !== 200) throw new Error(await handed.text())
  return draftOf(mei)
}

/** Lets its time come, which no verb can do. */
const due = (id: string) =>
  db.asOwner(`BEGIN; ALTER TABLE boundaries DISABLE TRIGGER USER;
    UPDATE boundaries SET activate_at = clock_timestamp() - interval '1 second' WHERE id = '${id}'; ALTER TABLE boundaries ENABLE TRIGGER USER; COMMIT`)

test('a change with a time waits for it, whoever approved it, and then comes into force by itself, once', async () => {
  const change = await scheduled()
  expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'in_review', given: 1, needed: 1 })
  expect((await draftOf(noor)).review).toMatchObject({ complete: true, activate_at: expect.any(String) })
  expect([await activateScheduled(), await tiny()]).toEqual([0, 'approved'])
  await expect(
    db.asOwner(`UPDATE boundaries SET status = 'active', activated_at = now(), reviewer_id = $2 WHERE id = $1`, [
      change.id,
      rotimi.id,
    ]),
  ).rejects.toThrow('not before')
  await due(change.id)
  const ran = await Promise.all([activateScheduled(), activateScheduled(), activateScheduled()])
  expect(ran.reduce((sum, count) => sum + count, 0)).toBe(1)
  expect([await versionOf(), await tiny()]).toEqual([change.version, 'denied'])
  expect(
    await countOf(
      db,
      `SELECT count(*) FROM log_entries WHERE type = 'boundary.activated' AND body::jsonb -> 'subject' ->> 'boundary_id' = $1`,
      [change.id],
    ),
  ).toBe(1)
})

test('what blocks it when its time has come sends it back to its author, with the reason', async () => {
  const change = await scheduled()
  await letThrough(rotimi, change)
  await due(change.id)
  await db.asOwner(`UPDATE executors SET status = 'suspended' WHERE slug = 'refund-runner'`)
  expect(await activateScheduled()).toBe(0)
  await db.asOwner(`UPDATE executors SET status = 'active' WHERE slug = 'refund-runner'`)
  expect(await draftOf(mei)).toMatchObject({ status: 'draft', review: null, cedar: tightened })
  expect(await activateScheduled(), 'and stays one').toBe(0)
  const sentence = expect.stringContaining('did not come into force at its time')
  for (const person of [mei, rotimi]) expect((await toldTo(person))[0]).toEqual(sentence)
  const [entry] = await db.asOwner(
    `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE type = 'boundary.activation_refused' ORDER BY at DESC LIMIT 1`,
  )
  expect(entry?.facts).toMatchObject({ version: change.version, blockers: ['machine_inactive'] })
})

test('without its approvals it does not come into force, however long its time is over; the last one then activates it', async () => {
  const change = await scheduled()
  await due(change.id)
  expect([await activateScheduled(), (await draftOf(mei)).status]).toEqual([0, 'in_review'])
  expect(await (await letThrough(rotimi, change)).json()).toMatchObject({ status: 'active' })
})

test('an approval of somebody who left meanwhile counts no more', async () => {
  const change = await scheduled()
  await letThrough(noor, change)
  await due(change.id)
  await db.asOwner(`DELETE FROM person_roles WHERE person_id = $1`, [noor.id])
  expect(await activateScheduled()).toBe(0)
  expect((await draftOf(mei)).status).toBe('in_review')
  await db.asOwner(`INSERT INTO person_roles (person_id, role) VALUES ($1, 'compliance')`, [noor.id])
})

test('taking it back stops it, also against the moment itself', async () => {
  for (let round = 0; round < 4; round++) {
    await clearDraft(world)
    const before = await activate(db, 'payments', steps)
    const change = await scheduled()
    await letThrough(rotimi, change)
    await due(change.id)
    const [withdrawn, ran] = await Promise.all([
      post(mei, '/workflows/payments/draft/withdraw', {}),
      activateScheduled(),
    ])
    const active = await db.asOwner(
      `SELECT b.id FROM boundaries b JOIN workflows w ON w.active_boundary_id = b.id WHERE w.slug = 'payments'`,
    )
    if (ran === 1) expect([withdrawn.status, active[0]?.id]).toEqual([404, change.id])
    else expect([withdrawn.status, active[0]?.id]).toEqual([200, before])
  }
})

test('a time that is over, too far away or none is refused, and the signature covers it', async () => {
  await openDraft(mei)
  await save(mei, await draftOf(mei), { cedar: tightened })
  for (const at of ['2020-01-01T00:00:00Z', new Date(Date.now() + 100 * 86_400_000).toISOString(), 'tomorrow'])
    expect(await (await submit(mei, { activate_at: at })).json()).toMatchObject({
      code: 'request.invalid',
      errors: [{ pointer: '/activate_at' }],
    })
  await submit(mei, {})
  const now = await draftOf(mei)
  await post(mei, '/workflows/payments/draft/withdraw', {})
  await submit(mei, { activate_at: inAnHour() })
  const later = await draftOf(mei)
  expect(later.review?.change_digest).not.toBe(now.review?.change_digest)
  expect((await review(rotimi, now)).status).toBe(409)
})
