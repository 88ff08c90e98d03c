import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery, printQuery, QUERY_TOKENS, type Term, termsOf, withoutToken } from './query'
import { conditions, type Field, fieldRules, fields, levels, levelsWhere, operators, states } from './query-fields'

const terms = (text: string) => termsOf(parseQuery(text))
const short = (text: string) => terms(text).map(({ field, op, value, negated }) => [negated, field, op, value])
const faults = (text: string) => parseQuery(text).map((token) => [token.raw, token.fault])

describe('a query is read into terms', () => {
  it.each([
    ['', []],
    ['   ', []],
    ['level>=T2', [[false, 'level', '>=', 'T2']]],
    ['tier>=2', [[false, 'level', '>=', 'T2']]],
    [
      'level:t3 level<TX',
      [
        [false, 'level', ':', 'T3'],
        [false, 'level', '<', 'TX'],
      ],
    ],
    [
      'workflow:Payments env:prod',
      [
        [false, 'workflow', ':', 'payments'],
        [false, 'env', ':', 'prod'],
      ],
    ],
    ['action:payments.*', [[false, 'action', ':', 'payments.*']]],
    ['sponsor:me', [[false, 'sponsor', ':', 'me']]],
    ['sponsor:"Ana Ruiz"', [[false, 'sponsor', ':', 'ana ruiz']]],
    ['state:pending', [[false, 'state', ':', 'pending']]],
    [
      'due<1h due>=30m',
      [
        [false, 'due', '<', '1h'],
        [false, 'due', '>=', '30m'],
      ],
    ],
    [
      'is:claimed is:snoozed is:mine',
      [
        [false, 'is', ':', 'claimed'],
        [false, 'is', ':', 'snoozed'],
        [false, 'is', ':', 'mine'],
      ],
    ],
    ['-agent:deploy-bot', [[true, 'agent', ':', 'deploy-bot']]],
    ['-"two words"', [[true, 'text', ':', 'two words']]],
    [
      'refund 8812',
      [
        [false, 'text', ':', 'refund'],
        [false, 'text', ':', '8812'],
      ],
    ],
    ['"charge:ch_1042"', [[false, 'text', ':', 'charge:ch_1042']]],
    ['resource:charge:ch_*', [[false, 'resource', ':', 'charge:ch_*']]],
    ['"a \\"quoted\\" \\\\ word"', [[false, 'text', ':', 'a "quoted" \\ word']]],
    ['12:30', [[false, 'text', ':', '12:30']]],
    ['-', [[false, 'text', ':', '-']]],
    ['version:3', [[false, 'version', ':', '3']]],
  ])('%j', (text, expected) => expect(short(text)).toEqual(expected))
})

describe('a token that is not understood says why, and the others still count', () => {
  it.each([
    ['colour:red env:prod', 'colour:red', { code: 'field', name: 'colour' }],
    ['env:prod level:T9', 'level:T9', { code: 'values', values: 'T0, T1, T2, T3, TX' }],
    ['due:1h env:prod', 'due:1h', { code: 'operator', name: 'due', operators: '< <= > >=' }],
    ['due<soon env:prod', 'due<soon', { code: 'duration' }],
    ['agent>x env:prod', 'agent>x', { code: 'operator', name: 'agent', operators: ':' }],
    ['env:prod agent:', 'agent:', { code: 'value', name: 'agent' }],
    ['env:prod agent:""', 'agent:""', { code: 'value', name: 'agent' }],
    [
      'env:prod state:maybe',
      'state:maybe',
      { code: 'values', values: 'pending, approved, denied, expired, cancelled' },
    ],
    ['env:prod version:x', 'version:x', { code: 'version' }],
    ['env:prod "open', '"open', { code: 'unclosed' }],
    ['env:prod action:*a*b*c*d*', 'action:*a*b*c*d*', { code: 'asterisks', most: 4 }],
    ['env:prod constructor:x', 'constructor:x', { code: 'field', name: 'constructor' }],
  ])('%j', (text, raw, why) => {
    const wrong = parseQuery(text).filter((token) => token.fault !== null)
    expect(wrong.map((token) => token.raw)).toEqual([raw])
    expect(wrong[0]?.fault).toMatchObject(why)
    expect(short(text)).toEqual([[false, 'env', ':', 'prod']])
  })

  it('names the place of each token, so that it can be underlined', () => {
    const text = '  env:prod   "two words" level:T9'
    for (const token of parseQuery(text)) expect(text.slice(token.at, token.end)).toBe(token.raw)
  })

  it('takes no more than so many tokens', () => {
    const tokens = parseQuery(Array.from({ length: QUERY_TOKENS + 2 }, (_, i) => `w${i}`).join(' '))
    expect(tokens.filter((token) => token.term !== null)).toHaveLength(QUERY_TOKENS)
    expect(faults('a').every(([, fault]) => fault === null)).toBe(true)
  })
})

it('one token goes, the rest stays as it was typed', () => {
  expect(withoutToken('env:prod  "a b"   level:T3', 1)).toBe('env:prod level:T3')
})

it('a comparison of levels leaves the right ones', () => {
  expect(levelsWhere('>=', 'T2')).toEqual(['T2', 'T3', 'TX'])
  expect(levelsWhere('<', 'T1')).toEqual(['T0'])
  expect(levelsWhere(':', 'T3')).toEqual(['T3'])
})

/** Any term that a parse can give. */
const term: fc.Arbitrary<Term> = fc.constantFrom(...fields).chain((field): fc.Arbitrary<Term> => {
  const op = fc.constantFrom(...operators.filter((known) => fieldRules[field].operators.includes(known)))
  return fc.record({ field: fc.constant(field), op, value: valueFor(field), negated: fc.boolean() })
})

function valueFor(field: Field): fc.Arbitrary<string> {
  const free = fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }).filter((text) => text.trim() !== '')
  switch (field) {
    case 'level':
      return fc.constantFrom(...levels)
    case 'state':
      return fc.constantFrom(...states)
    case 'is':
      return fc.constantFrom(...conditions)
    case 'due':
      return fc.tuple(fc.nat(9_999), fc.constantFrom('s', 'm', 'h', 'd')).map(([n, unit]) => `${n}${unit}`)
    case 'version':
      return fc.nat(999_999).map(String)
    case 'text':
      return free
    case 'resource':
      return free.filter(fewStars)
    default:
      return free.map((text) => text.toLowerCase()).filter((text) => text === text.toLowerCase() && fewStars(text))
  }
}

const fewStars = (text: string) => text.split('*').length <= 5

describe('whatever is written', () => {
  it('printing and reading back gives the same terms', () => {
    fc.assert(
      fc.property(fc.array(term, { maxLength: QUERY_TOKENS }), (list) => {
        expect(terms(printQuery(list))).toEqual(list)
      }),
    )
  })

  it('reading never fails, and every visible character belongs to a token', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const tokens = parseQuery(text)
        expect(
          tokens
            .map((token) => token.raw)
            .join('')
            .replace(/\s/g, ''),
        ).toBe(text.replace(/\s/g, ''))
        // What was understood is understood again when it is printed.
        expect(terms(printQuery(termsOf(tokens)))).toEqual(termsOf(tokens))
      }),
    )
  })
})
