import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupings, groupListed, type Listed, sortings } from './group'

const NOW = Date.parse('2026-11-23T08:00:00Z')
const MINUTE = 60_000

function listed(id: string, over: Partial<Listed> = {}): Listed {
  return {
    id,
    level: 'T1',
    quorum: 1,
    createdAt: NOW - MINUTE,
    expiresAt: NOW + 60 * MINUTE,
    workflow: 'Payments',
    agent: 'billing-agent',
    sponsor: 'Ana Ruiz',
    template: 'payments.refund',
    templateTitle: 'Refund a charge',
    ...over,
  }
}
const words = { dueSoon: 'Soon' }
const shape = (rows: Listed[], by: (typeof groupings)[number], sort: (typeof sortings)[number] = 'time') =>
  groupListed(rows, by, sort, NOW, words).map((group) => [group.key, group.ids])

describe('groups', () => {
  it('put the strictest first, and inside a level what is due in under ten minutes', () => {
    const rows = [
      listed('a'),
      listed('b', { expiresAt: NOW + 9 * MINUTE }),
      listed('c', { level: 'T3', quorum: 3 }),
      listed('d', { level: 'T2' }),
      listed('e', { level: 'T3', quorum: 2 }),
    ]
    expect(shape(rows, 'risk')).toEqual([
      ['T3', ['c', 'e']],
      ['T2', ['d']],
      ['T1-soon', ['b']],
      ['T1', ['a']],
    ])
    expect(groupListed(rows, 'risk', 'time', NOW, words)[0]).toMatchObject({ level: 'T3', quorum: null, words: '' })
  })

  it('by agent, workflow, sponsor and template come by their gravest and most urgent member', () => {
    const rows = [
      listed('a', { agent: 'x', workflow: 'w1', sponsor: 's1', template: 't1' }),
      listed('b', { agent: 'y', workflow: 'w2', sponsor: 's2', template: 't2', level: 'T3' }),
      listed('c', { agent: 'x', workflow: 'w1', sponsor: 's1', template: 't1', expiresAt: NOW + MINUTE }),
    ]
    for (const [by, first, second] of [
      ['agent', 'y', 'x'],
      ['workflow', 'w2', 'w1'],
      ['sponsor', 's2', 's1'],
      ['similar', 't2', 't1'],
    ] as const)
      expect(shape(rows, by)).toEqual([
        [first, ['b']],
        [second, ['c', 'a']],
      ])
    expect(shape(rows, 'none')).toEqual([['', ['c', 'a', 'b']]])
  })

  it.each([
    ['time', ['c', 'a', 'b', 'd']],
    ['newest', ['d', 'a', 'b', 'c']],
    ['oldest', ['c', 'a', 'b', 'd']],
    ['level', ['d', 'c', 'a', 'b']],
  ] as const)('are sorted by %s inside, ties by id', (sort, ids) => {
    const rows = [
      listed('b'),
      listed('a'),
      listed('c', { expiresAt: NOW + 20 * MINUTE, createdAt: NOW - 9 * MINUTE }),
      listed('d', { level: 'T3', expiresAt: NOW + 90 * MINUTE, createdAt: NOW }),
    ]
    expect(shape(rows, 'none', sort)).toEqual([['', ids]])
  })

  it('lose nothing, repeat nothing and do not depend on the order of the rows', () => {
    const row = fc.record({
      id: fc.uuid(),
      level: fc.constantFrom('T0', 'T1', 'T2', 'T3', 'TX'),
      quorum: fc.integer({ min: 0, max: 3 }),
      createdAt: fc.integer({ min: NOW - 5, max: NOW }),
      expiresAt: fc.integer({ min: NOW + 9 * MINUTE, max: NOW + 11 * MINUTE }),
      workflow: fc.constantFrom('a', 'b'),
      agent: fc.constantFrom('a', 'b'),
      sponsor: fc.constantFrom('a', 'b'),
      template: fc.constantFrom('a', 'b'),
      templateTitle: fc.constant('x'),
    }) satisfies fc.Arbitrary<Listed>
    fc.assert(
      fc.property(
        fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 30 }),
        fc.constantFrom(...groupings),
        fc.constantFrom(...sortings),
        (rows, by, sort) => {
          const groups = groupListed(rows, by, sort, NOW, words)
          const ids = groups.flatMap((group) => group.ids)
          expect([...ids].sort()).toEqual(rows.map(({ id }) => id).sort())
          expect(groupListed([...rows].reverse(), by, sort, NOW, words)).toEqual(groups)
        },
      ),
    )
  })
})
