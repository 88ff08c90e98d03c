import Ajv2020 from 'ajv/dist/2020'
import { describe, expect, it } from 'vitest'
import { cedarRequest, type Facts } from '@/lib/core/boundary/cedar-request'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import { combine } from '@/lib/core/boundary/combine'
import { levelOf } from '@/lib/core/boundary/consent'
import { canonicalize, type Json } from '@/lib/core/canonical/json'
import { accountabilityRoles } from '@/lib/core/directory'
import { titleParts, titleText } from '@/lib/core/presentation/title'
import { findResource, readResource } from '@/lib/core/request/resource'
import { evaluateBoundary, prepareBoundary } from '@/lib/platform/cedar'
import { checkBoundary } from '@/lib/platform/cedar-text'
import { kestrel } from './kestrel'
import type { SeedAction, SeedWorkflow } from './shape'

const teamIds = new Map(kestrel.teams.map((team) => [team.slug, `tem_${team.slug}`]))
const everyAction = kestrel.workflows.flatMap((workflow) => workflow.actions.map((action) => ({ workflow, action })))

function level(
  workflow: SeedWorkflow,
  action: SeedAction,
  wish: { resource: string; params: { [key: string]: Json } },
  change: Partial<Facts> = {},
) {
  const runtime = change.agent?.runtime ?? runtimeFor(workflow)
  const pattern = findResource(
    wish.resource,
    action.resourceKind,
    workflow.resources.map((r, i) => ({ ...r, id: String(i) })),
  )
  if (!pattern) throw new Error(`${wish.resource} is not known`)
  const none = { count: 0, sum: 0 }
  const facts: Facts = {
    agent: { id: 'agt_test', slug: 'test', runtime },
    action: action.name,
    paramsSchema: action.paramsSchema,
    resource: {
      id: wish.resource,
      kind: pattern.kind,
      environment: pattern.environment,
      sensitivity: pattern.sensitivity,
    },
    params: wish.params,
    velocity: {
      agent_1h: none,
      agent_24h: none,
      sponsor_1h: none,
      sponsor_24h: none,
      resource_1h: none,
      resource_24h: none,
    },
    history: { denied_before: false, similar_denied: 0 },
    principals: 0,
    now: new Date('2026-11-23T10:00:00Z'),
    strength: 'private_key_jwt',
    emergency: false,
    hiddenCharacters: 0,
    secret: null,
    ...change,
  }
  const verdict = evaluateBoundary(
    prepareBoundary({ id: workflow.slug, cedar: workflow.boundary.cedar }),
    cedarRequest(facts),
  )
  expect(verdict.errors).toEqual([])
  const { consent, reasons } = combine(verdict, teamIds, action.titleTemplate === null)
  return { level: levelOf(consent), tier: consent.tier, consent, rules: reasons.map((reason) => reason.rule) }
}

/** The runtime whose agents work in a workflow. */
function runtimeFor(workflow: SeedWorkflow): string {
  const found = /Runtime::"([a-z0-9-]+)", action/.exec(workflow.boundary.cedar)?.[1]
  if (!found) throw new Error(`${workflow.slug} names no runtime`)
  return found
}

function find(name: string): { workflow: SeedWorkflow; action: SeedAction } {
  const found = everyAction.find(({ action }) => action.name === name)
  if (!found) throw new Error(name)
  return found
}

const judge = (name: string, resource: string, params: { [key: string]: Json }, change?: Partial<Facts>) => {
  const { workflow, action } = find(name)
  return level(workflow, action, { resource, params: { ...action.example.params, ...params } }, change)
}

describe('the demo content', () => {
  it('has at least four workflows and twelve action types, exactly one of them opaque', () => {
    expect(kestrel.workflows.length).toBeGreaterThanOrEqual(4)
    expect(everyAction.length).toBeGreaterThanOrEqual(12)
    expect(everyAction.filter(({ action }) => action.titleTemplate === null)).toHaveLength(1)
    expect(new Set(everyAction.map(({ action }) => action.name)).size).toBe(everyAction.length)
  })

  it.each(kestrel.workflows)('the boundary of $slug has no fault against the schema of its catalogue', (workflow) => {
    expect(checkBoundary(workflow.boundary.cedar, cedarSchemaFor(workflow.actions))).toMatchObject({ ok: true })
  })

  it.each(kestrel.drafts)(
    'the draft of $slug could be handed in: what keeps it back is who answers for it',
    (draft) => {
      expect(checkBoundary(draft.cedar, cedarSchemaFor(draft.actions))).toMatchObject({ ok: true })
      const open = accountabilityRoles.filter(
        (role) => !draft.accountability.some((assignment) => assignment.role === role && assignment.acknowledged),
      )
      expect(open).toEqual(['logging', 'incident_response'])
    },
  )

  it.each(kestrel.workflows)(
    'the boundary of $slug names existing teams and runtimes only, and a second person activated it',
    ({ boundary }) => {
      for (const [, slug] of boundary.cedar.matchAll(/team:([a-z0-9-]+)/g)) expect([...teamIds.keys()]).toContain(slug)
      const runtimes = kestrel.runtimes.map((runtime) => runtime.slug)
      for (const [, slug] of boundary.cedar.matchAll(/Runtime::"([^"]+)"/g)) expect(runtimes).toContain(slug)
      expect(boundary.author).not.toBe(boundary.reviewer)
    },
  )

  it.each(everyAction)(
    'the example of $action.name fits its schema and names an existing resource and executor',
    ({ workflow, action }) => {
      const validate = new Ajv2020({ strict: true, allErrors: true }).compile(action.paramsSchema)
      expect(validate(action.example.params), JSON.stringify(validate.errors)).toBe(true)
      expect(validate({ ...action.example.params, extra: 1 })).toBe(false)
      expect(readResource(action.example.resource)?.kind).toBe(action.resourceKind)
      expect(
        findResource(
          action.example.resource,
          action.resourceKind,
          workflow.resources.map((r, i) => ({ ...r, id: String(i) })),
        ),
      ).not.toBeNull()
      expect(kestrel.executors.map((executor) => executor.slug)).toContain(action.example.executor)
      canonicalize(action.example.params)
    },
  )

  it.each(everyAction)('every param of $action.name has a label, and its title begins with its verb', ({ action }) => {
    const properties = Object.keys(Object(action.paramsSchema.properties))
    expect(action.paramLabels.map((label) => label.name).sort()).toEqual(properties.sort())
    if (action.titleTemplate === null) return
    expect(action.titleTemplate.toLowerCase().startsWith(`${action.riskFacts.verb} `)).toBe(true)
    const names = [...action.titleTemplate.matchAll(/\{([a-z_]+)\}/g)].map((match) => match[1])
    for (const name of names) expect([...properties, 'resource']).toContain(name)
    expect(titleText(titleParts(action, action.example.params, action.example.resource))).not.toContain('—')
  })

  it.each(kestrel.workflows)(
    'all five accountability roles of $slug are named, by somebody who is there',
    ({ accountability, owners }) => {
      expect(accountability.map((a) => a.role).sort()).toEqual([
        'accountable_owner',
        'approval_logic',
        'execution',
        'incident_response',
        'logging',
      ])
      const active = kestrel.people.filter((person) => !person.left).map((person) => person.key)
      for (const { by } of accountability) if ('person' in by) expect(active).toContain(by.person)
      for (const owner of owners) expect(active).toContain(owner)
    },
  )

  it.each(everyAction)(
    'every consent that $action.name can need can be given without those who sponsor agent or executor',
    ({ workflow, action }) => {
      const checked = checkBoundary(workflow.boundary.cedar, cedarSchemaFor(workflow.actions))
      const rules = checked.ok ? checked.rules.filter((rule) => rule.tier === 'approve') : []
      const executor = kestrel.executors.find((candidate) => candidate.slug === action.example.executor)
      for (const agent of kestrel.agents.filter((candidate) => candidate.runtime === runtimeFor(workflow))) {
        for (const rule of rules) {
          const members = new Set(
            kestrel.teams.filter((team) => rule.approvers.includes(team.slug)).flatMap((team) => team.members),
          )
          members.delete(agent.sponsor)
          members.delete(executor?.sponsor ?? '')
          expect(members.size, rule.id).toBeGreaterThanOrEqual(rule.quorum)
        }
      }
    },
  )

  it('the administrator and those who left are in no team', () => {
    const outside = kestrel.people.filter((person) => person.left || person.roles?.includes('admin'))
    expect(outside.length).toBe(2)
    for (const team of kestrel.teams) for (const person of outside) expect(team.members).not.toContain(person.key)
  })
})

describe('what the boundaries demand', () => {
  it.each([
    ['payments.read_ledger', 'ledger:refunds', {}, 'T0', 'allow'],
    ['payments.refund', 'charge:test_1', { amount: 90_000 }, 'T0', 'allow'],
    ['payments.refund', 'charge:ch_1001', { amount: 1_990 }, 'T0', 'notify'],
    ['payments.refund', 'charge:ch_1001', { amount: 8_450 }, 'T1', 'approve'],
    ['payments.refund', 'charge:ch_1001', { amount: 124_000 }, 'T3', 'approve'],
    ['payments.refund', 'charge:ch_1001', { amount: 1_000_001 }, 'TX', 'deny'],
    ['payments.payout', 'supplier:brightpack-gmbh', { scheduled: true }, 'T2', 'approve'],
    ['payments.payout', 'supplier:brightpack-gmbh', { scheduled: false }, 'T3', 'approve'],
    ['payments.raise_credit_limit', 'customer:2290', {}, 'T2', 'approve'],
    ['payments.raise_credit_limit', 'customer:2290', { limit: 2_000_001 }, 'TX', 'deny'],
    ['db.read_rows', 'table:staging.orders', {}, 'T0', 'allow'],
    ['db.read_rows', 'table:prod.orders', {}, 'T0', 'notify'],
    ['db.read_rows', 'table:prod.customers', {}, 'T1', 'approve'],
    ['db.delete_rows', 'table:prod.orders', { limit: 10 }, 'T2', 'approve'],
    ['db.delete_rows', 'table:prod.orders', { limit: 40 }, 'T3', 'approve'],
    ['db.delete_rows', 'table:prod.orders', { limit: 5_001 }, 'TX', 'deny'],
    ['db.delete_rows', 'table:prod.invoices', { limit: 1 }, 'TX', 'deny'],
    ['db.export_rows', 'table:prod.customers', { destination: 'partner-sftp' }, 'TX', 'deny'],
    ['db.run_script', 'database:shop-staging', {}, 'T2', 'approve'],
    ['db.run_script', 'database:shop-prod', {}, 'T3', 'approve'],
    ['secrets.deliver', 'secret:stripe/test/api-key', {}, 'T0', 'allow'],
    ['secrets.deliver', 'secret:stripe/live/webhook', {}, 'T2', 'approve'],
    ['secrets.deliver', 'secret:stripe/live/api-key', {}, 'T3', 'approve'],
    ['secrets.deliver', 'secret:stripe/live/webhook', { lifetime: 7_200 }, 'TX', 'deny'],
    ['secrets.rotate', 'secret:database/prod/reporting', {}, 'T1', 'approve'],
    ['deploy.release', 'cluster:staging-1', {}, 'T0', 'allow'],
    ['deploy.release', 'cluster:eu-1', { strategy: 'canary' }, 'T0', 'notify'],
    ['deploy.release', 'cluster:eu-1', {}, 'T2', 'approve'],
    ['deploy.release', 'cluster:eu-1', { schema_change: true }, 'T3', 'approve'],
    ['deploy.release', 'cluster:eu-1', { strategy: 'all_at_once' }, 'TX', 'deny'],
    ['deploy.scale', 'cluster:eu-1', { replicas: 0 }, 'TX', 'deny'],
    ['deploy.set_flag', 'flag:express-checkout', {}, 'T1', 'approve'],
    ['care.add_note', 'customer:1204', {}, 'T0', 'allow'],
    ['care.send_message', 'segment:delayed-orders', { recipients: 20 }, 'T0', 'notify'],
    ['care.send_message', 'segment:delayed-orders', {}, 'T1', 'approve'],
    ['care.send_message', 'segment:delayed-orders', { recipients: 2_000 }, 'T3', 'approve'],
  ] as const)('%s on %s with %o is %s', (name, resource, params, expected, tier) => {
    expect(judge(name, resource, params)).toMatchObject({ level: expected, tier })
  })

  it('a fourth refund of one charge, hidden characters and a retry of a denial raise a small refund to a passkey', () => {
    const small = { amount: 1_000 }
    const window = (count: number) => ({ count, sum: 0 })
    const velocity = {
      agent_1h: window(3),
      agent_24h: window(3),
      sponsor_1h: window(3),
      sponsor_24h: window(3),
      resource_1h: window(3),
      resource_24h: window(3),
    }
    expect(judge('payments.refund', 'charge:ch_1001', small, { velocity }).level).toBe('T2')
    expect(judge('payments.refund', 'charge:ch_1001', small, { hiddenCharacters: 1 }).level).toBe('T2')
    expect(
      judge('payments.refund', 'charge:ch_1001', small, { history: { denied_before: true, similar_denied: 1 } }).level,
    ).toBe('T2')
  })

  it('an agent on the runtime of a vendor moves no money, and a payout needs a proven key', () => {
    const vendor = { id: 'agt_test', slug: 'test', runtime: 'ci-runners' }
    expect(judge('payments.refund', 'charge:test_1', { amount: 1 }, { agent: vendor }).tier).toBe('deny')
    expect(judge('payments.payout', 'supplier:northwind-freight', {}, { strength: 'api_key' }).tier).toBe('deny')
  })

  it('an export needs somebody of the database team and somebody of compliance', () => {
    const { consent } = judge('db.export_rows', 'table:prod.customers', {})
    expect(consent.quorum).toBe(2)
    expect(consent.groups).toContainEqual({ rule: 'export-database', team_ids: ['tem_dba-oncall'], quorum: 1 })
    expect(consent.groups).toContainEqual({ rule: 'export-compliance', team_ids: ['tem_compliance'], quorum: 1 })
  })
})
