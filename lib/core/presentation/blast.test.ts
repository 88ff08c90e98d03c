import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { blastRadius } from './blast'
import type { Presentation } from './presentation'

/** Only what the numbers are made of. */
const shown = (over: Partial<Presentation>): Presentation =>
  ({
    action: { name: 'db.delete_rows', title: 'Delete rows', verb: 'delete' },
    resource: { title: 'Orders', facts: [] },
    params: [{ pointer: '/params/limit', label: 'Rows at most', format: 'integer', shown: '40' }],
    principals: [],
    secret: null,
    claims: { claims: {} },
    ...over,
  }) as unknown as Presentation
const verb = (name: string) => ({ action: { name: 'x', title: 'X', verb: name } })

describe('how far an action reaches', () => {
  test('is counted from the target and the checked params, each with its source', () => {
    expect(blastRadius(shown({})).reach).toEqual([
      { figure: '−1', what: 'delete', count: 1, label: '', detail: 'Orders', source: 'registry' },
      { figure: '−40', what: 'param', count: 1, label: 'Rows at most', detail: '', source: 'params' },
    ])
  })

  test.each([
    ['delete', '−1'],
    ['add', '+1'],
    ['read', '1'],
    ['refund', '~1'],
    ['constructor', '~1'],
  ])('the verb %s is said as %s', (name, figure) => {
    expect(blastRadius(shown(verb(name))).reach[0]?.figure).toBe(figure)
  })

  test('no claim of the agent adds to it or takes from it, urgent or not; its numbers stand apart (ATTACKS 12, 63)', () => {
    const plain = blastRadius(shown({})).reach
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (claims, justification) => {
        const said = { claims, justification: `URGENT ${justification}` }
        const { reach, claimed } = blastRadius(shown({ claims: said as Presentation['claims'] }))
        expect(reach).toEqual(plain)
        expect(claimed.length).toBeLessThanOrEqual(4)
      }),
    )
    expect(
      blastRadius(shown({ claims: { claims: { rows: 3 } } as unknown as Presentation['claims'] })).claimed,
    ).toEqual([{ label: 'rows', value: '3' }])
  })
})
