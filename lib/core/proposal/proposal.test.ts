import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf, workflowOf } from '@/e2e/support/directory'
import { isRecovering } from '../people/recovering'
import { changeOf, stillFits } from './change'
import { sayChange, sayLines } from './explain'
import { type ChangeOf, proposalKinds } from './kinds'
import { deciders, whyNotDecide, whyNotPropose } from './may'

const now = new Date('2026-11-26T12:00:00Z')
const directory = directoryWith({
  people: new Map([
    personOf('admin', { roles: ['admin'] }),
    personOf('second', { roles: ['admin'] }),
    personOf('reviewer', { roles: ['compliance'] }),
    personOf('owner'),
    personOf('other'),
    personOf('plain'),
    personOf('left', { roles: ['admin'], status: 'disabled' }),
    personOf('back', { roles: ['admin'], recoveringUntil: new Date('2026-11-26T13:00:00Z') }),
  ]),
  teams: new Map([teamOf('team', 'ops', ['plain', 'owner'], { leadId: 'plain' })]),
  workflows: new Map([workflowOf('pay', { ownerIds: ['owner'] }), workflowOf('care', { ownerIds: ['other'] })]),
  agents: new Map([
    [
      'bot',
      { id: 'bot', slug: 'bot', title: '', sponsorId: 'admin', runtimeId: 'run', status: 'quarantined' as const },
    ],
  ]),
  runtimes: new Map([runtimeOf('run', { status: 'quarantined' })]),
})

const role: ChangeOf = {
  kind: 'person.role',
  subject: { person_id: 'reviewer', role: 'admin' },
  before: { has: false },
  after: { has: true },
}
const ownership: ChangeOf = {
  kind: 'runtime.ownership',
  subject: { runtime: 'run', action: 'a.b', pattern: 'x:*', other_workflow_id: 'care' },
  before: { workflow_id: null },
  after: { workflow_id: 'pay' },
}

describe('who decides', () => {
  test('never who proposed it, whom it concerns, who left, or who has neither role', () => {
    const proposal = { proposedBy: 'admin', change: role }
    const codes = ['admin', 'reviewer', 'plain', 'left'].map((id) => whyNotDecide(id, proposal, directory)?.code)
    expect(codes).toEqual(['proposal.own', 'proposal.concerns_you', 'auth.forbidden', 'auth.forbidden'])
    expect(deciders(proposal, directory)).toEqual(['second', 'back'])
  })

  test('on a machine never its sponsor', () => {
    const change = changeOf({ kind: 'machine.resume', subject: { machine_id: 'bot' } }, directory)
    if (!change.ok) throw new Error(change.refusal.code)
    expect(deciders({ proposedBy: 'owner', change: change.value }, directory)).toEqual(['second', 'reviewer', 'back'])
  })

  test('on a shared claim only an owner of the workflow that gives it up', () => {
    expect(deciders({ proposedBy: 'owner', change: ownership }, directory)).toEqual(['other'])
  })
})

describe('who proposes', () => {
  test('a role: administrators who are not just let in again', () => {
    const codes = ['admin', 'reviewer', 'owner', 'left', 'back'].map(
      (id) => whyNotPropose(id, role, directory, now)?.code,
    )
    expect(codes).toEqual([undefined, 'auth.forbidden', 'auth.forbidden', 'auth.forbidden', 'person.recovering'])
    expect(isRecovering('back', directory, new Date('2026-11-26T13:00:00Z'))).toBe(false)
  })

  test('a claim: an owner of the workflow that would judge it, whatever their role', () => {
    const codes = ['owner', 'other', 'admin'].map((id) => whyNotPropose(id, ownership, directory, now)?.code)
    expect(codes).toEqual([undefined, 'auth.forbidden', 'auth.forbidden'])
  })
})

describe('a change', () => {
  test('is what holds now against what is to hold, and no longer fits when that changed', () => {
    const change = changeOf({ kind: 'team.lead', subject: { team_id: 'team' }, after: { lead_id: 'owner' } }, directory)
    expect(change).toMatchObject({ ok: true, value: { before: { lead_id: 'plain' }, after: { lead_id: 'owner' } } })
    if (!change.ok) return
    expect(stillFits(change.value, directory)).toBe(true)
    const moved = new Map([teamOf('team', 'ops', ['plain', 'owner'], { leadId: null })])
    expect(stillFits(change.value, { ...directory, teams: moved })).toBe(false)
    const gone = new Map([teamOf('team', 'ops', ['plain'], { leadId: 'plain' })])
    expect(stillFits(change.value, { ...directory, teams: gone })).toBe(false)
  })

  test('that names nobody active, or is so already, is none', () => {
    const add = (person_id: string) =>
      changeOf({ kind: 'team.member', subject: { team_id: 'team', person_id } }, directory)
    expect(add('left')).toMatchObject({ refusal: { code: 'not_found' } })
    expect(add('plain')).toMatchObject({ refusal: { code: 'request.invalid' } })
    expect(add('other')).toMatchObject({ ok: true })
  })

  test('of the fatigue guard is one where it weakens it; what strengthens it waits for nobody', () => {
    const wish = (approvals: number, rest_minutes: number) =>
      changeOf({ kind: 'organisation.guard', subject: {}, after: { approvals, rest_minutes } }, directory)
    for (const weaker of [wish(13, 20), wish(0, 20), wish(12, 19), wish(6, 19)]) {
      if (!weaker.ok) throw new Error(weaker.refusal.code)
      expect(weaker.value.before).toEqual({ approvals: 12, rest_minutes: 20 })
      expect(whyNotPropose('admin', weaker.value, directory, now)).toBeNull()
      expect(whyNotPropose('reviewer', weaker.value, directory, now)).toMatchObject({ code: 'auth.forbidden' })
      expect(deciders({ proposedBy: 'admin', change: weaker.value }, directory)).toEqual(['second', 'reviewer', 'back'])
      const stricter = { ...directory.organisation, guard: { many: 6, restMinutes: 20 } }
      expect(stillFits(weaker.value, { ...directory, organisation: stricter })).toBe(false)
    }
    for (const other of [wish(12, 20), wish(11, 20), wish(12, 21)])
      expect(other).toMatchObject({ refusal: { code: 'request.invalid', errors: [{ pointer: '/after' }] } })
  })

  test('a lead is a member of the team', () => {
    const wish = { kind: 'team.lead', subject: { team_id: 'team' }, after: { lead_id: 'other' } } as const
    expect(changeOf(wish, directory)).toMatchObject({ refusal: { code: 'request.invalid' } })
  })
})

test('every kind has a sentence and lines, whatever is stored', () => {
  for (const kind of proposalKinds) {
    const said = { kind, subject: null, before: null, after: null }
    expect(sayChange(said, (id) => id)).toMatch(/^[a-z].*\S$/)
    expect(sayLines(said, (id) => id).length).toBeGreaterThan(0)
  }
})

test('every kind is said in German, with the same names and as many lines', () => {
  const guard = { approvals: 12, rest_minutes: 20 }
  const subject = {
    person_id: 'Mei Lin',
    role: 'admin',
    team_id: 'ops',
    workflow_id: 'Payments',
    machine_id: 'billing-agent',
    runtime_id: 'batch-eu-1',
    runtime: 'batch-eu-1',
    action: 'a.b',
    pattern: 'x:*',
  }
  const names = ['Mei Lin', 'ops', 'Payments', 'Ada', 'billing-agent', 'batch-eu-1', 'a.b', 'x:*', '12', '20']
  for (const kind of proposalKinds) {
    const change = {
      kind,
      subject,
      before: { ...guard, status: 'suspended', lead_id: null, workflow_id: null },
      after: { ...guard, status: 'active', lead_id: 'Ada', workflow_id: 'Payments' },
    }
    const of = (id: string) => id
    const [english, german] = [sayChange(change, of), sayChange(change, of, 'de')]
    expect(german).not.toBe(english)
    for (const name of names) expect([kind, name, german.includes(name)]).toEqual([kind, name, english.includes(name)])
    const lines = (language: 'en' | 'de') =>
      sayLines(change, of, language).map(({ label, before, after }) => [label, before, after])
    expect(lines('de')).toHaveLength(lines('en').length)
    expect(lines('de')).not.toEqual(lines('en'))
  }
})
