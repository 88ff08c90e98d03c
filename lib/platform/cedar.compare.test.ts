import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionOf, judging, judgingBoth, sideOf, thingOf } from '@/e2e/support/version'
import { cellReader, enumerateCells } from '@/lib/core/boundary/cells'
import { compareBoundaries } from '@/lib/core/boundary/compare'
import { matchesPolicy } from '@/lib/core/boundary/matches'
import { sentenceText } from '@/lib/core/boundary/sentence-parts'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { catalogueOf } from '@/prisma/seed/catalogue'
import { kestrel } from '@/prisma/seed/kestrel'

const catalogue: CatalogueJson = {
  action_types: [
    actionOf('pay', {
      amount: { type: 'integer', minimum: 0, maximum: 1_000 },
      currency: { type: 'string', enum: ['EUR', 'USD'] },
      planned: { type: 'boolean' },
      rate: { type: 'number' },
    }),
    actionOf('look', {}),
  ],
  resources: [thingOf('*'), thingOf('test-*', 'sandbox')],
  agents: ['agent'],
  executors: ['runner'],
  runtimes: ['cloud', 'office'],
}

/** One rule; `what` is everything but its id and reason. */
const rule = (id: string, annotations: string, when = '', scope = 'principal, action == Action::"pay", resource') =>
  `@id("${id}") ${annotations} @reason("because") permit (${scope})${when === '' ? '' : ` when { ${when} }`};\n`
const forbid = (id: string, when = '', scope = 'principal, action == Action::"pay", resource') =>
  rule(id, '', when, scope).replace('permit', 'forbid')
const allow = (id: string, when = '', scope?: string) => rule(id, '@tier("allow")', when, scope)
const notify = (id: string, when = '') => rule(id, '@tier("notify")', when)
const approve = (id: string, when = '', more = '') => rule(id, `@tier("approve") @approvers("team:a") ${more}`, when)
const amount = 'context.params.amount'

function compared(
  old: string,
  next: string,
  change: Partial<CatalogueJson> = {},
  oldChange: Partial<CatalogueJson> = {},
) {
  const sides = { old: sideOf(old, { ...catalogue, ...oldChange }), new: sideOf(next, { ...catalogue, ...change }) }
  return compareBoundaries(sides, judgingBoth(old, next))
}

describe('which way a change goes (decision 0008)', () => {
  test.each<[what: string, direction: string, old: string, next: string]>([
    ['nothing changes', 'neutral', allow('a'), allow('a')],
    ['only the reason', 'neutral', allow('a'), allow('a').replace('because', 'why not')],
    ['a rule is written in another order', 'neutral', allow('a') + approve('b'), approve('b') + allow('a')],
    ['a rule gets another name', 'neutral', allow('a'), allow('b')],
    ['one rule is split into two', 'neutral', allow('a'), allow('a', `${amount} <= 5`) + allow('b', `${amount} > 5`)],
    [
      'a limit beyond what the params can be',
      'neutral',
      allow('a', `${amount} <= 2000`),
      allow('a', `${amount} <= 3000`),
    ],
    ['a rule that never matched goes', 'neutral', allow('a') + allow('b', `${amount} > 5000`), allow('a')],
    ['a permit that was covered anyway goes', 'neutral', allow('a') + allow('b', `${amount} > 5`), allow('a')],

    ['an approve permit where nothing matched', 'loosens', '', approve('a')],
    ['an approve permit where allow matched', 'tightens', allow('a'), allow('a') + approve('b', `${amount} > 5`)],
    [
      'an approve permit in part where nothing matched, in part where allow did',
      'loosens',
      allow('a', `${amount} <= 5`),
      allow('a', `${amount} <= 5`) + approve('b', `${amount} > 3`),
    ],
    [
      'an approve rule above an allow rule is narrowed',
      'loosens',
      allow('a') + approve('b', `${amount} > 5`),
      allow('a') + approve('b', `${amount} > 9`),
    ],
    [
      'an approve rule above an allow rule is widened',
      'tightens',
      allow('a') + approve('b', `${amount} > 5`),
      allow('a') + approve('b', `${amount} > 3`),
    ],
    [
      'an approve rule above nothing is narrowed',
      'tightens',
      approve('b', `${amount} > 5`),
      approve('b', `${amount} > 9`),
    ],
    ['an approve rule above an allow rule goes', 'loosens', allow('a') + approve('b'), allow('a')],
    ['an approve rule above nothing goes', 'tightens', approve('b'), ''],
    ['a limit moves by one', 'loosens', allow('a', `${amount} <= 5`), allow('a', `${amount} <= 6`)],
    ['less becomes less or equal', 'loosens', allow('a', `${amount} < 5`), allow('a', `${amount} <= 5`)],
    ['a limit falls', 'tightens', allow('a', `${amount} <= 5`), allow('a', `${amount} <= 4`)],
    [
      'a condition is turned round',
      'loosens',
      allow('a', 'context.params.planned'),
      allow('a', '!context.params.planned'),
    ],
    ['a condition falls away', 'loosens', allow('a', 'context.params.currency == "EUR"'), allow('a')],
    ['a condition is added', 'tightens', allow('a'), allow('a', 'context.params.currency == "EUR"')],
    [
      'a decimal limit rises',
      'loosens',
      allow('a', 'context.params.rate.lessThan(decimal("1.5"))'),
      allow('a', 'context.params.rate.lessThan(decimal("1.6"))'),
    ],

    ['a quorum rises', 'tightens', approve('a'), approve('a', '', '@quorum("2")')],
    ['a quorum falls', 'loosens', approve('a', '', '@quorum("3")'), approve('a', '', '@quorum("2")')],
    ['a passkey is asked for', 'tightens', approve('a'), approve('a', '', '@stepup("passkey")')],
    ['a passkey is not asked for any more', 'loosens', approve('a', '', '@stepup("passkey")'), approve('a')],
    ['approve becomes notify', 'loosens', approve('a'), notify('a')],
    ['notify becomes allow', 'loosens', notify('a'), allow('a')],
    ['allow becomes notify', 'tightens', allow('a'), notify('a')],
    ['allow becomes deny', 'tightens', allow('a'), rule('a', '@tier("deny")')],
    ['another team may approve as well', 'loosens', approve('a'), approve('a').replace('team:a', 'team:a,team:b')],
    ['a team may not approve any more', 'tightens', approve('a').replace('team:a', 'team:a,team:b'), approve('a')],
    ['another team approves', 'loosens', approve('a'), approve('a').replace('team:a', 'team:b')],
    [
      'a second team is asked as well',
      'tightens',
      approve('a'),
      approve('a') + approve('b').replace('team:a', 'team:b'),
    ],
    ['a grant lives longer', 'loosens', approve('a', '', '@grant_ttl("10m")'), approve('a', '', '@grant_ttl("20m")')],
    ['a grant lives shorter', 'tightens', approve('a', '', '@grant_ttl("10m")'), approve('a', '', '@grant_ttl("5m")')],
    [
      'longer to decide',
      'loosens',
      approve('a', '', '@decide_within("10m")'),
      approve('a', '', '@decide_within("2h")'),
    ],
    ['a batch may hold it', 'loosens', approve('a'), approve('a', '', '@batch("T2")')],
    ['no batch may hold it any more', 'tightens', approve('a'), approve('a', '', '@batch("none")')],
    ['less time to take it back', 'loosens', approve('a', '', '@grace("10s")'), approve('a', '', '@grace("5s")')],
    [
      'something is no longer confirmed',
      'loosens',
      approve('a', '', '@attest("x | y")'),
      approve('a', '', '@attest("x")'),
    ],
    ['something more is confirmed', 'tightens', approve('a', '', '@attest("x")'), approve('a', '', '@attest("x | y")')],
    ['another thing is confirmed', 'loosens', approve('a', '', '@attest("x")'), approve('a', '', '@attest("z")')],
    ['a question is no longer asked', 'loosens', approve('a', '', '@prompt("Ticket?")'), approve('a')],
    ['a question is asked', 'tightens', approve('a'), approve('a', '', '@prompt("Ticket?")')],
    ['more denials are needed', 'loosens', approve('a'), approve('a', '', '@deny_threshold("2")')],
    [
      'a quorum rises and a grant lives longer',
      'loosens',
      approve('a', '', '@grant_ttl("10m")'),
      approve('a', '', '@quorum("2") @grant_ttl("20m")'),
    ],
    [
      'a quorum falls where another rule asks for more',
      'neutral',
      approve('a', '', '@quorum("2")') + approve('b', '', '@quorum("3")'),
      approve('a') + approve('b', '', '@quorum("3")'),
    ],

    ['a forbid goes', 'loosens', allow('a') + forbid('f', `${amount} > 5`), allow('a')],
    ['a forbid is added', 'tightens', allow('a'), allow('a') + forbid('f', `${amount} > 5`)],
    [
      'a forbid is narrowed',
      'loosens',
      allow('a') + forbid('f', `${amount} > 5`),
      allow('a') + forbid('f', `${amount} > 9`),
    ],
    [
      'a forbid goes where nothing is permitted',
      'neutral',
      approve('a', `${amount} <= 5`) + forbid('f', `${amount} > 9`),
      approve('a', `${amount} <= 5`),
    ],
    ['a forbid becomes a permit', 'loosens', forbid('a'), allow('a')],
    [
      'a rule for another runtime',
      'loosens',
      allow('a', '', 'principal in Runtime::"cloud", action == Action::"pay", resource'),
      allow('a', '', 'principal in Runtime::"office", action == Action::"pay", resource'),
    ],
    [
      'a rule for fewer runtimes',
      'tightens',
      allow('a'),
      allow('a', '', 'principal in Runtime::"office", action == Action::"pay", resource'),
    ],
    [
      'a rule for one environment only',
      'tightens',
      allow('a'),
      allow('a', '', 'principal, action == Action::"pay", resource in Environment::"sandbox"'),
    ],
    ['a rule for every action', 'loosens', allow('a'), allow('a', '', 'principal, action, resource')],
    [
      'a rule for one thing only',
      'tightens',
      allow('a'),
      allow('a', '', 'principal, action == Action::"pay", resource == Resource::"thing:x"'),
    ],
    [
      'two rules are let down together, each covered by the other one',
      'loosens',
      approve('a') + approve('b'),
      allow('a') + allow('b'),
    ],
    [
      'one loosens, one tightens',
      'loosens',
      allow('a', `${amount} <= 5`) + forbid('f', `${amount} > 900`),
      allow('a', `${amount} <= 6`) + forbid('f', `${amount} > 800`),
    ],
  ])('%s: %s', (_, direction, old, next) => {
    const comparison = compared(old, next)
    expect(comparison.direction).toBe(direction)
    expect(comparison.cells.complete).toBe(true)
    expect(comparison.items.some((item) => item.undecided)).toBe(false)
  })

  test.each([
    ['like', 'context.credential.strength like "api*"', 'context.credential.strength like "priv*"'],
    ['path against path', 'context.time.hour > context.time.weekday', 'context.time.hour > context.hidden_characters'],
    ['arithmetic', `${amount} + 1 > 5`, `${amount} + 1 > 9`],
  ])('what no constant parts cannot be decided, so it loosens: %s', (_, old, next) => {
    const comparison = compared(allow('a') + approve('b', old), allow('a') + approve('b', next))
    expect(comparison).toMatchObject({ direction: 'loosens', cells: { complete: false } })
    expect(comparison.items.filter((item) => item.undecided).map((item) => item.subjects)).toEqual([['b']])
  })

  test('what only raises a demand tightens although the conditions cannot be told apart', () => {
    const when = `${amount} + 1 > 5`
    expect(compared(approve('b', when), approve('b', when, '@quorum("2")')).direction).toBe('tightens')
  })

  test.each<[what: string, direction: string, from: Partial<CatalogueJson>, to: Partial<CatalogueJson>]>([
    ['an agent more', 'loosens', {}, { agents: ['agent', 'other'] }],
    ['an agent less', 'tightens', { agents: ['agent', 'other'] }, {}],
    ['an executor more', 'loosens', {}, { executors: ['runner', 'other'] }],
    ['a runtime more', 'loosens', {}, { runtimes: ['cloud', 'office', 'vendor'] }],
    ['a runtime less', 'tightens', {}, { runtimes: ['cloud'] }],
    ['another environment', 'loosens', {}, { resources: [thingOf('*'), thingOf('test-*', 'dev')] }],
    [
      'another sensitivity',
      'loosens',
      {},
      { resources: [thingOf('*', 'prod', 'secret'), thingOf('test-*', 'sandbox')] },
    ],
    ['a pattern more', 'loosens', {}, { resources: [...catalogue.resources, thingOf('x-*', 'staging')] }],
    ['a pattern goes to a wider one', 'loosens', {}, { resources: [thingOf('*')] }],
    [
      'a pattern goes for good',
      'tightens',
      { resources: [thingOf('a-*'), thingOf('b-*')] },
      { resources: [thingOf('a-*')] },
    ],
    [
      'another title of a resource',
      'neutral',
      {},
      { resources: [{ ...thingOf('*'), title: 'x' }, thingOf('test-*', 'sandbox')] },
    ],
    ['an action less', 'tightens', {}, { action_types: catalogue.action_types.slice(0, 1) }],
    [
      'no template any more',
      'tightens',
      {},
      { action_types: catalogue.action_types.map((type) => ({ ...type, title_template: null })) },
    ],
    [
      'a template at last',
      'loosens',
      { action_types: catalogue.action_types.map((type) => ({ ...type, title_template: null })) },
      {},
    ],
    [
      'another title of an action',
      'neutral',
      {},
      { action_types: catalogue.action_types.map((type) => ({ ...type, title: 'x' })) },
    ],
  ])('in the catalogue, %s: %s', (_, direction, from, to) => {
    expect(
      compared(allow('a', '', 'principal, action, resource'), allow('a', '', 'principal, action, resource'), to, from)
        .direction,
    ).toBe(direction)
  })

  test('a first version loosens, and forbids in it change nothing', () => {
    const text = allow('a') + forbid('f')
    const comparison = compareBoundaries({ old: null, new: sideOf(text, catalogue) }, judgingBoth('', text))
    expect(comparison.direction).toBe('loosens')
    expect(comparison.items.map((item) => [item.direction, item.subjects])).toEqual([
      ['loosens', ['a']],
      ['neutral', ['f']],
    ])
  })

  test('each change has its own direction, its levels and what was before', () => {
    const old = allow('small', `${amount} <= 5`) + approve('large', `${amount} > 5`) + forbid('cap', `${amount} > 900`)
    const next =
      allow('small', `${amount} <= 6`) +
      approve('large', `${amount} > 6`, '@quorum("2")') +
      forbid('cap', `${amount} > 800`)
    const { items } = compared(old, next)
    expect(items.map((item) => [item.subjects[0], item.direction, item.levels, item.before])).toEqual([
      ['small', 'loosens', { from: 'T1', to: 'T0' }, 'was when amount is at most 5'],
      ['large', 'loosens', { from: 'T1', to: 'T0' }, 'was when amount is above 5, one of a'],
      ['cap', 'tightens', { from: 'T1', to: 'TX' }, 'was when amount is above 900'],
    ])
    expect(sentenceText(items[1]?.sentence ?? [])).toContain('needs two of a, each with a passkey.')
  })
})

describe('cells', () => {
  test('matching beside Cedar gives the same answer on every cell of every demo boundary', () => {
    for (const workflow of kestrel.workflows) {
      const text = workflow.boundary.cedar
      const side = sideOf(text, catalogueOf(workflow))
      const { cells, complete } = enumerateCells([
        { policies: side.rules.map(({ policy }) => policy), catalogue: side.catalogue },
      ])
      const judge = judging(text)
      const read = cellReader(side.catalogue)
      expect([workflow.slug, complete, cells.length > 0]).toEqual([workflow.slug, true, true])
      for (const cell of cells) {
        const request = read(cell)
        if (request === null) throw new Error('a cell of its own catalogue is no request')
        const verdict = judge(request)
        expect(verdict.errors).toEqual([])
        const matching = side.rules
          .filter(({ policy }) => matchesPolicy(policy, request) === true)
          .map(({ rule }) => rule)
        const forbids = matching.filter((found) => found.effect === 'forbid').map((found) => found.id)
        const expected = forbids.length > 0 ? forbids : matching.map((found) => found.id)
        expect([...verdict.permits, ...verdict.forbids].map((found) => found.id).sort()).toEqual(expected.sort())
      }
    }
  })

  test('where conditions differ in any request, they differ in a cell', () => {
    const op = fc.constantFrom('<', '<=', '>', '>=', '==', '!=')
    const atom = fc.oneof(
      fc
        .record({ op, value: fc.integer({ min: -2, max: 12 }) })
        .map(({ op: sign, value }) => `${amount} ${sign} ${value}`),
      fc.constantFrom('context.params.planned', '!context.params.planned', 'context.params.currency == "EUR"'),
    )
    const condition = fc
      .array(fc.array(atom, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 2 })
      .map((clauses) => clauses.map((clause) => `(${clause.join(' && ')})`).join(' || '))
    fc.assert(
      fc.property(
        condition,
        condition,
        fc.integer({ min: 0, max: 14 }),
        fc.boolean(),
        fc.constantFrom('EUR', 'USD'),
        (a, b, value, planned, currency) => {
          const [old, next] = [allow('a', a), allow('a', b)].map((text) => sideOf(text, catalogue))
          const request = cellReader(catalogue)({
            action: 'pay',
            agent: 'agent',
            runtime: 'cloud',
            resource: 'thing:1',
            context: { params: { amount: value, planned, currency, rate: 1 } },
          })
          const [before, after] = [old, next].map((side) =>
            matchesPolicy(side?.rules[0]?.policy as never, request as never),
          )
          fc.pre(before !== after)
          const { direction } = compared(allow('a', a), allow('a', b))
          expect(direction === 'loosens' || after === false).toBe(true)
          expect(direction).not.toBe('neutral')
        },
      ),
      { numRuns: 40 },
    )
  })

  test('too many classes are spread over, and said to be incomplete', () => {
    const many = Array.from({ length: 20 }, (_, index) => `${amount} == ${index * 7}`).join(' || ')
    const times = Array.from({ length: 24 }, (_, hour) => `context.time.hour == ${hour}`).join(' || ')
    const days = Array.from({ length: 7 }, (_, day) => `context.time.weekday == ${day + 1}`).join(' || ')
    const old = allow('a', many)
    const next = allow('a', `(${many}) && (${times})`) + allow('b', days)
    const { cells, direction } = compared(old, next)
    expect(cells.complete).toBe(false)
    expect(cells.asked).toBeLessThanOrEqual(2_048)
    expect(direction).toBe('loosens')
    expect(compared(old, next).cells).toEqual(cells)
  }, 60_000)
})
