import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { combine, type Verdict } from './combine'
import { levelOf } from './consent'
import type { Rule } from './rule'

const teams = new Map([
  ['payments-leads', 'tem_a'],
  ['security', 'tem_b'],
])
const rule = (over: Partial<Rule>): Rule => ({
  id: 'r',
  effect: 'permit',
  tier: 'allow',
  approvers: over.tier === 'approve' ? ['payments-leads'] : [],
  quorum: 1,
  stepup: 'none',
  grantTtlSeconds: null,
  decideWithinSeconds: null,
  graceSeconds: 0,
  batch: 'T1',
  denyThreshold: 1,
  attestations: [],
  prompt: null,
  reason: 'because',
  ...over,
})
const permits = (...rules: Rule[]): Verdict => ({ permits: rules, forbids: [], errors: [] })

describe('the strictest of all matching rules wins', () => {
  const cases: [string, Verdict, boolean, { tier: string; level: string; quorum?: number }][] = [
    ['no rule matches', permits(), false, { tier: 'deny', level: 'TX' }],
    ['allow alone', permits(rule({ id: 'a' })), false, { tier: 'allow', level: 'T0' }],
    [
      'allow and notify',
      permits(rule({ id: 'a' }), rule({ id: 'b', tier: 'notify' })),
      false,
      { tier: 'notify', level: 'T0' },
    ],
    [
      'allow and approve',
      permits(rule({ id: 'a' }), rule({ id: 'b', tier: 'approve' })),
      false,
      { tier: 'approve', level: 'T1', quorum: 1 },
    ],
    [
      'a passkey demanded once',
      permits(rule({ id: 'a', tier: 'approve' }), rule({ id: 'b', tier: 'approve', stepup: 'passkey' })),
      false,
      { tier: 'approve', level: 'T2', quorum: 1 },
    ],
    [
      'the larger quorum',
      permits(rule({ id: 'a', tier: 'approve' }), rule({ id: 'b', tier: 'approve', quorum: 2 })),
      false,
      { tier: 'approve', level: 'T3', quorum: 2 },
    ],
    [
      'a permit that denies',
      permits(rule({ id: 'a' }), rule({ id: 'b', tier: 'deny' })),
      false,
      { tier: 'deny', level: 'TX' },
    ],
    [
      'any forbid',
      { permits: [], forbids: [rule({ id: 'f', effect: 'forbid', tier: 'deny' })], errors: [] },
      false,
      { tier: 'deny', level: 'TX' },
    ],
    [
      'any error beside a permit',
      { permits: [rule({})], forbids: [], errors: ['r: overflow'] },
      false,
      { tier: 'deny', level: 'TX' },
    ],
    [
      'approvers that do not exist',
      permits(rule({ tier: 'approve', approvers: ['nobody'] })),
      false,
      { tier: 'deny', level: 'TX' },
    ],
    ['opaque and allowed', permits(rule({})), true, { tier: 'deny', level: 'TX' }],
    ['opaque with the session', permits(rule({ tier: 'approve' })), true, { tier: 'approve', level: 'T2', quorum: 1 }],
    [
      'opaque with a passkey',
      permits(rule({ tier: 'approve', stepup: 'passkey' })),
      true,
      { tier: 'approve', level: 'T3', quorum: 2 },
    ],
  ]
  test.each(cases)('%s', (_, verdict, opaque, expected) => {
    const { consent } = combine(verdict, teams, opaque)
    expect({
      tier: consent.tier,
      level: levelOf(consent),
      ...(expected.quorum ? { quorum: consent.quorum } : {}),
    }).toEqual(expected)
  })

  test('shortest lifetimes, and every named group is asked', () => {
    const { consent } = combine(
      permits(
        rule({
          id: 'a',
          tier: 'approve',
          grantTtlSeconds: 600,
          decideWithinSeconds: 1_800,
          approvers: ['payments-leads'],
        }),
        rule({ id: 'b', tier: 'approve', grantTtlSeconds: 300, decideWithinSeconds: 3_600, approvers: ['security'] }),
      ),
      teams,
      false,
    )
    expect(consent).toMatchObject({ grant_ttl_s: 300, decide_within_s: 1_800 })
    expect(consent.groups.map((group) => group.team_ids)).toEqual([['tem_a'], ['tem_b']])
  })
})

const anyRule = fc
  .record({
    id: fc.stringMatching(/^[a-z]{3,8}$/),
    tier: fc.constantFrom('allow', 'notify', 'approve', 'deny') as fc.Arbitrary<Rule['tier']>,
    quorum: fc.integer({ min: 1, max: 5 }),
    stepup: fc.constantFrom('none', 'passkey') as fc.Arbitrary<Rule['stepup']>,
    grantTtlSeconds: fc.option(fc.integer({ min: 30, max: 86_400 })),
  })
  .map((fields) => rule({ ...fields, approvers: fields.tier === 'approve' ? ['payments-leads'] : [] }))

test('adding a rule that matches never makes consent weaker', () => {
  const strictness = { allow: 0, notify: 1, approve: 2, deny: 3 }
  fc.assert(
    fc.property(fc.array(anyRule, { minLength: 1, maxLength: 6 }), anyRule, (rules, extra) => {
      const before = combine(permits(...rules), teams, false).consent
      const after = combine(permits(...rules, extra), teams, false).consent
      expect(strictness[after.tier]).toBeGreaterThanOrEqual(strictness[before.tier])
      if (after.tier === before.tier && after.tier === 'approve') {
        expect(after.quorum).toBeGreaterThanOrEqual(before.quorum)
        expect(before.stepup === 'passkey' && after.stepup === 'none').toBe(false)
      }
    }),
  )
})

test('the order in which rules match changes nothing', () => {
  fc.assert(
    fc.property(fc.uniqueArray(anyRule, { minLength: 1, maxLength: 6, selector: (r) => r.id }), (rules) => {
      expect(combine(permits(...rules), teams, false)).toEqual(combine(permits(...[...rules].reverse()), teams, false))
    }),
  )
})

describe('what approvers confirm and answer', () => {
  const asks = (id: string, attestations: string[], prompt: string | null = null) =>
    rule({ id, tier: 'approve', attestations, prompt })

  test('is all that any matching rule asks, each once', () => {
    const { consent } = combine(
      permits(asks('b', ['y', 'x'], 'Ticket?'), asks('a', ['x'], 'Ticket?'), asks('c', [], 'Why?')),
      teams,
      false,
    )
    expect(consent.attestations).toEqual([
      { rule: 'a', text: 'x' },
      { rule: 'b', text: 'y' },
    ])
    expect(consent.prompts?.map(({ text }) => text)).toEqual(['Ticket?', 'Why?'])
  })

  test('is left out where nothing is asked', () => {
    const { consent } = combine(permits(asks('a', [])), teams, false)
    expect(Object.keys(consent)).not.toContain('attestations')
    expect(Object.keys(consent)).not.toContain('prompts')
  })
})

test('a batch holds what every asking rule lets into one', () => {
  const asks = (id: string, batch: Rule['batch']) => rule({ id, tier: 'approve', batch })
  const batchOf = (...limits: Rule['batch'][]) =>
    combine(permits(rule({ id: 'allows' }), ...limits.map((limit, n) => asks(`r${n}`, limit))), teams, false).consent
      .batch
  expect([batchOf('T1'), batchOf('T2'), batchOf('T2', 'T2'), batchOf('T2', 'T1'), batchOf('T2', 'none')]).toEqual([
    undefined,
    'T2',
    'T2',
    undefined,
    'none',
  ])
})
