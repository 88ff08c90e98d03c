import { describe, expect, test } from 'vitest'
import type { IneligibleWhy } from '../refusal'
import { decisionWords, explainIneligible, sayDenial } from './explain'

const { en, de } = decisionWords

describe('why somebody may not decide', () => {
  test.each(Object.keys(en.you) as IneligibleWhy[])('%s is said to them and of them, in both languages', (why) => {
    const said = (['you', 'they'] as const).flatMap((who) => [
      explainIneligible(why, who, 'en'),
      explainIneligible(why, who, 'de'),
    ])
    expect(new Set(said).size).toBe(4)
  })
})

describe('a denial', () => {
  test.each(Object.keys(en.denials))('%s has words in both languages', (code) => {
    expect(sayDenial(code, 'de')).not.toBe(sayDenial(code, 'en'))
    expect(sayDenial(code, 'de')).toMatch(/^\S/)
  })
  test('with a code that is none has no words', () => expect(sayDenial('toString', 'de')).toBeNull())
})

test('what was decided, and what is wanted instead, has the same moments and values in both languages', () => {
  for (const words of [en, de]) {
    expect(words.approved('12:01 UTC', true)).toMatch(/12:01 UTC.*[Pp]asskey/)
    expect(words.denied('12:01 UTC', 'x')).toMatch(/12:01 UTC.*: x$/)
    expect(words.abstained('12:01 UTC')).toContain('12:01 UTC')
    expect([words.atMost('€4.00'), words.atLeast('€4.00')].map((text) => text.replace(/\S+ /, ''))).toEqual(
      words === en ? ['most €4.00', 'least €4.00'] : ['€4.00', '€4.00'],
    )
    expect(words.askedBecause(['Payments', 'Risk'])).toMatch(/Payments (and|und) Risk/)
  }
})
