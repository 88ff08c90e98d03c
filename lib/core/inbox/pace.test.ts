import { describe, expect, it } from 'vitest'
import { willExpire } from './pace'

const minutes = (...list: number[]) => list.map((n) => n * 60_000)

describe('what will be over before one person gets to it', () => {
  it.each([
    ['nothing waits', [], 60, 0],
    ['there is time for all', minutes(10, 20, 30), 60, 0],
    ['the first cannot be reached, the others can', minutes(0.5, 2, 3), 60, 1],
    ['ten at once, a minute each, five minutes', minutes(...Array.from({ length: 10 }, () => 5)), 60, 5],
    ['the order does not matter', minutes(30, 1, 2), 60, 0],
    ['a slow reader', minutes(5, 10, 15), 600, 2],
  ] as const)('%s', (_, left, seconds, late) => expect(willExpire(left, seconds)).toBe(late))
})
