import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Presentation, PresentedParam } from '../presentation/presentation'
import { sayQuestion } from './explain'
import { questionAbout, unusualField } from './question'

const labels = { amount: 'Amount', payee: 'Payee' } as const
type Given = {
  amount?: string
  payee?: string
  resource?: string
  kind?: string
  environment?: string
  title?: string
  code?: string
  over?: Partial<PresentedParam>
}

/** Only what a question is made of; whole presentations are exercised by the API's own tests. */
function shown({
  amount = '€10.00',
  payee = 'Acme',
  resource = 'charge:ch_1',
  kind = 'charge',
  environment = 'prod',
  title = 'Refund',
  code = 'PAY-1',
  over = {},
}: Given): Presentation {
  const param = (name: keyof typeof labels, value: string) => ({
    pointer: `/params/${name}`,
    label: labels[name],
    format: 'text',
    shown: value,
    exact: JSON.stringify(value),
    length: value.length,
    long: false,
    hidden: 0,
    warnings: [],
    ...(name === 'payee' ? over : {}),
  })
  return JSON.parse(
    JSON.stringify({
      title,
      binding_code: code,
      resource: { id: resource, kind, environment },
      params: [param('amount', amount), param('payee', payee)],
    }),
  )
}
/** Goes round through a few numbers. */
const rolls = (...numbers: number[]) => {
  let at = 0
  return () => numbers[at++ % numbers.length] ?? 0
}
const first = rolls(0)

describe('a question about what is approved', () => {
  const others = [
    shown({ amount: '€20.00', payee: 'Bolt' }),
    shown({ amount: '€30.00', payee: 'Acme', resource: 'charge:ch_2' }),
  ]

  test('has one right choice and two that other requests say in the same place', () => {
    const question = questionAbout(shown({}), others, first)
    expect(question).toMatchObject({ pointer: '/params/amount', text: 'What does it say under “Amount”?' })
    expect([...(question?.choices ?? [])].sort()).toEqual(['€10.00', '€20.00', '€30.00'])
    expect(question?.choices[question.right]).toBe('€10.00')
  })

  test('is about no value that nothing tells apart: two others must differ in it', () => {
    for (const roll of [0, 0.3, 0.6, 0.99])
      expect(questionAbout(shown({}), others, () => roll)?.pointer).toBe('/params/amount')
  })

  test('is about another place after a wrong answer, where there is one', () => {
    const more = [...others, shown({ payee: 'Crane' })]
    expect(questionAbout(shown({}), more, first, ['/params/amount'])?.pointer).toBe('/params/payee')
    expect(questionAbout(shown({}), others, first, ['/params/amount'])?.pointer).toBe('/params/amount')
  })

  test.each<[string, Partial<PresentedParam>]>([
    ['long', { long: true }],
    ['with characters that cannot be seen', { hidden: 1 }],
    ['of raw JSON', { format: 'json' }],
    ['wider than a line', { shown: 'x'.repeat(81) }],
  ])('is never about a value that is %s', (_, over) => {
    const three = [shown({ payee: 'A' }), shown({ payee: 'B' }), shown({ payee: 'C' })]
    expect(questionAbout(shown({ over }), three, first)?.pointer).not.toBe('/params/payee')
  })

  test.each<[string, Given[], string | undefined, string | undefined]>([
    [
      'the environment',
      [{ environment: 'staging' }, { environment: 'dev' }],
      '/environment',
      'Which environment is affected?',
    ],
    ['the target', [{ resource: 'charge:a' }, { resource: 'charge:b' }], '/resource', 'Which charge does it act on?'],
    [
      'what is asked for, only where no value differs',
      [{ title: 'Delete' }, { title: 'Deploy' }],
      '/title',
      'What is asked for?',
    ],
    [
      'no target of another kind, which would tell itself apart',
      [
        { resource: 'customer:1', kind: 'customer', code: 'PAY-2' },
        { resource: 'customer:2', kind: 'customer', code: 'PAY-3' },
      ],
      '/code',
      'Which code does this request carry?',
    ],
    [
      'the code, when nothing else differs',
      [{ code: 'PAY-2' }, { code: 'PAY-3' }],
      '/code',
      'Which code does this request carry?',
    ],
    ['nothing, without two others', [{ code: 'PAY-2' }], undefined, undefined],
    ['nothing, when they only look different', [{ code: 'pay-1' }, { code: ' PAY-1 ' }], undefined, undefined],
  ])('asks for %s', (_, given, pointer, text) => {
    const question = questionAbout(shown({}), given.map(shown), first)
    expect([question?.pointer, question?.text]).toEqual([pointer, text])
  })

  test('never tells the answer: choices differ, every wrong one is real, the right one stands anywhere (ATTACKS 54)', () => {
    const value = fc.constantFrom('€1.00', '€2.00', '€3.00', '€4.00', '€5.00')
    const places = new Set<number>()
    fc.assert(
      fc.property(
        value,
        fc.array(value, { minLength: 2, maxLength: 12 }),
        // Doubles would nearly all be close to 0.
        fc.array(
          fc.integer({ min: 0, max: 999 }).map((n) => n / 1_000),
          { minLength: 6, maxLength: 6 },
        ),
        (mine, theirs, numbers) => {
          const question = questionAbout(
            shown({ amount: mine }),
            theirs.map((amount) => shown({ amount })),
            rolls(...numbers),
          )
          if (question === null || question.pointer !== '/params/amount') return
          expect(new Set(question.choices).size).toBe(3)
          expect(question.text).not.toContain(mine)
          expect(question.choices.indexOf(mine)).toBe(question.right)
          for (const choice of question.choices) expect([mine, ...theirs]).toContain(choice)
          places.add(question.right)
        },
      ),
      { numRuns: 300 },
    )
    expect([...places].sort()).toEqual([0, 1, 2])
  })
})

test.each<[string, Given, Given[], string | null]>([
  ['a payee that nobody asked for before', { payee: 'New' }, Array.from({ length: 6 }, () => ({})), 'Payee'],
  ['nothing, when all is as always', {}, Array.from({ length: 6 }, () => ({})), null],
  ['nothing, of too few', { payee: 'New' }, Array.from({ length: 4 }, () => ({})), null],
  ['nothing, where most values come once', { payee: 'New' }, 'ABCDEF'.split('').map((payee) => ({ payee })), null],
])('unusual is %s', (_, given, others, expected) => {
  expect(unusualField(shown(given), others.map(shown), 'en')).toBe(expected)
})

test.each([
  ['/params/payee', 'What does it say under “Payee”?', 'Was steht unter „Payee“?'],
  ['/params/note', 'What does it say under “A “note”?”?', 'Was steht unter „A “note”?“?'],
  ['/resource', 'Which charge does it act on?', 'Welches Ziel betrifft die Aktion (charge)?'],
  ['/environment', 'Which environment is affected?', 'Welche Umgebung ist betroffen?'],
  ['/title', 'What is asked for?', 'Was wird angefragt?'],
  ['/code', 'Which code does this request carry?', 'Welchen Code trägt diese Anfrage?'],
])('the stored question about %s is said in German, with the same names in it', (pointer, text, german) => {
  expect(sayQuestion({ pointer, text }, 'en')).toBe(text)
  expect(sayQuestion({ pointer, text }, 'de')).toBe(german)
})
