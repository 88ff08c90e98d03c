import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Presentation } from '../presentation/presentation'
import { batchFields, type Compared, oddities } from './fields'
import { type Column, outliersFirst, unusualIn } from './outliers'
import { type BatchLine, batchDigest } from './signed'
import { type Batchable, batchFaults, whyAlone, whyApart } from './together'

const request = (over: Partial<Batchable> = {}): Batchable => ({
  boundaryId: 'bnd_1',
  action: 'payments.refund',
  resourceKind: 'charge',
  params: ['amount', 'currency'],
  level: 'T1',
  opaque: false,
  consent: { tier: 'approve' },
  ...over,
})
const consent = (over: Partial<Batchable['consent']>) => ({ consent: { tier: 'approve' as const, ...over } })

describe('what goes into one batch', () => {
  test.each<[string, Partial<Batchable>, string | null]>([
    ['T1, of which no rule says anything', {}, null],
    ['T1 whose boundary forbids batches', consent({ batch: 'none' }), 'forbidden'],
    ['T1 whose boundary allows T2', consent({ batch: 'T2' }), null],
    ['T2, of which no rule says anything', { level: 'T2' }, 'forbidden'],
    ['T2 whose boundary allows it', { level: 'T2', ...consent({ batch: 'T2' }) }, null],
    ['T3 never', { level: 'T3', ...consent({ batch: 'T2' }) }, 'level'],
    ['what policy alone decided', { level: 'T0', consent: { tier: 'allow' } }, 'level'],
    ['what was denied', { level: 'TX', consent: { tier: 'deny' } }, 'level'],
    ['what cannot be shown', { opaque: true }, 'opaque'],
    ['what has to be confirmed', consent({ attestations: [{ rule: 'r', text: 'I looked' }] }), 'asks'],
    ['what asks a question', consent({ prompts: [{ rule: 'r', text: 'Ticket?' }] }), 'asks'],
  ])('%s', (_, over, why) => expect(whyAlone(request(over))).toBe(why))

  test.each<[string, Partial<Batchable>, string | null]>([
    ['the same', {}, null],
    ['the same params in another order', { params: ['currency', 'amount'] }, null],
    ['another action', { action: 'payments.payout' }, 'action'],
    ['another kind of target', { resourceKind: 'customer' }, 'action'],
    ['one param more', { params: ['amount', 'currency', 'note'] }, 'action'],
    ['another version of the boundary', { boundaryId: 'bnd_2' }, 'boundary'],
    ['another level', { level: 'T2' }, 'level'],
  ])('beside the first one: %s', (_, over, why) => {
    expect(whyApart(request(), request(over))).toBe(why)
    expect(whyApart(request(over), request())).toBe(why)
  })

  test('each that does not belong is named by its place, in a sentence', () => {
    const items = [request(), request({ level: 'T3' }), request(), request({ boundaryId: 'bnd_2' })]
    expect(batchFaults(items)).toEqual([
      { at: 1, why: 'level', apart: false, detail: 'needs a level of consent that is never given in a batch' },
      {
        at: 3,
        why: 'boundary',
        apart: true,
        detail: 'was judged by another version of the boundary than the first one',
      },
    ])
  })
})

const numbers = (...values: number[]): Column => ({
  key: 'amount',
  label: 'Amount',
  cells: values.map((number) => ({ shown: String(number), number })),
})
const words = (...values: string[]): Column => ({
  key: 'word',
  label: 'Word',
  cells: values.map((shown) => ({ shown, number: null })),
})
const odd = (column: Column) =>
  unusualIn([column], column.cells.length, 'en').flatMap((marks, at) => (marks.length > 0 ? [at] : []))

describe('what is unusual among the others', () => {
  test.each<[string, Column, number[]]>([
    ['one far amount', numbers(100, 110, 90, 105, 95, 2_000), [5]],
    ['one far below', numbers(1_000, 1_100, 950, 1_050, 10), [4]],
    ['amounts that spread evenly', numbers(100, 200, 300, 400, 500), []],
    ['amounts near each other, however alike the others', numbers(100, 101, 100, 99, 101, 110), []],
    ['one that is not what all others are', numbers(100, 100, 100, 100, 101), [4]],
    ['two of them are never an outlier', numbers(100, 9_000), []],
    ['one other word of three', words('EUR', 'EUR', 'USD'), [2]],
    [
      'two of twelve with the same other word',
      words(...Array.from({ length: 10 }, () => 'EUR'), 'USD', 'USD'),
      [10, 11],
    ],
    ['half and half', words('a', 'a', 'b', 'b'), []],
    ['a name where each comes once', words('ch_1', 'ch_2', 'ch_3', 'ch_4'), []],
    ['a missing value where most have one', words('x', 'x', 'x', ''), [3]],
  ])('%s', (_, column, at) => expect(odd(column)).toEqual(at))

  test('says what the others are', () => {
    expect(unusualIn([numbers(100, 110, 90, 105, 95, 2_000)], 6, 'en')[5]).toEqual([
      { key: 'amount', label: 'Amount', why: 'far above the others, 90 to 110', weight: 2 },
    ])
    expect(unusualIn([words('EUR', 'EUR', 'USD')], 3, 'en')[2]?.[0]?.why).toBe('2 of 3 have EUR')
    expect(unusualIn([words('EUR', 'EUR', 'USD')], 3, 'de')[2]?.[0]?.why).toBe('bei 2 von 3 steht EUR')
  })

  const anyColumn = fc.oneof(
    fc
      .array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 30 })
      .map((values) => numbers(...values)),
    fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 30 }).map((values) => words(...values)),
  )

  test('never more than half of them, and nothing where all are the same', () => {
    fc.assert(
      fc.property(anyColumn, (column) => {
        const found = odd(column)
        expect(found.length * 2).toBeLessThanOrEqual(column.cells.length)
        if (new Set(column.cells.map(({ shown }) => shown)).size === 1) expect(found).toEqual([])
      }),
    )
  })

  test('the order of the requests changes nothing, and equal values are judged alike', () => {
    fc.assert(
      fc.property(anyColumn, fc.integer(), (column, seed) => {
        const turned = column.cells.map((_, at) => (at + Math.abs(seed)) % column.cells.length)
        const moved = { ...column, cells: turned.map((at) => column.cells[at] ?? { shown: '', number: null }) }
        const found = new Set(odd(column))
        expect(new Set(odd(moved).map((at) => turned[at]))).toEqual(found)
        for (const [at, cell] of column.cells.entries())
          for (const [other, same] of column.cells.entries())
            if (cell.shown === same.shown) expect(found.has(at)).toBe(found.has(other))
      }),
    )
  })

  test('the oddest come first, then the least time left, then the id', () => {
    const row = (id: string, expiresAt: number, weight: number) => ({
      id,
      expiresAt,
      unusual: weight === 0 ? [] : [{ key: 'k', label: 'K', why: '', weight }],
    })
    const rows = [row('d', 5, 0), row('c', 5, 0), row('b', 1, 0), row('a', 9, 1), row('e', 9, 2)]
    expect(outliersFirst(rows).map(({ id }) => id)).toEqual(['e', 'a', 'b', 'c', 'd'])
  })
})

describe('the fields of a batch', () => {
  const item = (amount: number, over: { currency?: string; agent?: string; hidden?: number; signal?: string } = {}) =>
    ({
      params: { amount, currency: over.currency ?? 'EUR' },
      signals: over.signal === undefined ? [] : [{ key: over.signal, label: over.signal }],
      presentation: {
        params: [
          { pointer: '/params/amount', shown: `€${amount / 100}.00` },
          { pointer: '/params/currency', shown: over.currency ?? 'EUR' },
        ],
        resource: { id: 'charge:ch_1', environment: 'prod', sensitivity: '' },
        agent: { slug: over.agent ?? 'billing-agent' },
        sponsor: { name: 'Ana' },
        principals: [],
        executor: { slug: 'refund-runner' },
        secret: null,
        unlocks: { seconds: 600 },
        hidden: { count: over.hidden ?? 0, pointers: [] },
      } as unknown as Presentation,
    }) satisfies Compared
  const labels = [{ name: 'amount', label: 'Amount', format: 'money' as const, currencyParam: 'currency' }]

  test('what all share is said once, what differs is a column with its total', () => {
    const fields = batchFields([item(10_000), item(12_000), item(9_000)], labels, 'en')
    expect(fields.columns.map(({ label }) => label)).toEqual(['Amount'])
    expect(fields.totals).toEqual(['€310.00 in all, €90.00 to €120.00'])
    expect(fields.common).toContainEqual({ label: 'Agent', value: 'billing-agent' })
    const german = batchFields([item(10_000), item(12_000), item(9_000)], labels, 'de')
    expect(german.totals).toEqual(['€310.00 insgesamt, €90.00 bis €120.00'])
    expect(german.common).toContainEqual({ label: 'Umgebung', value: expect.any(String) })
  })

  test('amounts of two currencies are not added', () => {
    const fields = batchFields([item(10_000), item(12_000, { currency: 'USD' })], labels, 'en')
    expect(fields.totals[0]).toBe('2 different')
  })

  test('hidden characters and a signal of its own are always marked', () => {
    const items = [item(10_000), item(10_100, { signal: 'first time' }), item(10_050), item(9_900, { hidden: 2 })]
    expect(
      oddities(items, batchFields(items, labels, 'en'), 'en').map((marks) => marks.map(({ label }) => label)),
    ).toEqual([[], ['first time'], [], ['Hidden characters']])
    const two = [item(1), item(2, { hidden: 1 })]
    expect(oddities(two, batchFields(two, labels, 'en'), 'en')[1]).toHaveLength(1)
  })
})

describe('the list that is signed (ATTACKS 60)', () => {
  const line = fc.record<BatchLine>({
    request_id: fc.uuid(),
    digest: fc.string({ minLength: 8, maxLength: 8 }),
    presentation_digest: fc.string({ minLength: 8, maxLength: 8 }),
    verb: fc.constantFrom('approve', 'deny'),
    statement: fc.string({ minLength: 8, maxLength: 8 }),
  })
  const list = fc.uniqueArray(line, { minLength: 2, maxLength: 12, selector: ({ request_id }) => request_id })

  test('has another digest in another order, with one more, one less, or anything of one changed', () => {
    fc.assert(
      fc.property(list, line, fc.nat(), (lines, other, n) => {
        const digest = batchDigest(lines)
        expect(batchDigest(lines.map((each) => ({ ...each })))).toBe(digest)
        const at = n % lines.length
        expect(batchDigest(lines.toReversed())).not.toBe(digest)
        expect(batchDigest([...lines, other])).not.toBe(digest)
        expect(batchDigest(lines.toSpliced(at, 1))).not.toBe(digest)
        for (const key of ['request_id', 'digest', 'presentation_digest', 'statement'] as const)
          expect(batchDigest(lines.map((each, i) => (i === at ? { ...each, [key]: `${each[key]}x` } : each)))).not.toBe(
            digest,
          )
        const flipped = lines.map((each, i) =>
          i === at ? { ...each, verb: each.verb === 'approve' ? ('deny' as const) : ('approve' as const) } : each,
        )
        expect(batchDigest(flipped)).not.toBe(digest)
      }),
    )
  })
})
