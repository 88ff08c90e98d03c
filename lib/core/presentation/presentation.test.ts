import { describe, expect, test } from 'vitest'
import { explainConditions } from '../boundary/conditions'
import type { ActionType } from '../directory'
import { showMoney, showValue } from './format'
import { titleParts, titleText } from './title'

describe('one rendering for everyone (ATTACKS 14)', () => {
  test.each([
    [124_000, 'EUR', '€1,240.00'],
    [5, 'EUR', '€0.05'],
    [-124_050, 'USD', '−$1,240.50'],
    [1_000, 'JPY', '1,000 JPY'],
    [1_234_567, 'KWD', '1,234.567 KWD'],
    [100, '', '1.00'],
  ])('%d %s is %s', (minor, currency, text) => expect(showMoney(minor, currency)).toBe(text))
  test.each([
    [1234567, 'integer', '1,234,567'],
    [true, 'boolean', 'Yes'],
    [900, 'duration_seconds', '15 min'],
    [['a', 'b'], 'list', 'a, b'],
    [{ b: 1, a: 2 }, 'json', '{"a":2,"b":1}'],
    [1.5, 'money', '1.5'],
  ] as const)('%j as %s is %s', (value, format, text) => expect(showValue(value as never, format)).toBe(text))
})

const type: ActionType = {
  name: 'payments.refund',
  title: 'Refund a charge',
  paramsSchema: {},
  resourceKind: 'charge',
  titleTemplate: 'Refund {amount} to {resource}',
  paramLabels: [{ name: 'amount', label: 'Amount', format: 'money', currencyParam: 'currency' }],
  riskFacts: { reversible: false, undo: '', money: true, dataClass: 'none', verb: 'refund' },
  example: {},
}

test('the sentence is made by the server from validated values', () => {
  expect(titleText(titleParts(type, { amount: 124_000, currency: 'EUR' }, 'charge:ch_1042'))).toBe(
    'Refund €1,240.00 to ch_1042',
  )
})
test('a template placeholder in a value is not expanded again', () => {
  const text = {
    ...type,
    titleTemplate: 'Note {memo}',
    paramLabels: [{ name: 'memo', label: 'Memo', format: 'text' as const }],
  }
  expect(titleText(titleParts(text, { memo: '{amount}', amount: 1 }, 'charge:x'))).toBe('Note {amount}')
})
test('an opaque action is shown raw', () => {
  expect(titleText(titleParts({ ...type, titleTemplate: null }, { amount: 1 }, 'charge:x'))).toContain(
    'payments.refund charge:x {"amount":1}',
  )
})

test('conditions are said with the values they met', () => {
  const left = { '.': { left: { '.': { left: { Var: 'context' }, attr: 'params' } }, attr: 'amount' } }
  const body = {
    '&&': {
      left: { '>': { left, right: { Value: 50_000 } } },
      right: { '==': { left: { '.': { left: { Var: 'context' }, attr: 'emergency' } }, right: { Value: false } } },
    },
  }
  expect(explainConditions([{ kind: 'when', body }], { params: { amount: 124_000 }, emergency: false })).toEqual([
    { text: 'context.params.amount > 50000', value: '124000' },
    { text: 'context.emergency == false', value: 'false' },
  ])
})
