import { describe, expect, test } from 'vitest'
import { evaluateBoundary, prepareText } from '@/lib/platform/cedar'
import { readBoundary } from '@/lib/platform/cedar-text'
import type { Consent } from '../boundary/consent'
import { type Replayable, replay, type Side } from '../boundary/replay'
import type { Catalogue } from '../catalogue/catalogue'
import type { SaidIn } from '../language/said'
import { counterfactuals } from './counterfactual'

const steps = `
@id("tiny") @tier("allow") @reason("r")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount <= 10000 };
@id("one") @tier("approve") @approvers("team:support") @reason("r")
permit (principal, action == Action::"payments.refund", resource) when { context.params.amount > 10000 && context.params.amount <= 100000 };
@id("two") @tier("approve") @approvers("team:leads") @quorum("2") @stepup("passkey") @reason("r")
permit (principal, action == Action::"payments.refund", resource in Environment::"prod") when { context.params.amount > 100000 };
@id("two-test") @tier("approve") @approvers("team:support") @reason("r")
permit (principal, action == Action::"payments.refund", resource in Environment::"test") when { context.params.amount > 100000 };
@id("again") @tier("approve") @approvers("team:leads") @quorum("3") @stepup("passkey") @reason("r")
permit (principal, action == Action::"payments.refund", resource) when { context.history.denied_before };`
const teams = new Map([
  ['support', 'tem_s'],
  ['leads', 'tem_l'],
])
const catalogue: Catalogue = {
  actionTypes: new Map([
    [
      'payments.refund',
      {
        name: 'payments.refund',
        title: 'Refund',
        paramsSchema: {
          type: 'object',
          properties: { amount: { type: 'integer' }, currency: { type: 'string', enum: ['EUR', 'USD'] } },
        },
        resourceKind: 'charge',
        titleTemplate: 'Refund {amount}',
        paramLabels: [{ name: 'amount', label: 'Amount', format: 'money', currencyParam: 'currency' }],
        riskFacts: { reversible: false, undo: '', money: true, dataClass: 'none', verb: 'refund' },
        example: {},
      },
    ],
  ]),
  resources: [
    { id: 'p', kind: 'charge', pattern: 'charge:*', title: '', environment: 'prod', sensitivity: 'high', facts: {} },
    { id: 't', kind: 'charge', pattern: 'charge:t_*', title: '', environment: 'test', sensitivity: 'low', facts: {} },
  ],
  agents: new Set(['a']),
  executors: new Set(['e']),
  runtimes: new Set(['rt']),
}
const none = { count: 0, sum: 0 }
const wish = (amount: number, deniedBefore = false): Replayable => ({
  agent: { id: 'agt', slug: 'a', runtime: 'rt' },
  action: 'payments.refund',
  resource: 'charge:1',
  params: { amount, currency: 'EUR' },
  facts: {
    velocity: {
      agent_1h: none,
      agent_24h: none,
      sponsor_1h: none,
      sponsor_24h: none,
      resource_1h: none,
      resource_24h: none,
    },
    history: { denied_before: deniedBefore, similar_denied: 0 },
    principals: 0,
    now: new Date(0),
    strength: 'api_key',
    emergency: false,
    hiddenCharacters: 0,
    secret: null,
  },
})
const side: Side = {
  catalogue,
  evaluate: (request) => evaluateBoundary(prepareText(steps), request),
  fits: (_, params) => typeof params.amount === 'number' && params.amount >= 0,
}
const conditions = readBoundary(steps, null).rules.flatMap(({ form }) => form?.conditions ?? [])
const consentOf = (asked: Replayable): Consent => {
  const { consent } = replay(asked, side, { teamIdBySlug: teams })
  if (consent === null) throw new Error('not judged')
  return consent
}
const lessThan = (asked: Replayable, language: SaidIn = 'en') =>
  counterfactuals(asked, consentOf(asked), conditions, side, { teamIdBySlug: teams }, language).map(
    ({ level, quorum, text }) => `${level} ${quorum} ${text}`,
  )

describe('what would have made it need less', () => {
  test('is where a condition turns, nearest first, and another environment', () => {
    expect(lessThan(wish(124_000))).toEqual([
      'T1 1 amount were €1,000.00',
      'T1 1 the environment were test',
      'T0 0 amount were €100.00',
    ])
  })

  test('is said in German too, with values as they are shown', () => {
    expect(lessThan(wish(124_000), 'de')).toEqual([
      'T1 1 bei „Amount“ €1,000.00 stünde',
      'T1 1 die Umgebung test wäre',
      'T0 0 bei „Amount“ €100.00 stünde',
    ])
  })

  test('is a fact as well', () => {
    expect(lessThan(wish(50_000, true))).toEqual(['T1 1 the same was never denied before'])
    expect(lessThan(wish(50_000, true), 'de')).toEqual(['T1 1 dasselbe noch nie abgelehnt wurde'])
  })

  test('is nothing where nothing less is asked', () => {
    expect(lessThan(wish(5_000))).toEqual([])
  })

  test('every line is what the policy engine answers', () => {
    for (const amount of [124_000, 100_001, 20_000]) {
      const asked = wish(amount)
      for (const found of counterfactuals(asked, consentOf(asked), conditions, side, { teamIdBySlug: teams }, 'en')) {
        if (found.path !== 'params.amount') continue
        const changed = { ...asked, params: { ...asked.params, amount: found.value } }
        expect(replay(changed, side, { teamIdBySlug: teams }).level).toBe(found.level)
      }
    }
  })
})
