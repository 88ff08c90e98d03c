import { describe, expect, test } from 'vitest'
import { type Absence, awayAt, standInFor } from './absence'

const at = (text: string) => new Date(text)
const gone = (personId: string, delegateId: string | null = null): Absence => ({
  id: `abs_${personId}`,
  personId,
  delegateId,
  from: at('2026-11-20T00:00:00Z'),
  until: at('2026-11-30T00:00:00Z'),
})
const now = at('2026-11-26T12:00:00Z')
const all = () => true

describe('out of office', () => {
  test('counts from its beginning up to its end and not a moment longer', () => {
    const who = (text: string) => [...awayAt([gone('ana')], at(text)).keys()]
    expect(who('2026-11-19T23:59:59.999Z')).toEqual([])
    expect(who('2026-11-20T00:00:00Z')).toEqual(['ana'])
    expect(who('2026-11-29T23:59:59.999Z')).toEqual(['ana'])
    expect(who('2026-11-30T00:00:00Z')).toEqual([])
  })

  test.each<[string, Absence[], (id: string) => boolean, unknown]>([
    ['somebody who is here stands for themselves', [], all, { personId: 'ana' }],
    ['the delegate', [gone('ana', 'bo')], all, { personId: 'bo' }],
    ['the delegate of the delegate', [gone('ana', 'bo'), gone('bo', 'cy')], all, { personId: 'cy' }],
    [
      'nobody further',
      [gone('ana', 'bo'), gone('bo', 'cy'), gone('cy', 'di')],
      all,
      { personId: null, why: 'too_deep' },
    ],
    ['nobody in a circle', [gone('ana', 'bo'), gone('bo', 'ana')], all, { personId: null, why: 'cycle' }],
    [
      'nobody in a longer circle',
      [gone('ana', 'bo'), gone('bo', 'cy'), gone('cy', 'bo')],
      all,
      { personId: null, why: 'cycle' },
    ],
    ['nobody when none is named', [gone('ana')], all, { personId: null, why: 'no_delegate' }],
    [
      'nobody when the delegate named none',
      [gone('ana', 'bo'), gone('bo')],
      all,
      { personId: null, why: 'no_delegate' },
    ],
    [
      'nobody who could not decide by themselves',
      [gone('ana', 'bo')],
      (id) => id !== 'bo',
      { personId: null, why: 'not_eligible' },
    ],
    [
      'a delegate whom it passes through need not be able to',
      [gone('ana', 'bo'), gone('bo', 'cy')],
      (id) => id === 'cy',
      { personId: 'cy' },
    ],
  ])('%s', (_, absences, may, expected) => {
    expect(standInFor('ana', awayAt(absences, now), may)).toEqual(expected)
  })
})
