import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RuleForm } from '@/lib/core/boundary/analysis'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import { writeRule } from '@/lib/core/boundary/form/write-form'
import { isOneVisibleLine } from '@/lib/core/boundary/rule'
import { kestrel } from '@/prisma/seed/kestrel'
import { checkBoundary, readBoundary } from './cedar-text'

const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,12}$/)
const text = fc.string({ unit: 'binary', maxLength: 30 })
const duration = fc.constantFrom('', '10m', '90s', '2h')
const name = fc.constantFrom(
  'params.amount',
  'params.a_b',
  'velocity.agent_24h.sum',
  'resource.sensitivity',
  'emergency',
)
const order = fc.constantFrom('<' as const, '<=' as const, '>' as const, '>=' as const)
const same = fc.constantFrom('==' as const, '!=' as const)
const condition = fc.oneof(
  fc.record({ path: name, op: fc.oneof(order, same), value: fc.maxSafeInteger() }),
  fc.record({ path: name, op: same, value: text }),
  fc.record({ path: name, op: fc.constant('==' as const), value: fc.boolean() }),
)
const scope = {
  id: slug,
  reason: text.map((words) => words.trim()).filter((words) => words !== ''),
  runtimes: fc.array(slug, { maxLength: 3 }),
  actions: fc.array(text, { maxLength: 3 }),
  resource: fc.oneof(
    fc.constant({ kind: 'any' as const }),
    text.map((environment) => ({ kind: 'environment' as const, environment })),
    text.map((id) => ({ kind: 'exact' as const, id })),
  ),
  conditions: fc.array(condition, { maxLength: 6 }),
}
const consent = {
  quorum: fc.integer({ min: 1, max: 10 }),
  stepup: fc.constantFrom('none' as const, 'passkey' as const),
  grant_ttl: duration,
  decide_within: duration,
  grace: fc.constantFrom('', '10s', '1m'),
  deny_threshold: fc.integer({ min: 1, max: 10 }),
}
const line = text
  .map((words) => words.replaceAll('|', '/').trim())
  .filter((words) => words !== '' && isOneVisibleLine(words))
const asked = {
  batch: fc.constantFrom('none' as const, 'T1' as const, 'T2' as const),
  attestations: fc.uniqueArray(line, { maxLength: 5 }),
  prompt: fc.oneof(fc.constant(''), line),
}
const nothingAsked = {
  batch: fc.constant('T1' as const),
  attestations: fc.constant<string[]>([]),
  prompt: fc.constant(''),
}
const anyForm: fc.Arbitrary<RuleForm> = fc.oneof(
  fc.record({
    ...scope,
    ...consent,
    ...asked,
    effect: fc.constant('permit' as const),
    tier: fc.constant('approve' as const),
    approvers: fc.array(slug, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    ...scope,
    ...consent,
    ...nothingAsked,
    effect: fc.constant('permit' as const),
    tier: fc.constantFrom('allow' as const, 'notify' as const, 'deny' as const),
    approvers: fc.constant<string[]>([]),
  }),
  fc.record({
    ...scope,
    ...consent,
    ...nothingAsked,
    effect: fc.constant('forbid' as const),
    tier: fc.constant('deny' as const),
    approvers: fc.constant<string[]>([]),
  }),
)

describe('the form and the text are one thing', () => {
  test('whatever a form says, its text reads as the same form', () => {
    fc.assert(
      fc.property(anyForm, (form) => {
        const { faults, rules } = readBoundary(writeRule(form), null)
        expect(faults).toEqual([])
        expect(rules.map((rule) => rule.form)).toEqual([form])
      }),
      { numRuns: 300 },
    )
  })

  test.each(kestrel.workflows.map((workflow) => [workflow.slug, workflow] as const))(
    'a rule written again by the form has the same policy: %s',
    (_, workflow) => {
      const { rules, faults } = readBoundary(workflow.boundary.cedar, cedarSchemaFor(workflow.actions))
      expect(faults).toEqual([])
      const withForm = rules.filter((rule) => rule.form !== null)
      expect(withForm.length).toBeGreaterThan(rules.length / 2)
      for (const { form, policy, rule } of withForm) {
        const again = readBoundary(writeRule(form as RuleForm), cedarSchemaFor(workflow.actions))
        expect(again.rules[0]?.policy).toEqual(policy)
        expect(again.rules[0]?.rule).toEqual(rule)
      }
    },
  )

  test('half a character is no text, and is not written as one', () => {
    const form = fc.sample(anyForm, 1)[0] as RuleForm
    const { rules } = readBoundary(writeRule({ ...form, reason: 'a \ud800 b' }), null)
    expect(rules[0]?.rule.reason).toBe('a \ufffd b')
  })

  const around = (conditions: string, scopeText = 'principal, action, resource') =>
    `@id("a") @tier("allow") @reason("a") permit (${scopeText}) ${conditions};`
  test.each([
    ['unless', around('unless { context.emergency }')],
    ['or', around('when { context.emergency || context.hidden_characters > 0 }')],
    ['not of a comparison', around('when { !(context.hidden_characters > 0) }')],
    ['arithmetic', around('when { context.hidden_characters + 1 > 2 }')],
    ['like', around('when { context.credential.strength like "api*" }')],
    ['has', around('when { context has secret }')],
    ['a set', around('when { ["a"].contains(context.credential.strength) }')],
    ['path against path', around('when { context.time.hour > context.time.weekday }')],
    ['a number on the left', around('when { 3 < context.time.hour }')],
    ['a decimal', around('when { context.params.rate.lessThan(decimal("1.5")) }')],
    ['a number beyond what JSON carries', around('when { context.hidden_characters > 9007199254740993 }')],
    ['an agent', around('when { principal.slug == "x" }')],
    ['principal ==', around('', 'principal == Agent::"agt_1", action, resource')],
    ['principal is', around('', 'principal is Agent, action, resource')],
    ['a runtime that is none', around('', 'principal in Environment::"prod", action, resource')],
    ['a group of actions', around('', 'principal, action in Action::"all", resource')],
    ['resource is', around('', 'principal, action, resource is Resource')],
    ['a runtime later on', around('when { context.emergency && principal in [Runtime::"a", Runtime::"b"] }')],
    ['a comment inside', around('when { context.emergency // only then\n}')],
  ])('what the form has no field for is edited as text: %s', (_, cedarText) => {
    const { faults, rules } = readBoundary(cedarText, null)
    expect(faults).toEqual([])
    expect(rules.map((rule) => rule.form)).toEqual([null])
  })
})

describe('readBoundary', () => {
  test('ranges cover annotations to semicolon and leave comments between rules alone, whatever characters stand before', () => {
    const first =
      '@id("a") @tier("allow") @reason("Grüße 😀; // kein Kommentar")\npermit (principal, action, resource);'
    const second = '@id("b")\n@reason("x")\nforbid (principal, action, resource);'
    const cedarText = `// Überschrift 😀\n\n${first}\n// dazwischen ;\n${second} // Ende\n`
    const { faults, rules } = readBoundary(cedarText, null)
    expect(faults).toEqual([])
    expect(rules.map(({ id, from, to }) => [id, cedarText.slice(from, to)])).toEqual([
      ['a', first],
      ['b', second],
    ])
    const [, b] = rules
    if (!b?.form) throw new Error('no form')
    const edited = cedarText.slice(0, b.from) + writeRule({ ...b.form, reason: 'y' }) + cedarText.slice(b.to)
    expect(edited).toContain('// dazwischen ;\n@id("b")')
    expect(edited).toContain('; // Ende')
  })

  const good = '@id("a") @tier("allow") @reason("ü😀") permit (principal, action, resource);\n'
  test.each([
    ['a syntax error', `${good}permit (principal, action, resource) when { 1 + };`, '}'],
    ['a duplicate id', `${good}@tier("allow") @id("a") @reason("b") permit (principal, action, resource);`, '@id("a")'],
    [
      'an unknown annotation',
      `${good}@id("b") @quorom("2") @tier("allow") @reason("ä") permit (principal, action, resource);`,
      '@quorom("2")',
    ],
    [
      'an annotation that does not fit',
      `${good}@id("b") @tier("sure") @reason("ä") permit (principal, action, resource);`,
      '@tier("sure")',
    ],
    ['an id that is missing', `${good}@tier("allow") @reason("b") permit (principal, action, resource);`, '@tier'],
    [
      'an unknown attribute',
      `${good}@id("b") @tier("allow") @reason("ä😀") permit (principal, action == Action::"x", resource) when { context.velocty > 1 };`,
      'context.velocty',
    ],
    [
      'a wrong type',
      `${good}@id("b") @tier("allow") @reason("ä😀") permit (principal, action == Action::"x", resource) when { context.emergency > 1 };`,
      'context.emergency',
    ],
    ['a template', `${good}permit (principal == ?principal, action, resource);`, '?principal'],
    ['the same annotation twice', `${good}@id("b") @id("c") permit (principal, action, resource);`, '@id("c")'],
  ])('a fault points at its place: %s', (_, cedarText, marked) => {
    const schema = cedarSchemaFor([{ name: 'x', paramsSchema: { type: 'object', properties: {} } }])
    const { faults } = readBoundary(cedarText, schema)
    expect(faults.length).toBeGreaterThan(0)
    expect(faults.map((fault) => cedarText.slice(fault.from, fault.to))).toContain(marked)
    for (const { line, column, from } of faults) {
      const lines = cedarText.slice(0, from).split('\n')
      expect([line, column]).toEqual([lines.length, (lines.at(-1)?.length ?? 0) + 1])
    }
  })

  test('rules are given although a type is wrong, so that the form stays', () => {
    const { faults, rules } = readBoundary(good, cedarSchemaFor([]))
    expect({ faults: faults.length, rules: rules.length }).toEqual({ faults: 0, rules: 1 })
    const wrong = readBoundary(good.replace('action,', 'action == Action::"none",'), cedarSchemaFor([]))
    expect(wrong.faults[0]?.rule).toBe('a')
    expect(wrong.rules).toHaveLength(1)
  })
})

describe('ATTACKS 107: a text cannot take the engine down', () => {
  const rule = (body: string) =>
    `@id("a") @tier("allow") @reason("a") permit (principal, action, resource) when { ${body} };`
  test.each([
    ['brackets', rule(`${'('.repeat(5_000)}true${')'.repeat(5_000)}`)],
    ['sets', rule(`${'['.repeat(5_000)}${']'.repeat(5_000)} == []`)],
    ['sums', rule(`1${'+1'.repeat(30_000)} == 1`)],
    ['steps', rule(`context${'.a'.repeat(30_000)} == 1`)],
    ['ors', rule(Array(20_000).fill('context.emergency').join('||'))],
    ['ifs', rule(`${'if true then true else '.repeat(3_000)}true`)],
    ['brackets that never close', '('.repeat(100_000)],
    ['(a+)+$', '(a+)+$'.repeat(100_000)],
    ['quotes', '"\\'.repeat(60_000)],
    ['annotations', '@a '.repeat(40_000)],
  ])('%s: refused within 50 ms, and the engine still answers', (_, cedarText) => {
    // The best of three: a busy machine is not what is measured.
    const took = [1, 2, 3].map(() => {
      const started = performance.now()
      expect(readBoundary(cedarText, null).faults.length).toBeGreaterThan(0)
      return performance.now() - started
    })
    expect(Math.min(...took)).toBeLessThan(50)
    expect(checkBoundary(rule('context.emergency'), null).ok).toBe(true)
  })

  test.each([
    ['brackets', rule(`${'('.repeat(14)}true${'||true'.repeat(80)}${')'.repeat(14)}`)],
    ['sets', rule(`${'['.repeat(14)}${']'.repeat(14)}${'.contains([])'.repeat(8)} == []`)],
    ['records', rule(`${'{a:'.repeat(14)}1${'+1'.repeat(80)}${'}'.repeat(14)} == 1`)],
    ['ifs', rule(`${'('.repeat(14)}${'if true then true else '.repeat(80)}true${')'.repeat(14)}`)],
    ['steps', rule(`${'('.repeat(14)}context${'.a'.repeat(30)}${')'.repeat(14)} == 1`)],
    ['conjunctions', rule(`${'('.repeat(14)}true${'&&true'.repeat(295)}${')'.repeat(14)}`)],
  ])('the largest %s that are let through leave the engine whole', (_, cedarText) => {
    expect(readBoundary(cedarText, cedarSchemaFor([{ name: 'x', paramsSchema: {} }])).rules).toHaveLength(1)
    expect(checkBoundary(rule('context.emergency'), null).ok).toBe(true)
  })
})
