import { policyToJson } from '@cedar-policy/cedar-wasm/nodejs'
import { describe, expect, test } from 'vitest'
import type { Json } from '../canonical/json'
import { contextMentions, looksAtNames } from './mentions'
import type { PolicyJson } from './policy-json'

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

describe('a rule can tell two agents or resources of the same kind apart', () => {
  const policyOf = (text: string): PolicyJson => {
    const read = policyToJson(text)
    if (read.type === 'failure') throw new Error(read.errors[0]?.message)
    return read.json as unknown as PolicyJson
  }

  test.each([
    'permit (principal, action, resource);',
    'permit (principal in Runtime::"r", action == Action::"Agent", resource in Environment::"Resource");',
    'permit (principal is Agent in Runtime::"r", action, resource is Resource in Environment::"prod");',
    'permit (principal, action, resource) when { principal.slug == "x" && resource.environment like "p*" };',
    'permit (principal, action, resource) when { resource has sensitivity && resource in Environment::"prod" };',
    'permit (principal, action, resource) when { principal in [Runtime::"a", Runtime::"b"] };',
    'permit (principal, action, resource) when { resource is Resource in Environment::"prod" || principal is Agent };',
    'permit (principal, action, resource) when { context.params.x == "Resource::y" };',
  ])('not by %s', (text) => expect(looksAtNames(policyOf(text))).toBe(false))

  test.each([
    'permit (principal == Agent::"a", action, resource);',
    'permit (principal, action, resource == Resource::"r");',
    'permit (principal, action, resource in Resource::"r");',
    'permit (principal is Agent in Agent::"a", action, resource);',
    'permit (principal, action, resource) when { resource == Resource::"r" };',
    'permit (principal, action, resource) unless { Resource::"r" == resource };',
    'permit (principal, action, resource) when { principal in Agent::"a" };',
    'permit (principal, action, resource) when { principal in [Runtime::"r", Agent::"a"] };',
    'permit (principal, action, resource) when { [Resource::"r"].contains(resource) };',
    'permit (principal, action, resource) when { {who: principal}.who.slug == "x" };',
    'permit (principal, action, resource) when { (if context.emergency then principal else principal) == Agent::"a" };',
    'permit (principal, action, resource) when { resource is Resource in Resource::"r" };',
  ])('by %s', (text) => expect(looksAtNames(policyOf(text))).toBe(true))
})
