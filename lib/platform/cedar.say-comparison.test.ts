import { describe, expect, test } from 'vitest'
import { actionOf, sideOf, thingOf } from '@/e2e/support/version'
import { compareBoundaries } from '@/lib/core/boundary/compare'
import { sayComparison } from '@/lib/core/boundary/say-comparison'
import { sentenceText } from '@/lib/core/boundary/sentence-parts'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'

const catalogue: CatalogueJson = {
  action_types: [actionOf('pay', { amount: { type: 'integer', minimum: 0, maximum: 1_000 } })],
  resources: [thingOf('*'), thingOf('test-*', 'sandbox')],
  agents: ['agent'],
  executors: ['runner'],
  runtimes: ['cloud'],
}
const rule = (id: string, annotations: string, when = '', effect = 'permit') =>
  `@id("${id}") ${annotations} @reason("because") ${effect} (principal, action == Action::"pay", resource)${when === '' ? '' : ` when { context.params.amount ${when} }`};\n`
const approve = (id: string, lifetime: string) =>
  rule(id, `@tier("approve") @approvers("team:a") @grant_ttl("${lifetime}")`)
const allow = (id: string, when: string) => rule(id, '@tier("allow")', when)

describe('a comparison is said in German anew, and only where it still says the same', () => {
  const sides = {
    old: sideOf(allow('a', '<= 5') + approve('b', '10m') + rule('c', '', '', 'forbid'), catalogue),
    new: sideOf(allow('a', '<= 9') + approve('b', '20m') + rule('d', '@tier("notify")'), {
      ...catalogue,
      agents: [...catalogue.agents, 'helper'],
      resources: catalogue.resources.slice(0, 1),
    }),
  }
  const english = compareBoundaries(sides, () => () => ({ permits: [], forbids: [], errors: [] }))
  const german = sayComparison(english, sides, 'de')

  test('every item, and nothing but its words', () => {
    expect(english.items.length).toBeGreaterThan(5)
    for (const [at, item] of german.items.entries()) {
      const before = english.items[at]
      expect(sentenceText(item.sentence)).not.toBe(sentenceText(before?.sentence ?? []))
      expect(item).toEqual({ ...before, sentence: item.sentence, before: item.before })
    }
    expect(german.items.map(({ sentence }) => sentenceText(sentence))).toContain(
      'Der Agent helper darf sich beteiligen.',
    )
    expect(german.items.map(({ before }) => before)).toContain('vorher: eine Freigabe für 10 Minuten')
  })

  test('a sentence that the texts no longer say stays as it was frozen', () => {
    const frozen = english.items.map((item, at) =>
      at === 0 ? { ...item, sentence: [{ text: 'Something else.', strong: false }] } : item,
    )
    const said = sayComparison({ ...english, items: frozen }, sides, 'de')
    expect(said.items.map(({ sentence }) => sentence)).toEqual([
      [{ text: 'Something else.', strong: false }],
      ...german.items.slice(1).map(({ sentence }) => sentence),
    ])
  })
})
