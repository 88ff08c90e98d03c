import { describe, expect, test } from 'vitest'
import type { Json } from '../canonical/json'
import { type GuardNumbers, guardSettingsChange, guardWords, weakened } from './settings'

const of = (approvals: number, rest_minutes: number): GuardNumbers => ({ approvals, rest_minutes })

describe('what weakens the guard', () => {
  const table: [string, GuardNumbers, GuardNumbers, keyof GuardNumbers | null][] = [
    ['nothing changed', of(12, 20), of(12, 20), null],
    ['fewer approvals are many', of(12, 20), of(11, 20), null],
    ['more approvals are many', of(12, 20), of(13, 20), 'approvals'],
    ['off', of(12, 20), of(0, 20), 'approvals'],
    ['off, from the strictest', of(1, 240), of(0, 240), 'approvals'],
    ['off, with a longer rest', of(12, 20), of(0, 240), 'approvals'],
    ['a longer rest', of(12, 20), of(12, 21), null],
    ['a shorter rest', of(12, 20), of(12, 19), 'rest_minutes'],
    ['fewer, but a shorter rest', of(12, 20), of(6, 19), 'rest_minutes'],
    ['more, but a longer rest', of(12, 20), of(13, 60), 'approvals'],
    ['both weaker: the first is named', of(12, 20), of(13, 19), 'approvals'],
    ['both stricter', of(12, 20), of(6, 60), null],
    ['on', of(0, 20), of(12, 20), null],
    ['on, as little as can be', of(0, 240), of(1_000, 1), null],
    ['off stays off, with a shorter rest', of(0, 20), of(0, 1), null],
  ]
  test.each(table)('%s', (_, before, after, expected) => expect(weakened(before, after)).toBe(expected))

  test('of two settings that both are on and differ, at least one way weakens', () => {
    for (const a of [1, 12, 1_000])
      for (const b of [1, 12, 1_000])
        for (const rests of [
          [20, 20],
          [20, 21],
        ] as const) {
          const [one, other] = [of(a, rests[0]), of(b, rests[1])]
          const ways = [weakened(one, other), weakened(other, one)]
          expect(ways.some((way) => way !== null)).toBe(a !== b || rests[0] !== rests[1])
        }
  })
})

test('the settings have words, whatever was stored', () => {
  expect(guardWords(of(12, 20))).toBe('12 approvals in 30 minutes, rests of 20 minutes')
  expect(guardWords(of(1, 1))).toBe('1 approval in 30 minutes, rests of 1 minute')
  expect(guardWords(of(0, 20))).toBe('off')
  const strange: Json[] = [null, [], 'off', {}, { approvals: '12', rest_minutes: 20 }]
  for (const stored of strange) expect(guardWords(stored)).toBe('not known')
  expect(guardSettingsChange(of(12, 20), of(0, 20))).toBe(
    'set the fatigue guard to off (before: 12 approvals in 30 minutes, rests of 20 minutes)',
  )
})
