import { describe, expect, test } from 'vitest'
import { actionOf, sideOf, thingOf } from '@/e2e/support/version'
import { lintBoundary } from '@/lib/core/boundary/lint'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import { catalogueOf } from '@/prisma/seed/catalogue'
import { kestrel } from '@/prisma/seed/kestrel'

const catalogue: CatalogueJson = {
  action_types: [actionOf('pay', { amount: { type: 'integer', minimum: 0, maximum: 1_000 } })],
  resources: [thingOf('*')],
  agents: ['agent'],
  executors: ['runner'],
  runtimes: ['cloud'],
}
const teams = new Map([
  ['a', 2],
  ['b', 1],
  ['empty', 0],
])
const amount = 'context.params.amount'
const rule = (id: string, annotations: string, when = '', scope = 'principal, action == Action::"pay", resource') =>
  `@id("${id}") ${annotations} @reason("r") permit (${scope})${when === '' ? '' : ` when { ${when} }`};\n`
const allow = (id: string, when = '', scope?: string) => rule(id, '@tier("allow")', when, scope)
const approve = (id: string, when = '', approvers = 'team:a', more = '') =>
  rule(id, `@tier("approve") @approvers("${approvers}") ${more}`, when)
const forbid = (id: string, when = '') => rule(id, '', when).replace('permit', 'forbid')

function findings(text: string, change: Partial<CatalogueJson> = {}) {
  const { rules, catalogue: written } = sideOf(text, { ...catalogue, ...change })
  return lintBoundary({ rules, catalogue: written, teams }).map(
    (finding) => `${finding.severity} ${finding.code} ${finding.rule}`,
  )
}

describe('what can hardly be meant', () => {
  test.each<[what: string, text: string, expected: string[]]>([
    ['nothing', allow('a', `${amount} <= 5`) + approve('b', `${amount} > 5`), []],
    [
      'conditions that exclude each other',
      allow('a') + allow('b', `${amount} > 5 && ${amount} < 3`),
      ['warn unreachable b'],
    ],
    ['a limit that no param reaches', allow('a') + allow('b', `${amount} > 1000`), ['warn unreachable b']],
    [
      'an environment that there is not',
      allow('a') + allow('b', '', 'principal, action == Action::"pay", resource in Environment::"dev"'),
      ['warn unreachable b'],
    ],
    [
      'a permit that is forbidden throughout',
      allow('a') + allow('b', `${amount} > 9`) + forbid('f', `${amount} > 5`),
      ['warn contradictory b'],
    ],
    [
      'a permit that is outdone throughout',
      allow('a', `${amount} > 9`) + approve('b', `${amount} > 5`),
      ['warn shadowed a'],
    ],
    [
      'an approval beside a stricter one still asks its team',
      approve('a') + approve('b', '', 'team:b', '@quorum("1") @stepup("passkey")'),
      [],
    ],
    ['an action that nothing permits', forbid('f'), ['warn action_without_rule null']],
    [
      'an action that is always forbidden',
      allow('a') + forbid('f'),
      ['warn contradictory a', 'warn action_without_rule null'],
    ],
    ['what cannot be told is not claimed', allow('a', `${amount} + 1 > 5000`), []],
    ['a team that there is not', approve('a', '', 'team:none'), ['error team_unknown a']],
    ['a team with nobody in it', approve('a', '', 'team:empty'), ['error team_empty a']],
    ['one empty team of two', approve('a', '', 'team:a,team:empty'), ['warn team_empty a']],
    ['more people than there are', approve('a', '', 'team:a,team:b', '@quorum("4")'), ['error quorum_too_large a']],
    ['as many as there are', approve('a', '', 'team:a,team:b', '@quorum("3")'), []],
    [
      'a runtime that takes no part',
      allow('a') + allow('b', '', 'principal in Runtime::"other", action == Action::"pay", resource'),
      ['warn runtime_unknown b'],
    ],
    ['an agent that takes no part', allow('a') + allow('b', 'principal.slug == "other"'), ['warn agent_unknown b']],
  ])('%s', (_, text, expected) => {
    expect(findings(text)).toEqual(expected)
  })

  test('a workflow that names no machines yet is judged by its rules alone', () => {
    expect(findings(allow('a'), { agents: [], runtimes: [] })).toEqual([])
  })

  test.each(kestrel.workflows.map((workflow) => [workflow.slug, workflow] as const))(
    'nothing is wrong with the demo: %s',
    (_, workflow) => {
      const side = sideOf(workflow.boundary.cedar, catalogueOf(workflow))
      const known = new Map(kestrel.teams.map((team) => [team.slug, team.members.length]))
      const found = lintBoundary({ rules: side.rules, catalogue: side.catalogue, teams: known })
      expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(found.map(({ code, rule: id }) => `${code} ${id}`).filter((line) => !line.startsWith('runtime'))).toEqual(
        [],
      )
    },
  )
})
