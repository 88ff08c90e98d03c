import { beforeAll, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { defaultPreferences } from '@/lib/core/message/preferences'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { claimDue } from './store'
import { tell } from './store-tell'

const db = await useDatabase()
const ada = newId('usr')
const ben = newId('usr')
const gone = newId('usr')
const device = newId('dev')

beforeAll(async () => {
  await db.asOwner(`
    INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example');
    INSERT INTO people (id, name, email) VALUES ('${ada}', 'Ada', 'ada@example.org'), ('${ben}', 'Ben', 'ben@example.org');
    INSERT INTO people (id, name, email, status, disabled_at) VALUES ('${gone}', 'Gone', 'gone@example.org', 'disabled', now());
    INSERT INTO push_devices (id, person_id, endpoint, p256dh, auth) VALUES ('${device}', '${ada}', 'https://push.example.org/1', 'x', 'y')`)
})

const told = (subject: string) =>
  db.asOwner(
    'SELECT channel, recipient, topic, status FROM deliveries WHERE subject_id = $1 ORDER BY channel, recipient',
    [subject],
  )
const asked = (level: 'T1' | 'T2' | 'T3', people: string[], requestId = newId('req'), teams: string[] = []) =>
  inTransaction((tx) => tell(tx, people, { event: 'asked', requestId, level, teams })).then((count) => ({
    requestId,
    count,
  }))

describe('whom the database tells', () => {
  test.each(['T1', 'T2', 'T3'] as const)('%s by the defaults of the program, and nobody who left', async (level) => {
    const { requestId, count } = await asked(level, [ada, gone])
    const channels = (await told(requestId)).map(({ channel }) => channel)
    const expected = (['email', 'push'] as const).filter(
      (channel) => level === 'T3' || defaultPreferences[channel].includes(level),
    )
    expect(channels).toEqual(expected)
    expect(count).toBe(expected.length)
  })

  test('T3 even those who turned everything off', async () => {
    await db.asOwner(`INSERT INTO channel_preferences (person_id, email, push) VALUES ('${ben}', '{}', '{}')`)
    expect((await asked('T2', [ben])).count).toBe(0)
    expect((await asked('T3', [ben])).count).toBe(1)
  })

  test('once, of thirty-two that tell at once', async () => {
    const requestId = newId('req')
    const counts = await Promise.all(Array.from({ length: 32 }, () => asked('T3', [ada], requestId)))
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(2)
    expect(await told(requestId)).toHaveLength(2)
  })

  test('an id that the database made has the form of the program’s, and sorts by time', async () => {
    const ids = await db.asOwner(`SELECT countersign_new_id('dlv') AS id FROM generate_series(1, 200)`)
    for (const { id } of ids) expect(id).toMatch(/^dlv_[0-9a-hjkmnp-tv-z]{26}$/)
    expect(new Set(ids.map(({ id }) => id)).size).toBe(200)
    const [now] = await db.asOwner(`SELECT countersign_new_id('dlv') AS id`)
    const mine = newId('dlv')
    expect(String(now?.id).slice(0, 11)).toBe(mine.slice(0, 11))
  })
})

describe('what a delivery never does', () => {
  test.each([
    ['is deleted', 'DELETE FROM deliveries'],
    ['changes whom it is for', `UPDATE deliveries SET recipient = '${newId('usr')}' WHERE channel = 'email'`],
    ['changes what it is about', `UPDATE deliveries SET subject_id = 'req_x'`],
    ['is older than it is', `UPDATE deliveries SET created_at = created_at - interval '1 day'`],
  ])('%s', async (_, sql) => {
    await asked('T3', [ada])
    await expect(db.asOwner(sql)).rejects.toThrow(/countersign/)
    await expect(db.asApp(sql)).rejects.toThrow()
  })

  test('goes again after it has ended, unless somebody sends it', async () => {
    const { requestId } = await asked('T3', [ada])
    await db.asOwner(`UPDATE deliveries SET status = 'sent', ended_at = now() WHERE subject_id = $1`, [requestId])
    const again = `UPDATE deliveries SET status = 'due', ended_at = NULL`
    await expect(db.asOwner(`${again} WHERE subject_id = $1`, [requestId])).rejects.toThrow(/only a person sends again/)
    await db.asOwner(`${again}, resent_by = '${ben}' WHERE subject_id = $1`, [requestId])
  })

  test('loses a try that was made', async () => {
    const { requestId } = await asked('T3', [ada])
    const [row] = await db.asOwner('SELECT id FROM deliveries WHERE subject_id = $1 LIMIT 1', [requestId])
    await db.asApp(
      `INSERT INTO delivery_attempts (delivery_id, number, at, took_ms, outcome) VALUES ($1, 1, now(), 5, 'later')`,
      [row?.id],
    )
    for (const sql of [
      'DELETE FROM delivery_attempts',
      `UPDATE delivery_attempts SET outcome = 'accepted'`,
      'TRUNCATE delivery_attempts',
    ]) {
      await expect(db.asOwner(sql)).rejects.toThrow()
      await expect(db.asApp(sql)).rejects.toThrow()
    }
  })
})

test('two that send at once never take the same message', async () => {
  await Promise.all(Array.from({ length: 20 }, () => asked('T3', [ada, ben])))
  const taken = (await Promise.all(Array.from({ length: 12 }, () => inTransaction((tx) => claimDue(tx, 6))))).flat()
  expect(taken.length).toBeGreaterThan(30)
  expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length)
})

test('nobody reads a language that we do not write', async () => {
  await expect(db.asApp(`INSERT INTO person_languages (person_id, language) VALUES ('${ada}', 'fr')`)).rejects.toThrow(
    /person_languages_language/,
  )
})

test.each([
  ['a topic that nobody chooses', `email = '{T3}'`],
  ['quiet hours with one end', 'quiet_from = 60'],
  ['quiet hours of no length', 'quiet_from = 60, quiet_to = 60'],
  ['an hour that there is not', 'quiet_from = 1500, quiet_to = 60'],
  ['a collection of days', 'digest_minutes = 5000'],
])('preferences with %s are refused', async (_, set) => {
  await db.asOwner(
    `INSERT INTO channel_preferences (person_id, email, push) VALUES ('${ada}', '{}', '{}') ON CONFLICT DO NOTHING`,
  )
  await expect(db.asApp(`UPDATE channel_preferences SET ${set} WHERE person_id = '${ada}'`)).rejects.toThrow(
    /check constraint/,
  )
})
