import { describe, expect, test } from 'vitest'
import type { PinnedTest } from './analysis'
import { cedarRequest } from './cedar-request'
import { pinnedResult, wishFacts } from './pinned'

function contextOf(facts: { [path: string]: number | boolean | string }) {
  const read = wishFacts({ facts })
  const { context } = cedarRequest({
    ...read.facts,
    agent: { id: 'agt_1', slug: 'a', runtime: 'r' },
    action: 'x',
    paramsSchema: {},
    resource: { id: 'thing:1', kind: 'thing', environment: 'prod', sensitivity: 'none' },
    params: {},
  })
  return { context, unknown: read.unknown }
}

describe('an imagined request is ordinary but for what is said', () => {
  test('nothing said', () => {
    expect(contextOf({})).toMatchObject({
      unknown: [],
      context: {
        time: { hour: 10, weekday: 1 },
        velocity: { agent_1h: { count: 0, sum: 0 } },
        credential: { strength: 'private_key_jwt' },
      },
    })
  })

  test.each<[path: string, value: number | boolean | string]>([
    ['velocity.agent_24h.sum', 600_000],
    ['velocity.resource_1h.count', 3],
    ['history.denied_before', true],
    ['history.similar_denied', 2],
    ['delegation.principals', 2],
    ['time.hour', 23],
    ['time.weekday', 7],
    ['credential.strength', 'api_key'],
    ['emergency', true],
    ['hidden_characters', 1],
    ['secret.store', 'vault'],
    ['secret.lifetime_seconds', 60],
  ])('%s is what the rules see at that path', (path, value) => {
    const { context, unknown } = contextOf({ [path]: value })
    expect(unknown).toEqual([])
    const found = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], context)
    expect(found).toBe(value)
  })

  test.each<[path: string, value: number | boolean | string]>([
    ['velocity.agent_24h.summ', 1],
    ['velocity.constructor.sum', 1],
    ['velocity.agent_24h', 1],
    ['time.hour', 24],
    ['time.weekday', 0],
    ['emergency', 1],
    ['credential.strength', 'password'],
    ['hidden_characters', -1],
    ['params.amount', 1],
  ])('a fact that there is not is told: %s = %s', (path, value) => {
    expect(contextOf({ [path]: value }).unknown).toEqual([path])
  })
})

describe('a pinned test', () => {
  const pinned: PinnedTest = {
    name: 'large refunds',
    wish: { agent: 'a', action: 'x', resource: 'thing:1', params: {} },
    expect: { level: 'T3', approvers: ['leads'] },
  }
  const answer = { level: 'T3' as const, rules: ['large'], approvers: ['leads', 'leads'], refused: null }
  test.each([
    ['passes when all is as expected', answer, [], true, ''],
    ['fails on another level', { ...answer, level: 'T1' as const }, [], false, 'Expected T3, came out T1.'],
    ['fails on other teams', { ...answer, approvers: ['ops'] }, [], false, 'Expected leads to be asked, not ops.'],
    ['fails on a fact that there is not', answer, ['velocty'], false, 'There is no fact velocty.'],
    [
      'says why it was not even judged',
      { ...answer, level: 'TX' as const, approvers: [], refused: 'action' as const },
      [],
      false,
      'Expected T3, came out TX. Expected leads to be asked, not nobody. The action is not in the catalogue.',
    ],
  ])('%s', (_, got, unknown, passed, message) => {
    expect(pinnedResult(pinned, got, unknown)).toMatchObject({ passed, message })
  })
})
