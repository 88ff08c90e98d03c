import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf, workflowOf } from '@/e2e/support/directory'
import type { Directory } from '../directory'
import { isLastAdmin } from './administer'
import { confirmsExactly, orphansOf } from './orphans'

const people = new Map([personOf('ada'), personOf('bob'), personOf('left', { status: 'disabled' })])
const kindsOf = (person: string, over: Partial<Directory>, quorum = 1) =>
  orphansOf(person, directoryWith({ people, ...over }), () => [{ id: 'rule', approvers: ['leads'], quorum }]).map(
    ({ kind, id }) => `${kind} ${id}`,
  )

describe('what nobody would answer for', () => {
  test('is nothing when somebody answers for nothing', () => {
    expect(kindsOf('ada', {})).toEqual([])
  })

  test('a workflow only when its last active owner leaves', () => {
    const owned = (...ownerIds: string[]) => ({ workflows: new Map([workflowOf('pay', { ownerIds })]) })
    expect(kindsOf('ada', owned('ada', 'bob'))).toEqual([])
    expect(kindsOf('ada', owned('ada'))).toEqual(['workflow_owner pay'])
    expect(kindsOf('ada', owned('ada', 'left'))).toEqual(['workflow_owner pay'])
  })

  test('a rule only when fewer people are left than its quorum', () => {
    const leads = (...members: string[]) => ({
      teams: new Map([teamOf('t', 'leads', members)]),
      workflows: new Map([workflowOf('pay')]),
    })
    expect(kindsOf('ada', leads('ada', 'bob'))).toEqual([])
    expect(kindsOf('ada', leads('ada', 'bob'), 2)).toEqual(['approver_team pay/rule'])
    expect(kindsOf('ada', leads('ada', 'left'))).toEqual(['approver_team pay/rule'])
    expect(kindsOf('ada', leads('bob'), 2)).toEqual([])
  })

  test('a team that they lead, a runtime of theirs and each part of a vendor’s that they own, each under an id of its own', () => {
    const vendor = {
      name: 'V',
      contract: 'c',
      contact: 'x',
      approvalLogic: 'ada',
      logging: 'vendor',
      incidentResponse: 'ada',
    }
    const all = kindsOf('ada', {
      teams: new Map([teamOf('t', 'others', ['ada'], { leadId: 'ada' })]),
      runtimes: new Map([runtimeOf('run', { ownerId: 'ada', vendor })]),
    })
    expect(all).toEqual(['team_lead t', 'runtime run', 'runtime run/approvalLogic', 'runtime run/incidentResponse'])
    expect(new Set(all).size).toBe(all.length)
  })
})

test('a confirmation names every orphan once and nothing else', () => {
  const orphans = ['a', 'b'].map((id) => ({ kind: 'role' as const, id, title: id, detail: '' }))
  expect(confirmsExactly(['a', 'b'], orphans)).toBe(true)
  expect(confirmsExactly(['b', 'a', 'a'], orphans)).toBe(true)
  for (const wrong of [[], ['a'], ['a', 'b', 'c'], ['a', 'c']]) expect(confirmsExactly(wrong, orphans)).toBe(false)
})

test('an administrator who left is none, and a disabled account is never the last one', () => {
  const admins = directoryWith({
    people: new Map([
      personOf('ada', { roles: ['admin'] }),
      personOf('left', { roles: ['admin'], status: 'disabled' }),
    ]),
  })
  expect([isLastAdmin('ada', admins), isLastAdmin('left', admins)]).toEqual([true, false])
})
