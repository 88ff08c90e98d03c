import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf } from '@/e2e/support/directory'
import type { Verdict } from '../boundary/combine'
import type { Consent } from '../boundary/consent'
import type { Rule } from '../boundary/rule'
import type { Directory, DirectoryWorkflow } from '../directory'
import { requestDigest } from '../request/digest'
import { grantWindow } from './redeemable'
import { type Consented, checkRedemption, type Presented } from './redemption'

const now = new Date('2026-11-23T10:00:00Z')
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
const notAfter = later(900)
const rule = (over: Partial<Rule> = {}): Rule => ({
  id: 'r',
  effect: 'permit',
  tier: 'approve',
  approvers: ['leads'],
  quorum: 1,
  stepup: 'none',
  grantTtlSeconds: 600,
  decideWithinSeconds: 600,
  graceSeconds: 0,
  batch: 'T1',
  denyThreshold: 1,
  attestations: [],
  prompt: null,
  reason: 'r',
  ...over,
})
const assigned = (role: string) => ({
  id: `asg_${role}`,
  role,
  personId: 'owner',
  teamId: null,
  vendor: null,
  acknowledgedAt: now,
  acknowledgedById: 'owner',
  reviewDue: later(86_400),
})
const workflow: DirectoryWorkflow = {
  id: 'wfl',
  slug: 'payments',
  title: 'Payments',
  codePrefix: 'PAY',
  status: 'active',
  ownerIds: [],
  boundary: { id: 'bnd2', version: 4, cedar: '', cedarSchema: {}, loosened: null },
  actionTypes: new Map([
    [
      'payments.refund',
      {
        name: 'payments.refund',
        title: 'Refund',
        paramsSchema: { type: 'object', properties: { amount: { type: 'integer' } } },
        resourceKind: 'charge',
        titleTemplate: 'Refund',
        paramLabels: [],
        riskFacts: { reversible: false, undo: '', money: true, dataClass: 'none', verb: 'refund' },
        example: {},
      },
    ],
  ]),
  resources: [
    {
      id: 'res',
      kind: 'charge',
      pattern: 'charge:*',
      title: 'Charge',
      environment: 'prod',
      sensitivity: 'high',
      facts: {},
    },
  ],
  agents: new Set(['a']),
  executors: new Set(['e']),
  runtimes: new Set(['rt']),
  assignments: ['accountable_owner', 'approval_logic', 'logging', 'incident_response', 'execution'].map(
    assigned,
  ) as DirectoryWorkflow['assignments'],
}
const directory = (over: Partial<Directory> = {}): Directory =>
  directoryWith({
    people: new Map([personOf('ana'), personOf('bo'), personOf('owner')]),
    teams: new Map([teamOf('t1', 'leads', ['ana', 'bo'])]),
    agents: new Map([
      ['agt', { id: 'agt', slug: 'a', title: '', sponsorId: 'sponsor', runtimeId: 'rt', status: 'active' }],
    ]),
    executors: new Map([['exr', { id: 'exr', slug: 'e', title: '', sponsorId: 'sponsor', status: 'active' }]]),
    runtimes: new Map([runtimeOf('rt')]),
    workflows: new Map([['wfl', workflow]]),
    ...over,
  })
const consent = (over: Partial<Consent> = {}): Consent => ({
  tier: 'approve',
  groups: [{ rule: 'r', team_ids: ['t1'], quorum: 1 }],
  quorum: 1,
  stepup: 'none',
  grant_ttl_s: 600,
  decide_within_s: 600,
  grace_s: 0,
  deny_threshold: 1,
  ...over,
})
const base = {
  workflow: 'payments',
  boundaryVersion: 3,
  agent: 'agt',
  principals: [],
  action: 'payments.refund',
  resource: 'charge:1',
  params: { amount: 5 },
  executor: 'exr',
  secret: null,
  requestId: 'req',
  notAfter,
}
const consented = (over: Partial<Consented> = {}, given: Partial<Consent> = {}): Consented => ({
  executorId: 'exr',
  status: 'issued',
  notBefore: now,
  expiresAt: later(600),
  request: {
    id: 'req',
    workflowId: 'wfl',
    boundaryVersion: 3,
    agentId: 'agt',
    sponsorId: 'sponsor',
    executorId: 'exr',
    principals: [],
    barred: [],
    action: 'payments.refund',
    resource: 'charge:1',
    params: { amount: 5 },
    secret: null,
    digest: requestDigest(base),
    notAfter,
    createdAt: now,
    consent: consent(given),
    context: { velocity: {}, history: {}, credential: { strength: 'api_key' } },
    emergency: false,
  },
  decisions: [{ personId: 'ana', verb: 'approve', passkeyId: null }],
  ...over,
})
const presented = (over: Partial<Presented> = {}): Presented => ({
  executorId: 'exr',
  action: 'payments.refund',
  resource: 'charge:1',
  params: { amount: 5 },
  secret: null,
  ...over,
})
const verdict = (over: Partial<Verdict> = {}): Verdict => ({ permits: [rule()], forbids: [], errors: [], ...over })
const check = (c: Consented, p: Presented, v: Verdict, d: Directory, at = now) =>
  checkRedemption(c, p, at, () => ({ evaluate: () => v, conditionsOf: () => [] }), d)

test('consent holds when nothing has changed', () => {
  expect(check(consented(), presented(), verdict(), directory())).toMatchObject({ holds: true, boundaryId: 'bnd2' })
})

describe('consent no longer holds', () => {
  const without = (id: string) => new Map([...directory().people].filter(([key]) => key !== id))
  test.each<[string, string, Consented, Presented, Verdict, Directory, Date]>([
    [
      'another amount (ATTACKS 1)',
      'action_mismatch',
      consented(),
      presented({ params: { amount: 6 } }),
      verdict(),
      directory(),
      now,
    ],
    [
      'another resource',
      'action_mismatch',
      consented(),
      presented({ resource: 'charge:2' }),
      verdict(),
      directory(),
      now,
    ],
    [
      'another executor (ATTACKS 37)',
      'wrong_executor',
      consented(),
      presented({ executorId: 'exr2' }),
      verdict(),
      directory(),
      now,
    ],
    ['used before', 'not_issued', consented({ status: 'redeemed' }), presented(), verdict(), directory(), now],
    ['revoked', 'not_issued', consented({ status: 'revoked' }), presented(), verdict(), directory(), now],
    ['at its end', 'expired', consented(), presented(), verdict(), directory(), later(600)],
    ['still in grace', 'not_yet_valid', consented({ notBefore: later(5) }), presented(), verdict(), directory(), now],
    [
      'approver gone (ATTACKS 31)',
      'approver_lost',
      consented(),
      presented(),
      verdict(),
      directory({ people: without('ana') }),
      now,
    ],
    [
      'approver out of the team (ATTACKS 30)',
      'approver_lost',
      consented(),
      presented(),
      verdict(),
      directory({
        teams: new Map([teamOf('t1', 'leads', ['bo'])]),
      }),
      now,
    ],
    [
      'boundary now forbids (ATTACKS 40)',
      'boundary_forbids',
      consented(),
      presented(),
      verdict({ permits: [], forbids: [rule({ effect: 'forbid', tier: 'deny' })] }),
      directory(),
      now,
    ],
    ['no rule any more', 'boundary_forbids', consented(), presented(), verdict({ permits: [] }), directory(), now],
    [
      'the engine fails (ATTACKS 41)',
      'boundary_forbids',
      consented(),
      presented(),
      verdict({ errors: ['boom'] }),
      directory(),
      now,
    ],
    [
      'two people now demanded',
      'boundary_demands_more',
      consented(),
      presented(),
      verdict({ permits: [rule({ quorum: 2 })] }),
      directory(),
      now,
    ],
    [
      'a passkey now demanded',
      'boundary_demands_more',
      consented(),
      presented(),
      verdict({ permits: [rule({ stepup: 'passkey' })] }),
      directory(),
      now,
    ],
    [
      'policy alone had consented, people now demanded',
      'boundary_demands_more',
      consented({ decisions: [] }, { tier: 'allow', groups: [], quorum: 0 }),
      presented(),
      verdict(),
      directory(),
      now,
    ],
    [
      'agent suspended (ATTACKS 87)',
      'agent_suspended',
      consented(),
      presented(),
      verdict(),
      directory({
        agents: new Map([
          ['agt', { id: 'agt', slug: 'a', title: '', sponsorId: 's', runtimeId: 'rt', status: 'retired' }],
        ]),
      }),
      now,
    ],
    [
      'executor suspended',
      'executor_suspended',
      consented(),
      presented(),
      verdict(),
      directory({ executors: new Map() }),
      now,
    ],
    [
      'runtime suspended',
      'runtime_suspended',
      consented(),
      presented(),
      verdict(),
      directory({ runtimes: new Map() }),
      now,
    ],
    [
      'workflow suspended',
      'workflow_inactive',
      consented(),
      presented(),
      verdict(),
      directory({ workflows: new Map([['wfl', { ...workflow, status: 'suspended' }]]) }),
      now,
    ],
    [
      'nobody accountable',
      'accountability_gap',
      consented(),
      presented(),
      verdict(),
      directory({ workflows: new Map([['wfl', { ...workflow, assignments: [] }]]) }),
      now,
    ],
  ])('%s: %s', (_, lost, c, p, v, d, at) => {
    expect(check(c, p, v, d, at)).toEqual({ holds: false, lost })
  })
})

test('a boundary that was loosened meanwhile changes nothing (ATTACKS 39)', () => {
  expect(
    check(consented(), presented(), verdict({ permits: [rule({ tier: 'allow', approvers: [] })] }), directory()).holds,
  ).toBe(true)
})

describe('the window of a grant', () => {
  test('is the shortest of rule, shortening and deadline, after the grace', () => {
    expect(grantWindow(consent({ grace_s: 10 }), [null, 120], notAfter, now)).toEqual({
      notBefore: later(10),
      expiresAt: later(130),
    })
    expect(grantWindow(consent({ grant_ttl_s: 7_200 }), [], notAfter, now).expiresAt).toEqual(notAfter)
  })
})
