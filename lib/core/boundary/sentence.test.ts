import { describe, expect, test } from 'vitest'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { catalogueOf } from '@/prisma/seed/catalogue'
import { payments } from '@/prisma/seed/workflows/payments'
import type { RuleForm } from './analysis'
import type { Rule } from './rule'
import { ruleSentence, sentenceText } from './sentence'

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

describe('a rule is one sentence, the same for everybody', () => {
  test.each<[string, Partial<Rule>, Partial<RuleForm>]>([
    [
      'Refunds above €500.00 in production need two of payments-leads, each with a passkey.',
      {},
      { conditions: [amount('>', 50_000)] },
    ],
    [
      'Refunds above €50.00 and up to €500.00 in production need one of payments-support.',
      { approvers: ['payments-support'], quorum: 1, stepup: 'none' },
      { conditions: [amount('>', 5_000), amount('<=', 50_000)] },
    ],
    ['Refunds of €5.00 or more in production pass by policy.', { tier: 'allow' }, { conditions: [amount('>=', 500)] }],
    ['Refunds of €5.00 in production are never allowed.', { tier: 'deny' }, { conditions: [amount('==', 500)] }],
    [
      'Refunds below €5.00 in production pass by policy; people are told.',
      { tier: 'notify' },
      { conditions: [amount('<', 500)] },
    ],
    [
      'Refunds when the sum asked by one agent within 24 hours is above €5,000.00 are never allowed.',
      { tier: 'deny' },
      { resource: { kind: 'any' }, conditions: [{ path: 'velocity.agent_24h.sum', op: '>', value: 500_000 }] },
    ],
    [
      'Paying a supplier in staging when on the payment calendar is no needs one of a or b with a passkey.',
      { approvers: ['a', 'b'], quorum: 1 },
      {
        actions: ['payments.payout'],
        resource: { kind: 'environment', environment: 'staging' },
        conditions: [{ path: 'params.scheduled', op: '==', value: false }],
      },
    ],
    [
      'Paying a supplier and refunding a charge on charge:ch_1 from ci-runners are never allowed.',
      { tier: 'deny' },
      {
        actions: ['payments.payout', 'payments.refund'],
        resource: { kind: 'exact', id: 'charge:ch_1' },
        runtimes: ['ci-runners'],
      },
    ],
    [
      'Every action when no emergency is claimed and the weekday is Monday passes by policy.',
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
    // Two people sign whether or not the rule says so.
    ['Refunds in production need two of payments-leads, each with a passkey.', { stepup: 'none' }, {}],
    // An action that the catalogue does not know any more keeps its name.
    ['payments.gone in production passes by policy.', { tier: 'allow' }, { actions: ['payments.gone'] }],
    // Every runtime that takes part is no restriction.
    ['Refunds in production pass by policy.', { tier: 'allow' }, { runtimes: [...catalogue.runtimes] }],
  ])('%s', (sentence, ruleOver, formOver) => {
    expect(sentenceText(ruleSentence(rule(ruleOver), form(formOver), inEuros))).toBe(sentence)
  })

  test.each<[string, RuleForm['conditions']]>([
    ["Refunds above 500.00 in the request's currency in production need", [amount('>', 50_000)]],
    [
      "Refunds above 50.00 and up to 500.00 in the request's currency in production need",
      [amount('>', 5_000), amount('<=', 50_000)],
    ],
    [
      'Refunds above €500.00 in production when currency is EUR need',
      [amount('>', 50_000), { path: 'params.currency', op: '==', value: 'EUR' }],
    ],
    [
      'Refunds in production when the sum asked by one agent within 24 hours is above 5,000.00 in the currencies of those requests need',
      [{ path: 'velocity.agent_24h.sum', op: '>', value: 500_000 }],
    ],
  ])('an amount says which currency it is in, whatever the schema allows: %s', (sentence, conditions) => {
    expect(sentenceText(ruleSentence(rule({}), form({ conditions }), catalogue))).toBe(
      `${sentence} two of payments-leads, each with a passkey.`,
    )
  })

  test('a rule without a form is said by its reason', () => {
    expect(sentenceText(ruleSentence(rule({ tier: 'deny', reason: 'Nobody does this' }), null, catalogue))).toBe(
      'Nobody does this. It is never allowed.',
    )
  })
})
