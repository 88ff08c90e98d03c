import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { actionOf, thingOf } from '@/e2e/support/version'
import { matchesGlob } from '@/lib/core/request/resource'
import { catalogueOf } from '@/prisma/seed/catalogue'
import { kestrel } from '@/prisma/seed/kestrel'
import type { Json } from '../canonical/json'
import type { ActionTypeJson, CatalogueJson } from './catalogue'
import { checkCatalogue } from './check-catalogue'
import { patternFault } from './safe-pattern'

const params = { amount: { type: 'integer' }, note: { type: 'string' } }
const good: CatalogueJson = {
  action_types: [
    actionOf('pay', params, { example: { resource: 'thing:1', params: { amount: 1, note: '' }, executor: 'runner' } }),
  ],
  resources: [thingOf('*')],
  agents: ['a'],
  executors: ['runner'],
  runtimes: ['cloud'],
}
const withAction = (over: Partial<ActionTypeJson>): CatalogueJson => ({
  ...good,
  action_types: good.action_types.map((type) => ({ ...type, ...over })),
})
const withParam = (schema: Json): CatalogueJson =>
  withAction({ params_schema: { type: 'object', additionalProperties: false, properties: { ...params, x: schema } } })

test.each(kestrel.workflows.map((workflow) => [workflow.slug, workflow] as const))(
  'the demo catalogue is good: %s',
  (_, workflow) => {
    expect(checkCatalogue(catalogueOf(workflow))).toEqual([])
  },
)

describe('what is wrong with a catalogue has its place', () => {
  test.each<[what: string, pointer: string, CatalogueJson]>([
    [
      'the same action twice',
      '/action_types/1/name',
      { ...good, action_types: [...good.action_types, ...good.action_types] },
    ],
    ['the same pattern twice', '/resources/1/pattern', { ...good, resources: [thingOf('*'), thingOf('*')] }],
    ['the same agent twice', '/agents/1', { ...good, agents: ['a', 'a'] }],
    ['a schema of no object', '/action_types/0/params_schema', withAction({ params_schema: { type: 'string' } })],
    [
      'a schema that lets through more',
      '/action_types/0/params_schema/additionalProperties',
      withAction({ params_schema: { type: 'object', properties: params } }),
    ],
    [
      'an inner one that does',
      '/action_types/0/params_schema/properties/x/additionalProperties',
      withParam({ type: 'object' }),
    ],
    ['a reference', '/action_types/0/params_schema/properties/x/$ref', withParam({ type: 'string', $ref: '#' })],
    [
      'an unknown keyword',
      '/action_types/0/params_schema/properties/x/maximun',
      withParam({ type: 'integer', maximun: 3 }),
    ],
    [
      'a keyword of the wrong type',
      '/action_types/0/params_schema/properties/x/maximum',
      withParam({ type: 'integer', maximum: '3' }),
    ],
    ['several types', '/action_types/0/params_schema/properties/x/type', withParam({ type: ['string', 'null'] })],
    ['a choice of nothing', '/action_types/0/params_schema/properties/x/enum', withParam({ type: 'string', enum: [] })],
    [
      'unique items without end',
      '/action_types/0/params_schema/properties/x/uniqueItems',
      withParam({ type: 'array', uniqueItems: true }),
    ],
    [
      'a pattern that is slow',
      '/action_types/0/params_schema/properties/x/pattern',
      withParam({ type: 'string', pattern: '^(a+)+$' }),
    ],
    [
      'a name from the prototype',
      '/action_types/0/params_schema/constructor',
      withAction({
        params_schema: { type: 'object', additionalProperties: false, properties: params, constructor: {} },
      }),
    ],
    [
      'a param that every object has',
      '/action_types/0/params_schema/properties/toString',
      withAction({
        params_schema: {
          type: 'object',
          additionalProperties: false,
          properties: { ...params, toString: { type: 'string' } },
        },
      }),
    ],
    [
      'a param that is the prototype',
      '/action_types/0/params_schema/properties/__proto__',
      withAction({
        params_schema: JSON.parse(
          '{"type":"object","additionalProperties":false,"properties":{"__proto__":{"type":"string"}}}',
        ),
      }),
    ],
    [
      'something required that is not there',
      '/action_types/0/params_schema/required',
      withAction({
        params_schema: { type: 'object', additionalProperties: false, properties: params, required: ['x'] },
      }),
    ],
    [
      'a label of no param',
      '/action_types/0/param_labels/0/name',
      withAction({ param_labels: [{ name: 'x', label: 'X', format: 'text' }] }),
    ],
    [
      'money that is text',
      '/action_types/0/param_labels/0/format',
      withAction({ param_labels: [{ name: 'note', label: 'X', format: 'money' }] }),
    ],
    [
      'a currency of no param',
      '/action_types/0/param_labels/0/currency_param',
      withAction({ param_labels: [{ name: 'amount', label: 'X', format: 'money', currency_param: 'x' }] }),
    ],
    ['a template of no param', '/action_types/0/title_template', withAction({ title_template: 'Pay {x}' })],
    ['a bracket that is none', '/action_types/0/title_template', withAction({ title_template: 'Pay {amount' })],
    ['an example of another kind', '/action_types/0/example/resource', withAction({ resource_kind: 'other' })],
    [
      'an example that is no resource',
      '/action_types/0/example/resource',
      withAction({ example: { resource: 'thing:*', params: { amount: 1, note: '' }, executor: 'runner' } }),
    ],
    [
      'an example that lacks a param',
      '/action_types/0/example/params',
      withAction({ example: { resource: 'thing:1', params: { amount: 1 }, executor: 'runner' } }),
    ],
    ['a pattern of another kind', '/resources/0/pattern', { ...good, resources: [{ ...thingOf('*'), kind: 'other' }] }],
    ['a pattern of nothing', '/resources/0/pattern', { ...good, resources: [thingOf('')] }],
    ['wildcards upon wildcards', '/resources/0/pattern', { ...good, resources: [thingOf('*a*a*a*a*a*a')] }],
  ])('%s', (_, pointer, catalogue) => {
    expect(checkCatalogue(catalogue).map((fault) => fault.pointer)).toContain(pointer)
  })
})

describe('ATTACKS 107: a pattern is linear or refused', () => {
  test.each([
    '^[0-9]{1,4}[.][0-9]{1,4}$',
    '^sha256:[0-9a-f]{64}$',
    '^[a-z]+(-[a-z]+)*$',
    '^[^@\\s]+@[^@\\s]+$',
    '^(?:EUR|USD)$',
    '^[A-Z]{2,}-\\d+$',
    '^.{1,100}$',
    '^a?b*c+?$',
    '^\\/[\\w.-]*$',
  ])('let through: %s', (pattern) => expect(patternFault(pattern)).toBeNull())

  test.each([
    '^(a+)+$',
    '^(a|a)*$',
    '^(a*)*$',
    '^(a?|b?)(a?|b?)$',
    '^(a+b?)+$',
    '^(a|ab)*c$',
    '^([a-z]+)*$',
    '^a*a*$',
    '^.*x.*$',
    '^(.*)$|x',
    '^\\S+@\\S+$',
    '^(\\w+\\s?)*$',
    '(a+)+$',
    'a',
    '^a|b',
    '^(a)\\1$',
    '^(?=a)a$',
    '^\\bx$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^[0-9]{1,99999}$',
    '^(a{1,900}){1,900}$',
    '[',
    `^${'(a+)+'.repeat(100_000)}$`,
    `^${'('.repeat(100)}a${')'.repeat(100)}$`,
  ])('refused: %s', (pattern) => {
    const started = performance.now()
    expect(patternFault(pattern)).not.toBeNull()
    expect(performance.now() - started).toBeLessThan(500)
  })

  test('what is let through answers the worst of long texts at once', () => {
    const atom = fc.constantFrom('a', 'b', '[ab]', '[a-c]', '.', '\\d', '(ab)', '(a|b)', '(?:a|bc)', '(a+b)', '(b?a)')
    const times = fc.constantFrom('', '', '+', '*', '?', '{1,3}', '{2,}')
    const pattern = fc
      .array(
        fc.tuple(atom, times).map((parts) => parts.join('')),
        { minLength: 1, maxLength: 6 },
      )
      .map((parts) => `^${parts.join('')}$`)
      .filter((source) => patternFault(source) === null)
    const bad = ['a', 'ab', 'b', 'abc', 'aab', '1'].map((unit) => `${unit.repeat(20_000)}!`)
    fc.assert(
      fc.property(pattern, (source) => {
        const expression = new RegExp(source, 'u')
        const started = performance.now()
        for (const text of bad) expression.test(text)
        expect(performance.now() - started).toBeLessThan(500)
      }),
      { numRuns: 100 },
    )
  })

  test('globs answer within 50 ms, however many wildcards', () => {
    const took = [1, 2, 3].map(() => {
      const started = performance.now()
      expect(matchesGlob('a'.repeat(512), '*a'.repeat(256).concat('b'))).toBe(false)
      return performance.now() - started
    })
    expect(Math.min(...took)).toBeLessThan(50)
  })
})
