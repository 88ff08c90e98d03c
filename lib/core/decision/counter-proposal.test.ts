import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blameChange, type ProposedChange, proposalFaults, proposedParams } from './counter-proposal'

const asked = { amount: 124_000, currency: 'EUR', reason: 'damaged_goods' }
const names = new Set(['amount', 'currency', 'reason', 'note'])
const set = (name: string, value: string | number): ProposedChange => ({ pointer: `/params/${name}`, op: 'set', value })
const limit = (op: 'at_most' | 'at_least', value: number): ProposedChange => ({ pointer: '/params/amount', op, value })

describe('what a proposal comes to', () => {
  test.each<[string, ProposedChange[], object]>([
    ['another value', [set('currency', 'USD')], { ...asked, currency: 'USD' }],
    ['a limit below', [limit('at_most', 40_000)], { ...asked, amount: 40_000 }],
    ['a limit above', [limit('at_least', 200_000)], { ...asked, amount: 200_000 }],
    ['leaving out', [{ pointer: '/params/reason', op: 'remove' }], { amount: 124_000, currency: 'EUR' }],
    ['adding', [set('note', 'one pallet')], { ...asked, note: 'one pallet' }],
  ])('%s', (_, changes, after) => {
    expect(proposalFaults({ changes }, asked, names)).toEqual([])
    expect(proposedParams(asked, { changes })).toEqual(after)
  })

  test('nothing that is not named is touched', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ minLength: 1 }), fc.jsonValue()), fc.jsonValue(), (params, value) => {
        const before = JSON.parse(JSON.stringify(params))
        const change: ProposedChange = { pointer: '/params/amount', op: 'set', value: value as string }
        const { amount, ...others } = proposedParams(before, { changes: [change] })
        const { amount: _, ...untouched } = before
        expect(others).toEqual(untouched)
        expect(amount).toEqual(value)
      }),
    )
  })
})

describe('refused, by place', () => {
  test.each<[string, ProposedChange[], string]>([
    ['no param of the action', [set('iban', 'x')], '/counter_proposal/changes/0/pointer'],
    ['not a param at all', [{ pointer: '/resource', op: 'set', value: 'x' }], '/counter_proposal/changes/0/pointer'],
    ['deeper than a param', [{ pointer: '/params/a/b', op: 'remove' }], '/counter_proposal/changes/0/pointer'],
    ['twice the same', [limit('at_most', 1), set('amount', 2)], '/counter_proposal/changes/1/pointer'],
    ['what was asked', [set('currency', 'EUR')], '/counter_proposal/changes/0/value'],
    ['a limit that it keeps', [limit('at_most', 124_000)], '/counter_proposal/changes/0/value'],
    ['leaving out what is not there', [{ pointer: '/params/note', op: 'remove' }], '/counter_proposal/changes/0/value'],
    [
      'a limit for a text',
      [{ pointer: '/params/currency', op: 'at_most', value: 3 }],
      '/counter_proposal/changes/0/op',
    ],
  ])('%s', (_, changes, pointer) => {
    expect(proposalFaults({ changes }, asked, names).map((fault) => fault.pointer)).toEqual([pointer])
  })

  test('an error of the schema is put where it was proposed', () => {
    const proposal = { changes: [set('currency', 'XXX'), { pointer: '/params/reason', op: 'remove' } as const] }
    expect(blameChange(proposal, { pointer: '/params/currency', detail: 'is not allowed' })).toEqual({
      pointer: '/counter_proposal/changes/0/value',
      detail: 'is not allowed',
    })
    expect(blameChange(proposal, { pointer: '/params/reason', detail: 'is required' }).pointer).toBe(
      '/counter_proposal/changes/1/op',
    )
    expect(blameChange(proposal, { pointer: '/params/amount', detail: 'must be >= 1' })).toEqual({
      pointer: '/counter_proposal',
      detail: '/params/amount must be >= 1',
    })
  })
})
