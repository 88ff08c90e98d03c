import { describe, expect, test } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { inTransaction } from './transaction'

const db = await useDatabase()
await db.asOwner('CREATE TABLE counters (name text PRIMARY KEY, value int NOT NULL)')
await db.asOwner('GRANT ALL ON counters TO countersign_app')
await db.asOwner("INSERT INTO counters VALUES ('a', 0), ('b', 0)")

describe('inTransaction', () => {
  test('commits what the function did when it returns, and nothing when it throws', async () => {
    await inTransaction((tx) => tx.$executeRaw`UPDATE counters SET value = 1 WHERE name = 'a'`)
    const failing = inTransaction(async (tx) => {
      await tx.$executeRaw`UPDATE counters SET value = 2 WHERE name = 'a'`
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db.asOwner("SELECT value FROM counters WHERE name = 'a'")).toEqual([{ value: 1 }])
  })

  test('two transactions that deadlock both end up committed', async () => {
    await db.asOwner('UPDATE counters SET value = 0')
    let arrived = 0
    const both = (first: string, second: string) =>
      inTransaction(async (tx) => {
        await tx.$executeRaw`UPDATE counters SET value = value + 1 WHERE name = ${first}`
        arrived++
        for (let i = 0; arrived < 2 && i < 200; i++) await new Promise((resolve) => setTimeout(resolve, 10))
        await tx.$executeRaw`UPDATE counters SET value = value + 1 WHERE name = ${second}`
      })
    await Promise.all([both('a', 'b'), both('b', 'a')])
    expect(arrived).toBeGreaterThan(2)
    expect(await db.asOwner('SELECT value FROM counters')).toEqual([{ value: 2 }, { value: 2 }])
  })

  test('a serialisation failure raised by the statement itself is run again', async () => {
    let runs = 0
    await inTransaction(async (tx) => {
      runs++
      if (runs < 3) await tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
    })
    expect(runs).toBe(3)
  })

  test('gives up after the last retry', async () => {
    let runs = 0
    const failing = inTransaction(
      async (tx) => {
        runs++
        await tx.$executeRawUnsafe("DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '40001'; END $$")
      },
      { retries: 1 },
    )
    await expect(failing).rejects.toThrow()
    expect(runs).toBe(2)
  })

  test('another error is not run again', async () => {
    let runs = 0
    const failing = inTransaction(async (tx) => {
      runs++
      await tx.$executeRawUnsafe('SELECT 1/0')
    })
    await expect(failing).rejects.toThrow()
    expect(runs).toBe(1)
  })
})
