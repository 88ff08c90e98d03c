import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { readEnvironment } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { purgeDeliveries } from './purge-deliveries'

process.env.COUNTERSIGN_KEEP_DELIVERIES_DAYS = '60'
const db = await useDatabase()
const ada = newId('usr')
beforeAll(() =>
  db.asOwner(`INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example');
    INSERT INTO people (id, name, email) VALUES ('${ada}', 'Ada', 'ada@example.org')`),
)

/** A message that ended so many days ago (null: it is due), with one try. */
async function message(days: number | null): Promise<string> {
  const id = newId('dlv')
  await db.asOwner(
    `INSERT INTO deliveries (id, channel, recipient, person_id, event, topic, subject_id, status, created_at, ended_at)
     VALUES ($1, 'email', $2, $2, 'asked', 'T2', $3, CASE WHEN $4::int IS NULL THEN 'due' ELSE 'sent' END, now() - interval '1 year', now() - make_interval(days => $4::int))`,
    [id, ada, newId('req'), days],
  )
  await db.asOwner(
    `INSERT INTO delivery_attempts (delivery_id, number, at, took_ms, outcome) VALUES ($1, 1, now() - interval '1 year', 5, 'accepted')`,
    [id],
  )
  return id
}
const left = async (ids: readonly string[]) => {
  const rows = await db.asOwner(
    `SELECT d.id FROM deliveries d JOIN delivery_attempts a ON a.delivery_id = d.id WHERE d.id = ANY($1) ORDER BY d.id`,
    [ids],
  )
  return rows.map(({ id }) => String(id))
}

describe('messages that ended long ago', () => {
  test('go with their tries after the days that the setting says; what waits and what is younger stays', async () => {
    const [old, young, due] = [await message(61), await message(59), await message(null)]
    expect(await purgeDeliveries()).toBe(1)
    expect(await left([old, young, due])).toEqual([young, due].sort())
    expect(await purgeDeliveries()).toBe(0)
  })

  test('go in any number of processes at once, each once', async () => {
    const ids = []
    for (let at = 0; at < 40; at++) ids.push(await message(70))
    const counts = await Promise.all(Array.from({ length: 6 }, () => purgeDeliveries()))
    expect(await left(ids)).toEqual([])
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(40)
  })

  test('are deleted by nobody before thirty days, by no role and by no number of days', async () => {
    const young = await message(29)
    for (const days of [0, 1, 29, -5]) await db.asApp('SELECT countersign_purge_deliveries($1, 100)', [days])
    for (const table of ['delivery_attempts', 'deliveries'])
      for (const run of [db.asOwner, db.asApp])
        await expect(
          run(`DELETE FROM ${table} WHERE ${table === 'deliveries' ? 'id' : 'delivery_id'} = $1`, [young]),
        ).rejects.toThrow(/never deleted before they are old|append-only|permission denied/)
    expect(await left([young])).toEqual([young])
  })

  test('by the application are deleted in this one way only', async () => {
    const old = await message(90)
    await expect(db.asApp('DELETE FROM deliveries WHERE id = $1', [old])).rejects.toThrow(/permission denied/)
    await expect(db.asOwner('UPDATE delivery_attempts SET took_ms = 1 WHERE delivery_id = $1', [old])).rejects.toThrow(
      /append-only/,
    )
    await db.asApp('SELECT countersign_purge_deliveries(60, 100)')
    expect(await left([old])).toEqual([])
  })
})

test.each([
  ['', 90],
  ['0', 0],
  ['30', 30],
])('the setting %j keeps %d days', (value, days) => {
  expect(readEnvironment({ COUNTERSIGN_KEEP_DELIVERIES_DAYS: value }).keepDeliveriesDays).toBe(days)
})
test.each(['1', '29', '-1', 'x'])('the setting %j is refused by name', (value) => {
  expect(() => readEnvironment({ COUNTERSIGN_KEEP_DELIVERIES_DAYS: value })).toThrow(/COUNTERSIGN_KEEP_DELIVERIES_DAYS/)
})
