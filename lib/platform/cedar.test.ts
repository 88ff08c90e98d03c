import { spawnSync } from 'node:child_process'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CedarRequest, Facts } from '@/lib/core/boundary/cedar-request'
import { cedarRequest } from '@/lib/core/boundary/cedar-request'
import type { Json } from '@/lib/core/canonical/json'
import { kestrel } from '@/prisma/seed/kestrel'
import { evaluateBoundary, likenessOf, prepareBoundary, prepareText } from './cedar'

const window = fc.record({ count: fc.integer({ min: 0, max: 60 }), sum: fc.integer({ min: 0, max: 60_000_000 }) })
const surroundings = fc.record({
  velocity: fc.record({
    agent_1h: window,
    agent_24h: window,
    sponsor_1h: window,
    sponsor_24h: window,
    resource_1h: window,
    resource_24h: window,
  }),
  history: fc.record({ denied_before: fc.boolean(), similar_denied: fc.integer({ min: 0, max: 3 }) }),
  principals: fc.integer({ min: 0, max: 3 }),
  now: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
  strength: fc.constantFrom('api_key' as const, 'private_key_jwt' as const),
  emergency: fc.boolean(),
  hiddenCharacters: fc.integer({ min: 0, max: 2 }),
  environment: fc.constantFrom('prod', 'staging', 'sandbox'),
  runtime: fc.constantFrom(...kestrel.runtimes.map((runtime) => runtime.slug)),
  secret: fc.option(fc.constant({ store: 'vault', path: 'db/main', version: '3', lifetime_seconds: 600 })),
})

const idsOf = (rules: readonly { id: string }[]) => rules.map(({ id }) => id).sort()

type Action = (typeof kestrel.workflows)[number]['actions'][number]
type Surroundings = typeof surroundings extends fc.Arbitrary<infer T> ? T : never

function requestOf(action: Action, { environment, runtime, ...around }: Surroundings, resource: string): CedarRequest {
  return cedarRequest({
    ...around,
    agent: { id: 'agt_1', slug: 'agent', runtime },
    action: action.name,
    paramsSchema: action.paramsSchema as Json,
    resource: { id: resource, kind: action.resourceKind, environment, sensitivity: 'high' },
    params: action.example.params as Facts['params'],
  })
}

/** What Cedar says when it is given everything. */
function askWithAll(boundary: string, request: CedarRequest) {
  const answer = cedar.statefulIsAuthorized({
    principal: request.principal,
    action: request.action,
    resource: request.resource,
    context: request.context as Record<string, cedar.CedarValueJson>,
    entities: request.entities as cedar.Entities,
    preparsedPolicySetId: boundary,
  })
  if (answer.type === 'failure') throw new Error(answer.errors[0]?.message)
  return answer.response
}

describe('evaluateBoundary', () => {
  test.each(kestrel.workflows.map((workflow) => [workflow.slug, workflow] as const))(
    'gives the answer of the whole text and context, though Cedar is given only the rules of the action and what they look at: %s',
    (slug, workflow) => {
      const prepared = prepareBoundary({ id: `test-${slug}`, cedar: workflow.boundary.cedar })
      expect(prepared).not.toBeNull()
      fc.assert(
        fc.property(fc.constantFrom(...workflow.actions), surroundings, (action, around) => {
          const request = requestOf(action, around, action.example.resource as string)
          const { decision, diagnostics } = askWithAll(`test-${slug}`, request)
          const verdict = evaluateBoundary(prepared, request)
          const rules = (decision === 'allow' ? verdict.permits : verdict.forbids).map((rule) => rule.id)
          expect([...rules].sort()).toEqual([...diagnostics.reason].sort())
          expect(verdict.errors.length).toBe(diagnostics.errors.length)
        }),
        { numRuns: 60 },
      )
    },
  )

  test.each(kestrel.workflows.map((workflow) => [workflow.slug, workflow] as const))(
    'answers requests alike that look alike to its rules, and most that differ in a name only do: %s',
    (slug, workflow) => {
      const prepared = prepareBoundary({ id: `test-${slug}`, cedar: workflow.boundary.cedar })
      if (!prepared) throw new Error('the boundary of the demo cannot be read')
      const answers = new Map<string, unknown>()
      let alike = 0
      // Fewer surroundings than requests, so that some must be alike.
      for (const around of fc.sample(surroundings, 6))
        for (const action of workflow.actions)
          for (const resource of ['x:1', 'x:2', 'x:3']) {
            const request = requestOf(action, around, resource)
            const key = likenessOf(prepared, request)
            const { permits, forbids, errors } = evaluateBoundary(prepared, request)
            // The engine gives rules in any order.
            const answer = { errors, permits: idsOf(permits), forbids: idsOf(forbids) }
            if (answers.has(key)) alike++
            expect(answers.get(key) ?? answer).toEqual(answer)
            answers.set(key, answer)
          }
      expect(alike).toBeGreaterThan(0)
    },
  )

  test('a draft whose name another took meanwhile is given to the engine again, for every action', () => {
    const text = (n: number, tier: string) =>
      `@id("a${n}") @tier("${tier}") @reason("a") permit (principal, action == Action::"x", resource);
       @id("b${n}") @tier("deny") @reason("b") permit (principal, action == Action::"y", resource);`
    const ask = (prepared: ReturnType<typeof prepareText>, action: string) =>
      evaluateBoundary(prepared, {
        principal: { type: 'Agent', id: 'agt_1' },
        action: { type: 'Action', id: action },
        resource: { type: 'Resource', id: 'z' },
        context: { params: {} },
        entities: [],
      }).permits.map(({ id }) => id)
    const drafts = Array.from({ length: 40 }, (_, n) => prepareText(text(n, 'allow')))
    for (const round of [0, 1])
      for (const [n, draft] of drafts.entries())
        expect([round, ask(draft, 'x'), ask(draft, 'y'), ask(draft, 'z')]).toEqual([round, [`a${n}`], [`b${n}`], []])
  })

  test('a rule that fails is an error in the verdict, and a param that Cedar has no room for as well, asked for or not', () => {
    const failing = prepareBoundary({
      id: 'test-failing',
      cedar:
        '@id("a") @tier("allow") @reason("a") permit (principal, action, resource) when { context.secret.store == "x" };',
    })
    const unconcerned = prepareBoundary({
      id: 'test-unconcerned',
      cedar: '@id("a") @tier("allow") @reason("a") permit (principal, action, resource);',
    })
    const request = (params: { [name: string]: Json }): CedarRequest => ({
      principal: { type: 'Agent', id: 'agt_1' },
      action: { type: 'Action', id: 'x' },
      resource: { type: 'Resource', id: 'y' },
      context: { params, emergency: false },
      entities: [],
    })
    expect(evaluateBoundary(failing, request({})).errors).toHaveLength(1)
    expect(evaluateBoundary(unconcerned, request({})).permits).toHaveLength(1)
    const tooLarge = { amount: { __extn: { fn: 'decimal', arg: '99999999999999999999.0000' } } }
    expect(evaluateBoundary(unconcerned, request(tooLarge))).toMatchObject({
      permits: [],
      errors: [expect.any(String)],
    })
  })

  test('the process survives that the code around a call into the engine is thrown away during the call', () => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--allow-natives-syntax', '--import', 'tsx', '--input-type=module', '--eval', THROWN_AWAY],
      { encoding: 'utf8' },
    )
    expect({ status, stdout: stdout.trim() }, stderr).toEqual({ status: 0, stdout: 'allow' })
  }, 60_000)
})

/** Has a call compiled as far as it goes, then throws that code away from within the call: Cedar reads its argument's members. */
const THROWN_AWAY = `
  const { prepareBoundary } = await import('./lib/platform/cedar.ts')
  const cedar = await import('@cedar-policy/cedar-wasm/nodejs')
  prepareBoundary({ id: 'b', cedar: '@id("a") @tier("allow") @reason("a") permit (principal, action, resource);' })
  const ask = cedar.statefulIsAuthorized
  const throwAway = new Function('f', '%DeoptimizeFunction(f)')
  new Function('f', '%PrepareFunctionForOptimization(f)')(ask)
  const call = {
    principal: { type: 'Agent', id: 'x' },
    action: { type: 'Action', id: 'y' },
    resource: { type: 'Resource', id: 'z' },
    context: {},
    preparsedPolicySetId: 'b',
  }
  const outer = (entities) => ask(Object.defineProperty({ ...call }, 'entities', { enumerable: true, get: entities }))
  for (let i = 0; i < 20; i++) outer(() => [])
  new Function('f', '%OptimizeFunctionOnNextCall(f)')(ask)
  outer(() => [])
  console.log(outer(() => (throwAway(ask), [])).response.decision)`
