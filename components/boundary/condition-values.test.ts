import { describe, expect, it } from 'vitest'
import { readNumber, typedNumber } from './condition-values'

describe('amounts that are typed into a condition', () => {
  it.each([
    ['500', 50_000],
    ['500.00', 50_000],
    ['€1,240.50', 124_050],
    ['0.1', 10],
    ['12,500', 1_250_000],
  ])('%s is %i minor units', (text, minor) => expect(readNumber(text, 'money')).toBe(minor))

  it.each(['1.240,00', '500,5', '12.345', '', 'much', '1,24'])('%s is no amount: it is not guessed', (text) => {
    expect(readNumber(text, 'money')).toBeNull()
  })

  it('an amount that is shown is read back as the same', () => {
    for (const minor of [0, 1, 99, 100, 50_000, 123_456_789])
      expect(readNumber(typedNumber(minor, 'money'), 'money')).toBe(minor)
  })
})
