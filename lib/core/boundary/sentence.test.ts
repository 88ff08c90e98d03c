import { describe, expect, test } from 'vitest'
import type { Json } from '@/lib/core/canonical/json'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { ParamFormat } from '@/lib/core/directory'
import type { SaidIn } from '@/lib/core/language/said'
import { sayValue } from '@/lib/core/language/value'
import { showValue } from '@/lib/core/presentation/format'
import { catalogueOf } from '@/prisma/seed/catalogue'
import { payments } from '@/prisma/seed/workflows/payments'
import type { RuleForm } from './analysis'
import { factPhrasesIn } from './fact-phrases'
import type { Rule } from './rule'
import { conditionText, ruleSentence } from './sentence'
import { sentenceText } from './sentence-parts'

const catalogue = catalogueOf(payments)
const inEuros: CatalogueJson = {
  ...catalogue,
  action_types: catalogue.action_types.map((type) => ({
    ...type,
    params_schema: {
      type: 'object',
      properties: { amount: { type: 'integer' }, currency: { type: 'string', enum: ['EUR'] } },
    },
  })),
}

const rule = (over: Partial<Rule>): Rule => ({
  id: 'r',
  effect: 'permit',
  tier: 'approve',
  approvers: ['payments-leads'],
  quorum: 2,
  stepup: 'passkey',
  grantTtlSeconds: null,
  decideWithinSeconds: null,
  graceSeconds: 0,
  batch: 'T1',
  denyThreshold: 1,
  attestations: [],
  prompt: null,
  reason: 'Because',
  ...over,
})
const form = (over: Partial<RuleForm>): RuleForm => ({
  id: 'r',
  effect: 'permit',
  tier: 'approve',
  approvers: ['payments-leads'],
  quorum: 2,
  stepup: 'passkey',
  grant_ttl: '',
  decide_within: '',
  grace: '',
  batch: 'T1',
  deny_threshold: 1,
  attestations: [],
  prompt: '',
  reason: 'Because',
  runtimes: [],
  actions: ['payments.refund'],
  resource: { kind: 'environment', environment: 'prod' },
  conditions: [],
  ...over,
})
const amount = (op: '>' | '<=' | '==' | '!=' | '<' | '>=', value: number) => ({ path: 'params.amount', op, value })

describe('a rule is one sentence, the same for everybody who reads that language', () => {
  test.each<[english: string, german: string, Partial<Rule>, Partial<RuleForm>]>([
    [
      'Refunds above €500.00 in production need two of payments-leads, each with a passkey.',
      'Erstattungen von mehr als 500,00 € in der Produktion brauchen zwei genehmigende Personen aus payments-leads, jede mit Passkey.',
      {},
      { conditions: [amount('>', 50_000)] },
    ],
    [
      'Refunds above €50.00 and up to €500.00 in production need one of payments-support.',
      'Erstattungen von mehr als 50,00 € und höchstens 500,00 € in der Produktion brauchen eine genehmigende Person aus payments-support.',
      { approvers: ['payments-support'], quorum: 1, stepup: 'none' },
      { conditions: [amount('>', 5_000), amount('<=', 50_000)] },
    ],
    [
      'Refunds of €5.00 or more in production pass by policy.',
      'Erstattungen von mindestens 5,00 € in der Produktion sind allein durch die Richtlinie erlaubt.',
      { tier: 'allow' },
      { conditions: [amount('>=', 500)] },
    ],
    [
      'Refunds of €1,234.50 in production are never allowed.',
      'Erstattungen von genau 1.234,50 € in der Produktion sind nie erlaubt.',
      { tier: 'deny' },
      { conditions: [amount('==', 123_450)] },
    ],
    [
      'Refunds other than €5.00 and below €9.00 in production are never allowed.',
      'Erstattungen ungleich 5,00 € und von weniger als 9,00 € in der Produktion sind nie erlaubt.',
      { tier: 'deny' },
      { conditions: [amount('!=', 500), amount('<', 900)] },
    ],
    [
      'Refunds below €5.00 in production pass by policy; people are told.',
      'Erstattungen von weniger als 5,00 € in der Produktion sind allein durch die Richtlinie erlaubt; Personen werden benachrichtigt.',
      { tier: 'notify' },
      { conditions: [amount('<', 500)] },
    ],
    [
      'Refunds when the sum asked by one agent within 24 hours is above €5,000.00 are never allowed.',
      'Wenn die von einem Agenten in 24 Stunden angefragte Summe über 5.000,00 € liegt, sind Erstattungen nie erlaubt.',
      { tier: 'deny' },
      { resource: { kind: 'any' }, conditions: [{ path: 'velocity.agent_24h.sum', op: '>', value: 500_000 }] },
    ],
    [
      'Paying a supplier in staging when on the payment calendar is no needs one of a or b with a passkey.',
      'Wenn „On the payment calendar“ nein ist, braucht die Aktion „Pay a supplier“ in der Umgebung staging eine genehmigende Person aus a oder b mit Passkey.',
      { approvers: ['a', 'b'], quorum: 1 },
      {
        actions: ['payments.payout'],
        resource: { kind: 'environment', environment: 'staging' },
        conditions: [{ path: 'params.scheduled', op: '==', value: false }],
      },
    ],
    [
      'Paying a supplier above €500.00 needs two of a, b or c, each with a passkey, and each confirms “I saw it” and answers “Ticket?”.',
      'Die Aktion „Pay a supplier“ mit einem Betrag von mehr als 500,00 € braucht zwei genehmigende Personen aus a, b oder c, jede mit Passkey; jede bestätigt „I saw it“ und beantwortet „Ticket?“.',
      { approvers: ['a', 'b', 'c'], attestations: ['I saw it'], prompt: 'Ticket?' },
      { actions: ['payments.payout'], resource: { kind: 'any' }, conditions: [amount('>', 50_000)] },
    ],
    [
      'Refunds in development need one of a, who confirms two things and answers “Ticket?”.',
      'Erstattungen in der Entwicklung brauchen eine genehmigende Person aus a, die zwei Dinge bestätigt und „Ticket?“ beantwortet.',
      { approvers: ['a'], quorum: 1, stepup: 'none', attestations: ['I saw it', 'It is backed up'], prompt: 'Ticket?' },
      { resource: { kind: 'environment', environment: 'dev' } },
    ],
    [
      'Paying a supplier and refunding a charge on charge:ch_1 from ci-runners are never allowed.',
      'Die Aktionen „Pay a supplier“ und „Refund a charge“ an charge:ch_1 aus der Runtime ci-runners sind nie erlaubt.',
      { tier: 'deny' },
      {
        actions: ['payments.payout', 'payments.refund'],
        resource: { kind: 'exact', id: 'charge:ch_1' },
        runtimes: ['ci-runners'],
      },
    ],
    [
      'Every action when no emergency is claimed and the weekday is Monday passes by policy.',
      'Wenn kein Notfall angegeben ist und der Wochentag Montag ist, ist jede Aktion allein durch die Richtlinie erlaubt.',
      { tier: 'allow' },
      {
        actions: [],
        resource: { kind: 'any' },
        conditions: [
          { path: 'emergency', op: '==', value: false },
          { path: 'time.weekday', op: '==', value: 1 },
        ],
      },
    ],
    [
      'Refunds when the hour (UTC) is 18 or more and the secret’s lifetime is at most 15 min and the same was denied before are never allowed.',
      'Wenn die Stunde (UTC) mindestens 18 ist, die Gültigkeit des Geheimnisses höchstens 15 Minuten ist und dasselbe schon einmal abgelehnt wurde, sind Erstattungen nie erlaubt.',
      { tier: 'deny' },
      {
        resource: { kind: 'any' },
        conditions: [
          { path: 'time.hour', op: '>=', value: 18 },
          { path: 'secret.lifetime_seconds', op: '<=', value: 900 },
          { path: 'history.denied_before', op: '==', value: true },
        ],
      },
    ],
    [
      'Refunds when the hour (UTC) is above 18 and the hour (UTC) is below 22 are never allowed.',
      'Wenn die Stunde (UTC) über 18 liegt und unter 22 liegt, sind Erstattungen nie erlaubt.',
      { tier: 'deny' },
      {
        resource: { kind: 'any' },
        conditions: [
          { path: 'time.hour', op: '>', value: 18 },
          { path: 'time.hour', op: '<', value: 22 },
        ],
      },
    ],
    // Two people sign whether or not the rule says so.
    [
      'Refunds in production need two of payments-leads, each with a passkey.',
      'Erstattungen in der Produktion brauchen zwei genehmigende Personen aus payments-leads, jede mit Passkey.',
      { stepup: 'none' },
      {},
    ],
    // An action that the catalogue does not know any more keeps its name.
    [
      'payments.gone in production passes by policy.',
      'Die Aktion payments.gone in der Produktion ist allein durch die Richtlinie erlaubt.',
      { tier: 'allow' },
      { actions: ['payments.gone'] },
    ],
    // Every runtime that takes part is no restriction.
    [
      'Refunds in production pass by policy.',
      'Erstattungen in der Produktion sind allein durch die Richtlinie erlaubt.',
      { tier: 'allow' },
      { runtimes: [...catalogue.runtimes] },
    ],
  ])('%s', (english, german, ruleOver, formOver) => {
    const said = (language: SaidIn) => sentenceText(ruleSentence(rule(ruleOver), form(formOver), inEuros, language))
    expect(said('en')).toBe(english)
    expect(said('de')).toBe(german)
  })

  test.each<[english: string, german: string, RuleForm['conditions']]>([
    [
      "Refunds above 500.00 in the request's currency in production need",
      'Erstattungen von mehr als 500,00 in der Währung der Anfrage in der Produktion brauchen',
      [amount('>', 50_000)],
    ],
    [
      "Refunds above 50.00 and up to 500.00 in the request's currency in production need",
      'Erstattungen von mehr als 50,00 und höchstens 500,00 in der Währung der Anfrage in der Produktion brauchen',
      [amount('>', 5_000), amount('<=', 50_000)],
    ],
    [
      'Refunds above €500.00 in production when currency is EUR need',
      'Wenn „Currency“ EUR ist, brauchen Erstattungen von mehr als 500,00 € in der Produktion',
      [amount('>', 50_000), { path: 'params.currency', op: '==', value: 'EUR' }],
    ],
    [
      'Refunds in production when the sum asked by one agent within 24 hours is above 5,000.00 in the currencies of those requests need',
      'Wenn die von einem Agenten in 24 Stunden angefragte Summe über 5.000,00 in den Währungen dieser Anfragen liegt, brauchen Erstattungen in der Produktion',
      [{ path: 'velocity.agent_24h.sum', op: '>', value: 500_000 }],
    ],
  ])('an amount says which currency it is in, whatever the schema allows: %s', (english, german, conditions) => {
    const said = (language: SaidIn) => sentenceText(ruleSentence(rule({}), form({ conditions }), catalogue, language))
    expect(said('en')).toBe(`${english} two of payments-leads, each with a passkey.`)
    expect(said('de')).toBe(`${german} zwei genehmigende Personen aus payments-leads, jede mit Passkey.`)
  })

  test('conditions by themselves', () => {
    const of = (over: Partial<RuleForm>, language: SaidIn) => conditionText(form(over), inEuros, language)
    const refund = { conditions: [amount('>', 50_000)] }
    expect([of(refund, 'en'), of(refund, 'de')]).toEqual(['above €500.00', 'mehr als 500,00 €'])
    const payout = { actions: ['payments.payout'], conditions: [amount('<=', 50_000)] }
    expect([of(payout, 'en'), of(payout, 'de')]).toEqual(['up to €500.00', 'höchstens 500,00 €'])
    const late = { conditions: [{ path: 'time.hour', op: '>' as const, value: 18 }] }
    expect([of(late, 'en'), of(late, 'de')]).toEqual([
      'when the hour (UTC) is above 18',
      'wenn die Stunde (UTC) über 18 liegt',
    ])
    expect([of({}, 'en'), of({}, 'de')]).toEqual(['', ''])
  })

  test('a rule without a form is said by its reason', () => {
    const said = (language: SaidIn) =>
      sentenceText(ruleSentence(rule({ tier: 'deny', reason: 'Nobody does this' }), null, catalogue, language))
    expect(said('en')).toBe('Nobody does this. It is never allowed.')
    expect(said('de')).toBe('Nobody does this. Das ist nie erlaubt.')
  })
})

test('every fact has a German phrase of its own, with the same values', () => {
  const [english, german] = [factPhrasesIn('en'), factPhrasesIn('de')]
  expect(Object.keys(german)).toEqual(Object.keys(english))
  for (const [path, phrase] of Object.entries(english)) {
    expect(german[path]?.text).not.toBe(phrase.text)
    expect(german[path]?.format).toBe(phrase.format)
    expect(Object.keys(german[path]?.values ?? {})).toEqual(Object.keys(phrase.values ?? {}))
    expect(german[path]?.yes === undefined).toBe(phrase.yes === undefined)
  }
})

test.each<[value: Json, format: ParamFormat, currency: string | undefined, german: string]>([
  [124_000, 'money', 'EUR', '1.240,00 €'],
  [-124_000, 'money', 'USD', '−1.240,00 $'],
  [124_000, 'money', 'CHF', '1.240,00 CHF'],
  [1_240, 'money', 'JPY', '1.240 JPY'],
  [48_211, 'integer', undefined, '48.211'],
  [1_024, 'bytes', undefined, '1.024 Bytes'],
  [false, 'boolean', undefined, 'nein'],
  [5_400, 'duration_seconds', undefined, '1 Stunde 30 Minuten'],
  [172_800, 'duration_seconds', undefined, '2 Tage'],
  ['1,240.00', 'text', undefined, '1,240.00'],
])('%j as %s %s is %s inside of a German sentence', (value, format, currency, german) => {
  expect(sayValue(value, format, currency, 'de')).toBe(german)
  expect(sayValue(value, format, currency, 'en')).toBe(showValue(value, format, currency))
})
