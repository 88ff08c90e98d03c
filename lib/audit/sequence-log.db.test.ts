import { beforeEach, describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { appendMany, auditLog, useLogKey } from '@/e2e/support/log'
import { parseLeaf } from '@/lib/core/audit/leaf'
import { utf8 } from '@/lib/core/canonical/digest'
import { disconnectPrisma, prisma } from '@/lib/platform/prisma'
import { inTransaction } from '@/lib/platform/transaction'
import { forgetLogHalt, logHalted } from './halted'
import { readCheckpoint, readEntries } from './read-log'
import { reconcileLog } from './reconcile-log'
import { sequenceLog } from './sequence-log'
import { forgetSeenHead, signCheckpoint } from './sign-checkpoint'
import { appendEntry } from './store'

const key = useLogKey()
const db = await useDatabase()

beforeEach(() => {
  forgetLogHalt()
  forgetSeenHead()
})

const indexes = async () =>
  (await db.asOwner('SELECT "index"::int AS index FROM log_leaves ORDER BY "index"')).map((row) => row.index)
const gapFree = (count: number) => Array.from({ length: count }, (_, i) => i)
const total = async () => Number((await db.asOwner('SELECT count(*)::int AS n FROM log_entries'))[0]?.n)

const COLUMN: Record<string, string> = {
  log_entries: 'body',
  log_leaves: 'entry_id',
  log_nodes: 'hash',
  log_checkpoints: 'note',
}

async function drain(): Promise<void> {
  for (;;) {
    const outcome = await sequenceLog()
    if (!outcome.busy && outcome.count === 0) return
  }
}

describe('what is in the log stays in the log', () => {
  test('the application may not update, delete or truncate what is proof, and the triggers refuse even the owner', async () => {
    await appendMany(3)
    await drain()
    await signCheckpoint(key)
    for (const table of Object.keys(COLUMN)) {
      for (const statement of [`UPDATE ${table} SET ${COLUMN[table]} = ${COLUMN[table]}`, `DELETE FROM ${table}`]) {
        await expect(db.asApp(statement), statement).rejects.toMatchObject({ code: '42501' })
        await expect(db.asOwner(statement), statement).rejects.toThrow('append-only')
      }
      await expect(db.asApp(`TRUNCATE ${table} CASCADE`)).rejects.toMatchObject({ code: '42501' })
      await expect(db.asOwner(`TRUNCATE ${table} CASCADE`)).rejects.toThrow('append-only')
    }
  })
})

describe('numbering', () => {
  test('eight sequencers at once number every entry once and leave no gap, while others append', async () => {
    const before = await total()
    const appending = Promise.all(Array.from({ length: 4 }, (_, i) => appendMany(60, i * 60)))
    let done = false
    const workers = Array.from({ length: 8 }, async () => {
      while (!done) await sequenceLog(7)
    })
    await appending
    done = true
    await Promise.all(workers)
    await drain()
    expect(await total()).toBe(before + 240)
    expect(await indexes()).toEqual(gapFree(before + 240))
    await signCheckpoint(key)
    expect((await auditLog(key)).steps.filter((step) => !step.ok)).toEqual([])
  })

  test('a transaction that rolls back leaves neither an entry nor a gap', async () => {
    const before = await total()
    await appendMany(1)
    await expect(
      inTransaction(async (tx) => {
        await appendEntry(tx, { type: 'log.started', actor: { kind: 'system', id: 'system' }, subject: {}, facts: {} })
        throw new Error('the verb failed')
      }),
    ).rejects.toThrow('the verb failed')
    await appendMany(1)
    await drain()
    expect(await total()).toBe(before + 2)
    expect(await indexes()).toEqual(gapFree(before + 2))
  })

  test('a sequencer that dies before its commit puts the entries back', async () => {
    const ids = await appendMany(2)
    const dying = prisma().$transaction(async (tx) => {
      await tx.$executeRaw`DELETE FROM log_pending`
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    await drain()
    const numbered = await db.asOwner('SELECT entry_id FROM log_leaves WHERE entry_id = ANY($1)', [ids])
    expect(numbered).toHaveLength(2)
  })

  test('an entry that cannot be written fails what it belongs to', async () => {
    await db.asOwner(`ALTER TABLE log_entries ADD CONSTRAINT full_disk CHECK (type <> 'key.rotated')`)
    const verb = inTransaction(async (tx) => {
      await tx.$executeRaw`INSERT INTO evaluate_counters (agent_id, day) VALUES ('agt_x', '2026-11-23')`
      await appendEntry(tx, { type: 'key.rotated', actor: { kind: 'system', id: 'system' }, subject: {}, facts: {} })
    })
    await expect(verb).rejects.toThrow('full_disk')
    expect(await db.asOwner('SELECT 1 FROM evaluate_counters')).toEqual([])
    await db.asOwner('ALTER TABLE log_entries DROP CONSTRAINT full_disk')
  })

  test('an entry that does not name what its type must name is never written', async () => {
    const verb = inTransaction((tx) =>
      appendEntry(tx, {
        type: 'grant.issued',
        actor: { kind: 'system', id: 'system' },
        subject: { grant_id: 'grt_1' },
        facts: {},
      }),
    )
    await expect(verb).rejects.toThrow('an entry grant.issued names request_id')
  })

  test('entries that commit together keep the order in which they became true', async () => {
    const start = await total()
    await inTransaction(async (tx) => {
      for (let n = 0; n < 30; n++)
        await appendEntry(tx, {
          type: 'log.started',
          actor: { kind: 'system', id: 'system' },
          subject: {},
          facts: { order: n },
        })
    })
    await drain()
    await signCheckpoint(key)
    const page = await readEntries({ start, limit: 100 })
    if (!page.ok) throw new Error('refused')
    const times = page.value.entries.map(({ leaf }) => {
      const parsed = parseLeaf(utf8(leaf))
      return parsed.ok ? parsed.leaf.entry.at : ''
    })
    expect(times).toEqual([...times].sort())
  })
})

describe('time', () => {
  test('logged_at never steps back when the clock of the database does', async () => {
    await appendMany(1)
    await drain()
    // A schema in front of pg_catalog gives the application's role a clock that is a day behind.
    await db.asOwner(`CREATE SCHEMA wrong_clock; GRANT USAGE ON SCHEMA wrong_clock TO PUBLIC;
      CREATE FUNCTION wrong_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS $$ SELECT pg_catalog.clock_timestamp() - interval '1 day' $$`)
    await appendMany(2)
    const wrong = await withWrongClock(async () => {
      await drain()
      return prisma().$queryRaw<{ clock: Date }[]>`SELECT clock_timestamp() AS clock`
    })
    // The sequencer did run by that clock.
    expect(Number(wrong[0]?.clock)).toBeLessThan(Date.now() - 3_600_000)
    await appendMany(1)
    await drain()
    await signCheckpoint(key)
    const times = (await db.asOwner('SELECT logged_at FROM log_leaves ORDER BY "index"')).map((row) =>
      Number(row.logged_at),
    )
    expect(times).toEqual([...times].sort((a, b) => a - b))
    expect((await auditLog(key)).steps.find((step) => step.name === 'leaves.time')).toMatchObject({ ok: true })
  })

  test('a head is signed after an hour even when nothing happened, and not before', async () => {
    await drain()
    await signCheckpoint(key)
    expect(await signCheckpoint(key)).toEqual({ signed: false, why: 'unchanged' })
    // The last head becomes an hour old; the owner's triggers are put aside for that.
    await db.asOwner(`ALTER TABLE log_checkpoints DISABLE TRIGGER USER;
      UPDATE log_checkpoints SET signed_at = signed_at - interval '61 minutes'; ALTER TABLE log_checkpoints ENABLE TRIGGER USER`)
    expect(await signCheckpoint(key)).toMatchObject({ signed: true })
    expect((await readCheckpoint())?.signedAt.getTime()).toBeGreaterThan(Date.now() - 60_000)
  })
})

describe('reconciliation', () => {
  test('an entry that is neither numbered nor waiting halts the log, and it stays halted', async () => {
    await drain()
    await reconcileLog('all', new Date())
    const [lost] = await appendMany(1)
    await db.asOwner('DELETE FROM log_pending WHERE entry_id = $1', [lost])
    await expect(reconcileLog('recent', new Date())).rejects.toMatchObject({
      name: 'LogHalted',
      halt: { code: 'orphan' },
    })
    expect(logHalted()).toMatchObject({ code: 'orphan', detail: expect.stringContaining(String(lost)) })
    await expect(sequenceLog()).rejects.toMatchObject({ name: 'LogHalted' })
    await expect(signCheckpoint(key)).rejects.toMatchObject({ name: 'LogHalted' })
    await db.asOwner('INSERT INTO log_pending (entry_id) VALUES ($1)', [lost])
    forgetLogHalt()
    await reconcileLog('all', new Date())
  })

  test('an old entry without a leaf is found by the full count', async () => {
    await drain()
    const [lost] = await appendMany(1)
    await db.asOwner(`ALTER TABLE log_entries DISABLE TRIGGER USER; DELETE FROM log_pending;
      UPDATE log_entries SET id = 'ent_00' || substr(id, 7) WHERE id = '${lost}'; ALTER TABLE log_entries ENABLE TRIGGER USER`)
    await reconcileLog('recent', new Date())
    await expect(reconcileLog('all', new Date())).rejects.toMatchObject({ halt: { code: 'counts' } })
  })
})

/** Runs `work` on connections of the application's role whose clock is a day behind. */
async function withWrongClock<T>(work: () => Promise<T>): Promise<T> {
  const name = new URL(db.ownerUrl).pathname.slice(1)
  await db.asOwner(`ALTER DATABASE ${name} SET search_path = wrong_clock, pg_catalog, public`)
  await disconnectPrisma()
  try {
    return await work()
  } finally {
    await db.asOwner(`ALTER DATABASE ${name} RESET search_path`)
    await disconnectPrisma()
  }
}
