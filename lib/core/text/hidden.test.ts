import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type HiddenKind, revealHidden } from './hidden'

const samples: { [file: string]: string } = JSON.parse(
  readFileSync('../shared/vectors/trojan-source/samples.json', 'utf8'),
)
const rebuilt = (value: string) =>
  revealHidden(value)
    .parts.map((part) =>
      'text' in part ? part.text : String.fromCodePoint(part.hidden.codePoint).repeat(part.hidden.repeat),
    )
    .join('')
const only = (code: number) => {
  const part = revealHidden(`a${String.fromCodePoint(code)}b`).parts[1]
  return part !== undefined && 'hidden' in part ? part.hidden : undefined
}

describe('hidden characters', () => {
  test.each(Object.entries(samples).filter(([file]) => !file.includes('homoglyph')))(
    '%s: every control is found, each with its label',
    (_, source) => {
      const controls = [...source].filter((character) => /[\u200b\u202a-\u202e\u2066-\u2069]/.test(character))
      const { parts } = revealHidden(source)
      const found = parts.flatMap((part) =>
        'hidden' in part && part.hidden.kind !== 'whitespace' ? [part.hidden] : [],
      )
      expect(controls.length).toBeGreaterThan(0)
      expect(found.reduce((sum, hidden) => sum + hidden.repeat, 0)).toBe(controls.length)
      expect(rebuilt(source)).toBe(source)
    },
  )

  const kinds: [number, string, HiddenKind, string][] = [
    [0x202e, 'U+202E', 'bidi', 'right-to-left override'],
    [0x200b, 'U+200B', 'zero-width', 'zero width space'],
    [0xe0041, 'U+E0041', 'tag', 'tag A'],
    [0xe0001, 'U+E0001', 'tag', 'tag'],
    [0xfe0f, 'U+FE0F', 'variation-selector', 'variation selector 16'],
    [0xe01ef, 'U+E01EF', 'variation-selector', 'variation selector 256'],
    [0x180b, 'U+180B', 'variation-selector', 'Mongolian variation selector 1'],
    [0x1b, 'U+001B', 'control', 'escape'],
    [0x0d, 'U+000D', 'control', 'carriage return'],
    [0x7f, 'U+007F', 'control', 'delete'],
    [0x9b, 'U+009B', 'control', 'C1 control'],
    [0xa0, 'U+00A0', 'whitespace', 'no-break space'],
    [0x2003, 'U+2003', 'whitespace', 'unusual space'],
    [0x2028, 'U+2028', 'whitespace', 'line separator'],
    [0xad, 'U+00AD', 'other-invisible', 'soft hyphen'],
    [0x3164, 'U+3164', 'other-invisible', 'Hangul filler'],
    [0xfff9, 'U+FFF9', 'other-invisible', 'format character'],
    [0xe000, 'U+E000', 'other-invisible', 'private-use character'],
    [0xd800, 'U+D800', 'other-invisible', 'half of a surrogate pair'],
    [0xe0fff, 'U+E0FFF', 'other-invisible', 'invisible character'],
  ]
  test.each(kinds)('%i is shown as %s, %s', (code, label, kind, name) => {
    expect(only(code)).toEqual({ codePoint: code, label, name, kind, repeat: 1 })
  })

  test('every default-ignorable, format, control, separator and surrogate code point of Unicode is hidden', () => {
    const invisible = /[\p{Cf}\p{Cc}\p{Z}\p{Cs}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}\p{Bidi_Control}]/u
    for (let code = 0; code <= 0x10ffff; code++) {
      const character = String.fromCodePoint(code)
      if (invisible.test(character) && !' \n\t'.includes(character)) {
        if (revealHidden(character).count !== 1) expect.fail(`U+${code.toString(16)} is not marked`)
      }
    }
  })

  test('ordinary writing of many scripts has nothing hidden', () => {
    const text =
      'Refund \u20ac120 to Zo\u00eb \u2014 \u201cok\u201d\n\t\u65e5\u672c\u8a9e \u0420\u0443\u0441 \u0639\u0631\u0628\u064a \u05e2\u05d1 \u0939\u093f\u0928\u094d\u0926\u0940 \u{1f600}'
    expect(revealHidden(text)).toEqual({ parts: [{ text }], count: 0 })
  })

  test('the count is of code points, not of UTF-16 units or parts', () => {
    const hidden = '\u{e0041}\u{e0042}\u{e0042}\u200b'
    expect(revealHidden(`x${hidden}y`).count).toBe(4)
    expect(revealHidden(`x${hidden}y`).parts).toHaveLength(5)
  })

  test('a danger pushed far down or far right is announced by the gap before it', () => {
    expect(revealHidden(`ok${'\n'.repeat(500)}rm -rf /`).count).toBe(500)
    expect(revealHidden(`ok${' \n'.repeat(8)}rm -rf /`).count).toBe(16)
    expect(revealHidden(`ok${' '.repeat(300)}rm -rf /`).parts[1]).toMatchObject({
      hidden: { label: 'U+0020', repeat: 300 },
    })
    expect(revealHidden(`ok${'\t'.repeat(8)}x`).count).toBe(8)
    expect(revealHidden(`a\n\n${' '.repeat(9)}b`)).toMatchObject({
      count: 9,
      parts: [{ text: 'a\n\n' }, {}, { text: 'b' }],
    })
    expect(revealHidden(`a${' '.repeat(7)}b\n\n\n    c`).count).toBe(0)
  })

  test('the parts put together are the value, whatever it holds', () => {
    const unit = fc.oneof(
      fc.constantFrom(' ', '\n', '\t', '\u202e', '\u200b', '\u{e0041}', 'a'),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), (pieces) => {
        const value = pieces.join('')
        expect(rebuilt(value)).toBe(value)
      }),
      { numRuns: 1000 },
    )
  })

  test('every naughty string survives being shown', () => {
    const strings: string[] = JSON.parse(readFileSync('../shared/vectors/blns/blns.json', 'utf8'))
    for (const text of strings) expect(rebuilt(text)).toBe(text)
    expect(strings.filter((text) => revealHidden(text).count > 0).length).toBeGreaterThan(20)
  })

  test('a megabyte of gaps and controls is read in linear time', () => {
    const started = performance.now()
    expect(revealHidden(' \n       \u200b'.repeat(100_000)).count).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(5000)
  })
})
