import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lookAlike, mixedScript, skeleton } from './confusable'
import { sameButDifferentBytes } from './safe'

const mappings = readFileSync('../shared/vectors/unicode/confusables.txt', 'utf8')
  .replace(/^\ufeff/, '')
  .split('\n')
  .map((line) => (line.split('#')[0] ?? '').split(';').map((field) => field.trim()))
  .filter(([from]) => from !== '')
  .map((fields) =>
    fields
      .slice(0, 2)
      .map((codes) => String.fromCodePoint(...codes.split(' ').map((code) => Number.parseInt(code, 16)))),
  )

describe('confusables', () => {
  test('every published pair that Unicode normalisation keeps apart has one skeleton', () => {
    expect(mappings.length).toBe(6311)
    const missed = mappings.filter(([from = '', to = '']) => {
      // A source that NFD decomposes, or that is removed as ignorable, is never looked up as itself (UTS 39 §4).
      const reachable = from.normalize('NFD') === from && !/\p{Default_Ignorable_Code_Point}/u.test(from)
      return reachable && skeleton(from) !== skeleton(to)
    })
    expect(missed).toEqual([])
  })

  test('a payee with one letter of any confusable pair swapped is a look-alike', () => {
    const ascii = mappings.filter(([from = '', to = '']) => /^[a-z]$/i.test(to) && from.normalize('NFD') === from)
    expect(ascii.length).toBeGreaterThan(500)
    fc.assert(
      fc.property(fc.constantFrom(...ascii), fc.stringMatching(/^[a-z0-9]{0,8}$/), ([from = '', to = ''], rest) => {
        expect(lookAlike(`${rest}${from}${rest}`, `${rest}${to}${rest}`)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    ['paypal', 'p\u0430yp\u0430l'],
    ['paypal', 'paypa1'],
    ['paypal', 'paypaI'],
    ['modern', 'rnodern'],
    ['sayHello', 'say\u041dello'],
    ['admin', 'ad\u200bmin'],
    ['apple.com', '\u0430\u0440\u0440\u04c0\u0435.com'],
  ])('%s and %s look alike', (a, b) => {
    expect(lookAlike(a, b)).toBe(true)
  })

  test('the same text, and plainly different texts, do not look alike', () => {
    expect(lookAlike('paypal', 'paypal')).toBe(false)
    expect(lookAlike('paypal', 'payroll')).toBe(false)
    expect(lookAlike('', 'a')).toBe(false)
  })

  test('a skeleton is stable', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...mappings.map(([from = '']) => from), 'a', '1') }), (text) => {
        expect(skeleton(skeleton(text))).toBe(skeleton(text))
      }),
    )
  })
})

describe('mixed scripts', () => {
  test('one foreign letter in a word is reported with both scripts', () => {
    expect(mixedScript('function say\u041dello() {}')).toEqual([
      { word: 'say\u041dello', scripts: ['Latin', 'Cyrillic'] },
    ])
    expect(mixedScript('\u03b1dmin')).toEqual([{ word: '\u03b1dmin', scripts: ['Greek', 'Latin'] }])
    expect(mixedScript('a\u0531b')[0]?.scripts).toEqual(['Latin', 'Armenian'])
    expect(mixedScript('a\u{10400}')[0]?.scripts).toEqual(['Latin', 'Other'])
  })

  test('whole words of different scripts, and ordinary East Asian mixtures, are not', () => {
    expect(
      mixedScript(
        'Moscow \u041c\u043e\u0441\u043a\u0432\u0430 \u0391\u03b8\u03ae\u03bd\u03b1 v2 \u65e5\u672c\u306e\u30c6\u30b9\u30c8abc \ud55c\uad6d\u8a9e',
      ),
    ).toEqual([])
    expect(mixedScript('Zoe\u0308 na\u00efve 100m\u00b2 x\u0301y')).toEqual([])
  })

  test('every Trojan Source homoglyph sample is reported', () => {
    const samples: { [file: string]: string } = JSON.parse(
      readFileSync('../shared/vectors/trojan-source/samples.json', 'utf8'),
    )
    const homoglyphs = Object.entries(samples).filter(([file]) => file.includes('homoglyph'))
    expect(homoglyphs.length).toBe(2)
    for (const [, source] of homoglyphs) {
      const word = mixedScript(source)[0]?.word ?? ''
      expect(lookAlike(word, 'sayHello')).toBe(true)
    }
  })
})

test('an NFC text and its NFD twin are the same to a reader and different in bytes', () => {
  expect(sameButDifferentBytes('caf\u00e9', 'cafe\u0301')).toBe(true)
  expect(sameButDifferentBytes('caf\u00e9', 'caf\u00e9')).toBe(false)
  expect(sameButDifferentBytes('cafe', 'caf\u00e9')).toBe(false)
})
