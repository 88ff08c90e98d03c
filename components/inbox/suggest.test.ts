import { describe, expect, it } from 'vitest'
import { parseQuery } from '@/lib/core/inbox/query'
import { suggestionsFor } from './suggest'

const known = {
  workflow: ['payments', 'platform'],
  agent: ['billing-agent'],
  env: ['prod'],
  action: ['payments.refund'],
}
const texts = (typed: string) => suggestionsFor(typed, known).map(({ text }) => text)

describe('the filter box offers', () => {
  it.each([
    ['lev', ['level:']],
    ['-ag', ['-agent:']],
    ['level:', ['level:T0', 'level:T1', 'level:T2', 'level:T3', 'level:TX']],
    ['level>=', ['level>=T0', 'level>=T1', 'level>=T2', 'level>=T3', 'level>=TX']],
    ['workflow:pay', ['workflow:payments']],
    ['agent:', ['agent:billing-agent']],
    ['due', ['due<']],
    ['is:m', ['is:mine']],
    ['8812', []],
    ['nothing', []],
  ])('after %j: %j', (typed, expected) => expect(texts(typed)).toEqual(expected))

  it('nothing but what is understood once it is complete', () => {
    for (const begin of ['level:', 'state:', 'is:', 'due<', 'workflow:', 'agent:', 'env:', 'action:', 'sponsor:'])
      for (const text of texts(begin)) expect(parseQuery(text).map(({ fault }) => fault)).toEqual([null])
  })
})
