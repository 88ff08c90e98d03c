import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Comparable, distance, nearest } from './nearest'
import { type FieldCounts, rarityOf } from './rarity'

const wish = (over: Partial<Comparable> = {}): Comparable => ({
  resource: 'charge:ch_1',
  executorId: 'exr_1',
  agentId: 'agt_1',
  params: { amount: 1_000, currency: 'EUR' },
  ...over,
})

describe('the nearest of earlier wishes', () => {
  const any = fc.record({
    resource: fc.constantFrom('charge:a', 'charge:b', 'charge:A'),
    executorId: fc.constantFrom('x', 'y'),
    agentId: fc.constantFrom('x', 'y'),
    params: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(fc.integer(), fc.string(), fc.constant(null))),
  })

  test('distance is 0 to itself, the same both ways, and never beyond 1', () => {
    fc.assert(
      fc.property(any, any, (a, b) => {
        expect(distance(a, a)).toBe(0)
        expect(distance(a, b)).toBeCloseTo(distance(b, a))
        expect(distance(a, b)).toBeGreaterThanOrEqual(0)
        expect(distance(a, b)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a near amount is nearer than another currency, another charge is farther than both', () => {
    const amount = wish({ params: { amount: 1_100, currency: 'EUR' } })
    const currency = wish({ params: { amount: 1_000, currency: 'USD' } })
    const charge = wish({ resource: 'charge:ch_2' })
    expect(nearest(wish(), [charge, currency, amount])).toBe(amount)
    expect(nearest(wish(), [charge, currency])).toBe(currency)
    expect(nearest(wish(), [])).toBeUndefined()
  })

  test('of equally near ones it is the first: the newest', () => {
    const [newer, older] = [wish({ agentId: 'agt_2' }), wish({ agentId: 'agt_2' })]
    expect(nearest(wish(), [newer, older])).toBe(newer)
  })
})

describe('how rare a value is', () => {
  const counts = (over: Partial<FieldCounts>): FieldCounts => ({
    samples: 214,
    same: 0,
    below: 0,
    distinct: 40,
    number: true,
    ...over,
  })
  test.each<[string, Partial<FieldCounts>, string, boolean]>([
    ['too few', { samples: 19, same: 19 }, 'not enough history (19)', false],
    ['none at all', { samples: 0 }, 'not enough history (0)', false],
    ['a high number', { below: 207, same: 2 }, 'p97 of 214', true],
    ['a usual number', { below: 100, same: 14 }, 'p50 of 214', false],
    ['beyond all', { below: 214 }, 'higher than all 214', true],
    ['below all', {}, 'lower than all 214', true],
    ['a usual word', { number: false, same: 120, distinct: 4 }, '120 of 214', false],
    ['a rare word', { number: false, same: 2, distinct: 4 }, '2 of 214', true],
    ['a word never seen', { number: false, distinct: 4 }, 'never before in 214', true],
    ['a name where each comes once', { number: false, distinct: 210 }, 'new, as most are', false],
    ['a number that is one of two', { distinct: 2, same: 100, below: 100 }, '100 of 214', false],
  ])('%s', (_, over, text, unusual) => {
    expect(rarityOf(counts(over), 'en')).toMatchObject({ text, unusual })
    const german = rarityOf(counts(over), 'de')
    expect(german.unusual).toBe(unusual)
    // Other words, the same numbers.
    expect(german.text).not.toBe(text)
    expect(german.text.replace(/\D+/g, ' ').trim()).toBe(text.replace(/\D+/g, ' ').trim())
  })
})
