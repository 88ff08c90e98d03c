import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { useDatabase } from '@/e2e/support/database'
import { refusalBy } from '@/e2e/support/rows'
import { freshDirectory } from '@/lib/directory/current'

process.env.COUNTERSIGN_GUARD_APPROVALS = '7'
process.env.COUNTERSIGN_GUARD_REST_MINUTES = '33'
const db = await useDatabase()

const set = (approvals: number | null, rest: number | null) =>
  refusalBy(db.asApp, 'UPDATE organisations SET guard_approvals = $1, guard_rest_minutes = $2 WHERE id = 1', [
    approvals,
    rest,
  ])
const guard = async () => (await freshDirectory()).organisation.guard

beforeAll(async () => {
  await db.asOwner(`INSERT INTO organisations (id, name, slug) VALUES (1, 'Example', 'example')`)
})
afterEach(() => set(null, null))

describe('the numbers of the fatigue guard', () => {
  it('are those of the environment until they are chosen, and then what was chosen, at once', async () => {
    expect(await guard()).toEqual({ many: 7, restMinutes: 33 })
    for (const [approvals, rest] of [
      [0, 20],
      [1_000, 240],
      [1, 1],
    ] as const) {
      expect(await set(approvals, rest)).toBeNull()
      expect(await guard()).toEqual({ many: approvals, restMinutes: rest })
    }
  })

  it('are refused by the database out of their range, and one without the other', async () => {
    for (const [approvals, rest, rule] of [
      [-1, 20, 'guard_settings_range'],
      [1_001, 20, 'guard_settings_range'],
      [12, 0, 'guard_settings_range'],
      [12, 241, 'guard_settings_range'],
      [12, null, 'guard_settings_whole'],
      [null, 20, 'guard_settings_whole'],
    ] as const)
      expect(await set(approvals, rest)).toContain(rule)
    expect(await guard()).toEqual({ many: 7, restMinutes: 33 })
  })
})
