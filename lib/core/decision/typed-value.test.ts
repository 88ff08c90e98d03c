import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readTyped, typedText } from './typed-value'

const euro = { kind: 'integer', currency: 'EUR' } as const
const yen = { kind: 'integer', currency: 'JPY' } as const
const count = { kind: 'integer', currency: null } as const

describe('one spelling a number, whatever the language of the browser (ATTACKS 14)', () => {
  test.each([
    ['400', euro, 40_000],
    ['400.5', euro, 40_050],
    ['400.05', euro, 40_005],
    ['0.01', euro, 1],
    ['-3', euro, -300],
    ['400', yen, 400],
    ['12', count, 12],
    ['12.5', { kind: 'number', currency: null } as const, 12.5],
  ])('%s is read', (text, param, value) => expect(readTyped(text, param)).toEqual({ ok: true, value }))

  test.each([
    ['1,000', euro],
    ['1.000', euro],
    ['1 000', euro],
    ['400,00', euro],
    ['1e3', euro],
    ['٤٠٠', euro],
    ['400.5', yen],
    ['1.5', count],
    ['1,5', { kind: 'number', currency: null } as const],
    ['', count],
    ['maybe', { kind: 'boolean', currency: null } as const],
    ['{', { kind: 'other', currency: null } as const],
  ])('%s is refused', (text, param) => expect(readTyped(text, param).ok).toBe(false))

  test('what a field starts with is read as the value that it shows', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom(euro, yen, count), (value, param) => {
        fc.pre(!Object.is(value, -0) && Math.abs(value) < 1e13)
        expect(readTyped(typedText(value, param), param)).toEqual({ ok: true, value })
      }),
    )
  })
})
