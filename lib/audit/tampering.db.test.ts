import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { appendMany, auditLog, useLogKey } from '@/e2e/support/log'
import { newLogKey, parseLogKey } from '@/lib/platform/keys'
import { forgetLogHalt, logHalted } from './halted'
import { readCheckpoint, readEntries, readInclusion } from './read-log'
import { sequenceLog } from './sequence-log'
import { forgetSeenHead, signCheckpoint } from './sign-checkpoint'

/** What somebody with all rights on the database can do, and what an auditor with an earlier head finds (ATTACKS 127-129). */

const key = useLogKey()
const db = await useDatabase()
let savedNote = ''

/** As a database administrator: the triggers are put aside first. */
const asAdministrator = (sql: string) =>
  db.asOwner(`BEGIN; ${TABLES.map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER;`).join(' ')} ${sql};
    ${TABLES.map((table) => `ALTER TABLE ${table} ENABLE TRIGGER USER;`).join(' ')} COMMIT`)
const TABLES = ['log_entries', 'log_leaves', 'log_nodes', 'log_checkpoints']
const restart = () => {
  forgetLogHalt()
  forgetSeenHead()
}
const heads = async () => Number((await db.asOwner('SELECT count(*)::int AS n FROM log_checkpoints'))[0]?.n)
const failing = async (note?: string) => (await auditLog(key, note)).steps.filter((step) => !step.ok)

beforeEach(async () => {
  restart()
  await asAdministrator(
    'DELETE FROM log_leaves; DELETE FROM log_nodes; DELETE FROM log_checkpoints; DELETE FROM log_pending; DELETE FROM log_entries',
  )
  await appendMany(11)
  await sequenceLog()
  await signCheckpoint(key)
  savedNote = (await readCheckpoint())?.note ?? ''
  await appendMany(10, 11)
  await sequenceLog()
  await signCheckpoint(key)
  expect(await failing(savedNote)).toEqual([])
})

describe('a row is edited', () => {
  const edits: [string, string][] = [
    ['its body', `UPDATE log_entries SET body = replace(body, '"n":7', '"n":70') WHERE body LIKE '%"n":7}%'`],
    ['its time', `UPDATE log_entries SET at = at + interval '1 hour' WHERE body LIKE '%"n":7}%'`],
    ['its type, beside the body', `UPDATE log_entries SET type = 'key.rotated' WHERE body LIKE '%"n":7}%'`],
    ['its request, beside the body', `UPDATE log_entries SET request_id = 'req_elsewhere' WHERE body LIKE '%"n":7}%'`],
    ['its body, to no JSON at all', `UPDATE log_entries SET body = 'gone' WHERE body LIKE '%"n":7}%'`],
    ['the time in the leaf', `UPDATE log_leaves SET logged_at = logged_at + interval '1 hour' WHERE "index" = 7`],
    [
      'the entry of the leaf',
      `UPDATE log_leaves l SET entry_id = e.entry_id || 'x' FROM log_leaves e WHERE l."index" = 7 AND e."index" = 8`,
    ],
  ]
  test.each(edits)('%s: the verifier names the leaf', async (_, sql) => {
    await asAdministrator(`ALTER TABLE log_leaves DROP CONSTRAINT log_leaf_entry; ${sql}`)
    const failed = await failing()
    expect(failed.find((step) => step.name === 'leaves.hash')).toMatchObject({ leaf: 7 })
    expect(failed.map((step) => step.name)).toContain('checkpoint.root')
    await asAdministrator(
      `DELETE FROM log_leaves; DELETE FROM log_entries; ALTER TABLE log_leaves ADD CONSTRAINT log_leaf_entry FOREIGN KEY (entry_id) REFERENCES log_entries(id)`,
    )
  })

  test('with its leaf hash recomputed: the root is another one, and the log signs nothing more', async () => {
    await asAdministrator(`UPDATE log_leaves SET leaf_hash = sha256(leaf_hash) WHERE "index" = 20`)
    expect((await failing()).map((step) => step.name)).toContain('leaves.hash')
    await appendMany(1)
    const before = await heads()
    // Leaf 20 is on the right edge, so the tree that would be signed differs from the one that was.
    await sequenceLog()
    await expect(signCheckpoint(key)).rejects.toMatchObject({ halt: { code: 'inconsistent' } })
    expect(await heads()).toBe(before)
  })
})

describe('the tail is cut off', () => {
  const CUT = 'DELETE FROM log_leaves WHERE "index" >= 9; DELETE FROM log_nodes WHERE ("index" + 1) * (2 ^ level) > 9'

  test('an earlier head cannot be proven any more, and nothing is signed', async () => {
    await asAdministrator(CUT)
    expect((await failing(savedNote)).map((step) => step.name)).toContain('checkpoint.consistency')
    const before = await heads()
    await appendMany(1, 100)
    await sequenceLog()
    await expect(signCheckpoint(key)).rejects.toMatchObject({ name: 'LogHalted' })
    expect(await heads()).toBe(before)
  })

  test('together with the heads: this process remembers, and an auditor who saved a head finds it after a restart too', async () => {
    await asAdministrator(`${CUT}; DELETE FROM log_checkpoints`)
    await expect(signCheckpoint(key)).rejects.toMatchObject({ halt: { code: 'shrunk' } })
    restart()
    await signCheckpoint(key)
    const failed = await failing(savedNote)
    expect(failed.find((step) => step.name === 'checkpoint.consistency')).toMatchObject({
      detail: 'the log had 11 entries before: it was cut',
    })
  })
})

describe('the tree is rebuilt over other entries', () => {
  const REBUILD = `UPDATE log_entries SET body = replace(body, '"n":7', '"n":70') WHERE body LIKE '%"n":7}%';
    INSERT INTO log_pending SELECT entry_id FROM log_leaves; DELETE FROM log_leaves; DELETE FROM log_nodes`

  test('the sequencer proves that it does not continue the last head, halts, signs nothing and goes on doing neither', async () => {
    await asAdministrator(REBUILD)
    const before = await heads()
    restart()
    await sequenceLog()
    await expect(signCheckpoint(key)).rejects.toMatchObject({ halt: { code: 'inconsistent' } })
    await expect(signCheckpoint(key)).rejects.toMatchObject({ name: 'LogHalted' })
    await expect(sequenceLog()).rejects.toMatchObject({ name: 'LogHalted' })
    expect(logHalted()).toMatchObject({ code: 'inconsistent' })
    restart()
    await expect(signCheckpoint(key), 'a restart finds the same').rejects.toMatchObject({
      halt: { code: 'inconsistent' },
    })
    expect(await heads()).toBe(before)
    expect((await failing(savedNote)).map((step) => step.name)).toContain('checkpoint.root')
  })

  test('with the old heads removed and the process restarted: the saved head exposes it', async () => {
    await asAdministrator(`${REBUILD}; DELETE FROM log_checkpoints`)
    restart()
    await sequenceLog()
    await signCheckpoint(key)
    expect(await failing(), 'by itself the forged log is a log').toEqual([])
    expect(await failing(savedNote)).toMatchObject([
      { name: 'checkpoint.consistency', detail: 'the first 11 entries are not those that were signed before' },
    ])
  })

  test('a head forged in the database without the key halts the log', async () => {
    const forger = parseLogKey(newLogKey(key.origin))
    await asAdministrator('DELETE FROM log_checkpoints')
    restart()
    await signCheckpoint(forger)
    restart()
    await appendMany(1)
    await sequenceLog()
    await expect(signCheckpoint(key)).rejects.toMatchObject({ halt: { code: 'bad_signature' } })
  })

  test('a missing node halts the log', async () => {
    await asAdministrator('DELETE FROM log_nodes WHERE level = 4')
    restart()
    await appendMany(1)
    await expect(sequenceLog().then(() => signCheckpoint(key))).rejects.toMatchObject({
      halt: { code: 'missing_node' },
    })
  })
})

describe('what is served', () => {
  test('nothing beyond the signed head, whatever is asked', async () => {
    await appendMany(5, 50)
    await sequenceLog()
    const page = await readEntries({ start: 15, limit: 100 })
    expect(page).toMatchObject({ ok: true, value: { size: 21 } })
    expect(page.ok && page.value.entries.map((entry) => entry.index)).toEqual([15, 16, 17, 18, 19, 20])
    expect(await readEntries({ start: 22, limit: 1 })).toMatchObject({ refusal: { code: 'log.out_of_range' } })
    expect(await readInclusion({ index: 22 })).toMatchObject({ refusal: { code: 'log.out_of_range' } })
    expect(await readInclusion({ index: 1, size: 22 })).toMatchObject({ refusal: { code: 'log.out_of_range' } })
  })
})
