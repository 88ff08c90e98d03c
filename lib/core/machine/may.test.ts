import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf, workflowOf } from '@/e2e/support/directory'
import type { Assignment } from '../directory'
import { concernedByMachine } from './concerned'
import { findMachine, machinesOf } from './machine'
import {
  mayChangeSponsor,
  mayManageMachine,
  mayManageRuntime,
  mayRegister,
  mayRegisterRuntime,
  mayResumeMachine,
} from './may-manage'
import { maySeeRuntime, mayStopMachine, mayStopRuntime, mayStopWorkflow } from './may-stop'
import { stopsFrom } from './stop'

const assigned = (role: Assignment['role'], who: Partial<Assignment>): Assignment => ({
  id: role,
  role,
  personId: null,
  teamId: null,
  vendor: null,
  acknowledgedAt: new Date(0),
  acknowledgedById: null,
  reviewDue: new Date(9e15),
  ...who,
})

const people = [
  'sponsor',
  'runtime',
  'owner',
  'accountable',
  'incidents',
  'logger',
  'approver',
  'stranger',
  'elsewhere',
]
const directory = directoryWith({
  people: new Map([
    ...people.map((id) => personOf(id)),
    personOf('admin', { roles: ['admin'] }),
    personOf('compliance', { roles: ['compliance'] }),
    personOf('left', { status: 'disabled', roles: ['admin'] }),
  ]),
  teams: new Map([teamOf('t1', 'oncall', ['incidents', 'approver'], { leadId: 'incidents' })]),
  runtimes: new Map([runtimeOf('place', { ownerId: 'runtime' })]),
  agents: new Map([
    ['agt_1', { id: 'agt_1', slug: 'one', title: 'One', sponsorId: 'sponsor', runtimeId: 'place', status: 'active' }],
    ['agt_2', { id: 'agt_2', slug: 'two', title: 'Two', sponsorId: 'elsewhere', runtimeId: 'place', status: 'active' }],
  ]),
  executors: new Map([
    ['exr_1', { id: 'exr_1', slug: 'runner', title: 'Runner', sponsorId: 'sponsor', status: 'active' }],
  ]),
  auditors: new Map([['aud_1', { id: 'aud_1', slug: 'feed', title: 'Feed', status: 'active' }]]),
  pipelines: new Map([['pip_1', { id: 'pip_1', slug: 'repo', title: 'Repo', sponsorId: 'sponsor', status: 'active' }]]),
  workflows: new Map([
    workflowOf('pay', {
      ownerIds: ['owner'],
      agents: new Set(['one']),
      executors: new Set(['runner']),
      runtimes: new Set(['place']),
      assignments: [
        assigned('accountable_owner', { personId: 'accountable' }),
        assigned('incident_response', { teamId: 't1' }),
        assigned('logging', { personId: 'logger' }),
      ],
    }),
    workflowOf('other', { ownerIds: ['elsewhere'] }),
  ]),
})
const everybody = [...directory.people.keys()]
const machine = (id: string) => {
  const found = findMachine(id, directory)
  if (!found) throw new Error(`there is no ${id}`)
  return found
}

describe('who may stop, and so is shown it', () => {
  test.each([
    ['agt_1', ['sponsor', 'runtime', 'owner', 'accountable', 'incidents', 'admin', 'compliance']],
    ['agt_2', ['runtime', 'elsewhere', 'admin', 'compliance']],
    ['exr_1', ['sponsor', 'owner', 'accountable', 'incidents', 'admin', 'compliance']],
    ['aud_1', ['admin', 'compliance']],
    ['pip_1', ['sponsor', 'admin', 'compliance']],
  ])('%s: %j and nobody else', (id, who) => {
    expect(everybody.filter((person) => mayStopMachine(person, machine(id), directory)).sort()).toEqual([...who].sort())
  })

  test('a runtime: not those who sponsor a single agent inside, though they may look', () => {
    const runtime = directory.runtimes.get('place')
    if (!runtime) throw new Error('there is no runtime')
    const stop = ['runtime', 'owner', 'accountable', 'incidents', 'admin', 'compliance']
    expect(everybody.filter((person) => mayStopRuntime(person, runtime, directory)).sort()).toEqual(stop.sort())
    expect(everybody.filter((person) => maySeeRuntime(person, runtime, directory)).sort()).toEqual(
      [...stop, 'sponsor', 'elsewhere'].sort(),
    )
    expect(everybody.filter((person) => mayManageRuntime(person, runtime, directory)).sort()).toEqual([
      'admin',
      'runtime',
    ])
  })

  test('a workflow: its owners, who answers for outcome and incidents, administrators; not compliance', () => {
    const workflow = directory.workflows.get('pay')
    if (!workflow) throw new Error('there is no workflow')
    expect(everybody.filter((person) => mayStopWorkflow(person, workflow, directory)).sort()).toEqual(
      ['accountable', 'admin', 'incidents', 'owner'].sort(),
    )
  })
})

describe('who may loosen', () => {
  test('only its sponsor, the owner of its runtime and administrators let an agent go on; its credentials are for the first and the last', () => {
    const may = (ask: typeof mayResumeMachine) =>
      everybody.filter((person) => ask(person, machine('agt_1'), directory)).sort()
    expect(may(mayResumeMachine)).toEqual(['admin', 'runtime', 'sponsor'])
    expect(may(mayManageMachine)).toEqual(['admin', 'sponsor'])
    expect(everybody.filter((person) => mayChangeSponsor(person, directory))).toEqual(['admin'])
  })

  test.each([
    ['owner', 'agent', 'owner', true],
    ['owner', 'agent', 'sponsor', false],
    ['owner', 'auditor', null, false],
    ['owner', 'pipeline', 'owner', false],
    ['sponsor', 'agent', 'sponsor', false],
    ['admin', 'pipeline', 'sponsor', true],
    ['left', 'agent', 'left', false],
  ] as const)('%s registers an %s sponsored by %s: %s', (person, kind, sponsorId, may) => {
    expect(mayRegister(person, { kind, sponsorId }, directory)).toBe(may)
  })

  test('a runtime is registered by administrators, and by owners of a workflow who will own it', () => {
    expect(mayRegisterRuntime('admin', null, directory)).toBe(true)
    expect(mayRegisterRuntime('owner', 'owner', directory)).toBe(true)
    expect(mayRegisterRuntime('owner', null, directory)).toBe(false)
    expect(mayRegisterRuntime('stranger', 'stranger', directory)).toBe(false)
  })
})

test('a stop never widens: nothing goes from quarantined to suspended, nothing leaves retired', () => {
  expect(stopsFrom('active', 'agent')).toEqual(['suspended', 'quarantined', 'retired'])
  expect(stopsFrom('suspended', 'executor')).toEqual(['quarantined', 'retired'])
  expect(stopsFrom('quarantined', 'agent')).toEqual(['retired'])
  expect(stopsFrom('retired', 'agent')).toEqual([])
  expect(stopsFrom('active', 'auditor')).toEqual(['suspended'])
  expect(stopsFrom('active', 'runtime')).toEqual(['suspended', 'quarantined'])
  expect(stopsFrom('quarantined', 'runtime')).toEqual([])
})

test('who answers for it is told of a stop, once each, and nobody who left', () => {
  expect(concernedByMachine(machine('agt_1'), directory).sort()).toEqual(
    ['accountable', 'incidents', 'owner', 'runtime', 'sponsor'].sort(),
  )
})

test('machines of one kind come by slug', () => {
  expect(machinesOf(directory).map(({ id }) => id)).toEqual(['agt_1', 'agt_2', 'exr_1', 'aud_1', 'pip_1'])
})
