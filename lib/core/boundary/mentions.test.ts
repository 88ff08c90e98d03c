import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../canonical/json'
import { contextMentions } from './mentions'

function mentionsOf(conditions: string): string[] | null {
  const read = policyToJson(`permit (principal, action, resource) ${conditions};`)
  if (read.type === 'failure') throw new Error(read.errors[0]?.message)
  const found = contextMentions(read.json.conditions as unknown as Json)
  return found === null ? null : [...found].sort()
}

describe('what a rule can look at', () => {
  test.each<[string, string[]]>([
    ['', []],
    ['when { true }', []],
    ['when { context.params.amount > 5000 }', ['params']],
    ['when { context.velocity.agent_1h.count > 3 && !(context.history.denied_before) }', ['history', 'velocity']],
    ['when { context has secret && context.secret.store == "vault" }', ['secret']],
    ['when { context has secret.store }', ['secret']],
    ['unless { context.emergency }', ['emergency']],
    ['when { context["hidden_characters"] > 0 }', ['hidden_characters']],
    ['when { resource.environment == "context" || principal.slug == "velocity" }', []],
    [
      'when { if context.emergency then context.time.hour > 8 else [1, context.delegation.principals].contains(1) }',
      ['delegation', 'emergency', 'time'],
    ],
    ['when { {a: context.velocity}.a.agent_1h.count > 1 }', ['velocity']],
    ['when { context.params.credential == "x" }', ['params']],
    ['when { "context.velocity" like "*velocity" }', []],
  ])('%s', (conditions, expected) => {
    expect(mentionsOf(conditions)).toEqual(expected)
  })

  test.each([
    'when { context == {emergency: true} }',
    'when { (if resource.environment == "prod" then context else {velocity: 1}).velocity == 1 }',
    'when { {a: context}.a.emergency }',
    'when { [context].contains({}) }',
  ])('all of it, where the context is taken as a whole: %s', (conditions) => {
    expect(mentionsOf(conditions)).toBeNull()
  })
})
