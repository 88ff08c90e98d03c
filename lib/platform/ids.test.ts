import { describe, expect, test } from 'vitest'
import { newId, nextId, randomToken } from './ids'

describe('newId', () => {
  test('is a prefix and 26 characters without i, l, o and u', () => {
    for (let i = 0; i < 1000; i++) expect(newId('req')).toMatch(/^req_[0-9a-hjkmnp-tv-z]{26}$/)
  })

  test('sorts by the millisecond at which it was made', () => {
    const times = [0, 1, 31, 32, 1_000_000, 1_763_880_000_000, 2 ** 48 - 1]
    const ids = times.map((time) => newId('grt', time))
    expect([...ids].sort()).toEqual(ids)
  })

  test('does not repeat within a millisecond', () => {
    expect(new Set(Array.from({ length: 20_000 }, () => newId('x', 5))).size).toBe(20_000)
  })

  test('spreads its random part over the whole alphabet', () => {
    const seen = new Set(Array.from({ length: 500 }, () => newId('x', 0).slice(12)).join(''))
    expect(seen.size).toBe(32)
  })
})

describe('nextId', () => {
  test('sorts after all made before it, within a millisecond and when the clock steps back', () => {
    const ids = [...Array.from({ length: 5_000 }, () => nextId('ent', 9e12)), nextId('ent', 5), nextId('ent', 9e12 + 1)]
    expect([...new Set(ids)].sort()).toEqual(ids)
    for (const id of ids) expect(id).toMatch(/^ent_[0-9a-hjkmnp-tv-z]{26}$/)
  })
})

describe('randomToken', () => {
  test('holds as many bytes as asked for, 32 unless told', () => {
    expect(Buffer.from(randomToken(), 'base64url')).toHaveLength(32)
    expect(Buffer.from(randomToken(48), 'base64url')).toHaveLength(48)
  })

  test('refuses to make a guessable secret', () => {
    expect(() => randomToken(8)).toThrow(RangeError)
  })
})
