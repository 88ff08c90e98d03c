import fc from 'fast-check'
import { expect, test } from 'vitest'
import { actionOf } from '@/e2e/support/version'
import type { Json } from '@/lib/core/canonical/json'
import { emptyCatalogue, readActionType } from '@/lib/core/catalogue/catalogue'
import { checkCatalogue } from '@/lib/core/catalogue/check-catalogue'
import { checkParams } from './params'

const values = fc.constantFrom<Json>(
  0,
  1,
  -1,
  1.5,
  200,
  'a',
  '',
  '^a+$',
  '^[a-z]{1,3}$',
  true,
  false,
  null,
  [],
  ['a'],
  [1, 1],
  {},
  { type: 'string' },
)
const keyword = fc.constantFrom(
  'title',
  'description',
  '$comment',
  'deprecated',
  'default',
  'examples',
  'required',
  'minProperties',
  'maxProperties',
  'minItems',
  'maxItems',
  'uniqueItems',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
  'const',
  'enum',
  'pattern',
  'properties',
  'items',
  'additionalProperties',
  'format',
  '$ref',
  'nullable',
)
const type = fc.constantFrom('object', 'array', 'string', 'integer', 'number', 'boolean')
const schema = fc.tuple(type, fc.dictionary(keyword, values, { maxKeys: 4 })).map(
  ([name, rest]): Json => ({
    ...(name === 'object' ? { additionalProperties: false } : {}),
    ...rest,
    type: name,
  }),
)

test('a schema that a catalogue may hold can be checked against, whatever it says', () => {
  let good = 0
  fc.assert(
    fc.property(schema, fc.jsonValue(), (inner, value) => {
      const action = actionOf(
        'pay',
        {},
        {
          params_schema: { type: 'object', additionalProperties: false, properties: { x: inner } },
        },
      )
      fc.pre(checkCatalogue({ ...emptyCatalogue, action_types: [action] }).length === 0)
      good++
      expect(checkParams(readActionType(action), { x: value as Json, y: 1 })).not.toEqual([])
      expect(() => checkParams(readActionType(action), { x: value as Json })).not.toThrow()
    }),
    { numRuns: 400 },
  )
  expect(good).toBeGreaterThan(100)
})
