import { describe, expect, test } from 'vitest'
import { directoryWith, longAgo, personOf, workflowOf } from '@/e2e/support/directory'
import type { Assignment, DirectoryAgent } from '../directory'
import { mayApprove, missingReviews, type Reviewed, reviewsNeeded } from './review'

const accountable: Assignment = {
  id: 'asg_1',
  role: 'accountable_owner',
  personId: 'ana',
  teamId: null,
  vendor: null,
  acknowledgedAt: longAgo,
  acknowledgedById: 'ana',
  reviewDue: new Date('2030-01-01T00:00:00Z'),
}
const bot: DirectoryAgent = { id: 'agt_1', slug: 'bot', title: '', sponsorId: 'spo', runtimeId: 'r', status: 'active' }
const boundary = { id: 'bnd_1', version: 1, cedar: '', cedarSchema: {}, loosened: null }
const payments = workflowOf('payments', { ownerIds: ['mei', 'spo'], assignments: [accountable], boundary })
const now = new Date('2026-11-23T10:00:00Z')
const directory = directoryWith({
  people: new Map([
    personOf('ana'),
    personOf('mei'),
    personOf('spo'),
    personOf('otto'),
    personOf('noor', { roles: ['compliance'] }),
    personOf('adam', { roles: ['admin'] }),
    personOf('gone', { status: 'disabled', roles: ['compliance'] }),
    personOf('back', { roles: ['compliance'], recoveringUntil: new Date('2026-11-24T00:00:00Z') }),
  ]),
  agents: new Map([[bot.id, bot]]),
  workflows: new Map([payments, workflowOf('other', { ownerIds: ['otto'], boundary })]),
})
const workflow = payments[1]
const change = (over: Partial<Reviewed> = {}): Reviewed => ({
  direction: 'loosens',
  authorId: 'mei',
  editedBy: null,
  agents: ['bot'],
  executors: [],
  ...over,
})

describe('who lets a change through, and as what (decision 0008)', () => {
  test.each<[what: string, person: string, over: Partial<Reviewed>, outcome: string]>([
    ['the accountable owner', 'ana', {}, 'accountable_owner'],
    ['compliance', 'noor', {}, 'independent'],
    ['an owner of another workflow', 'otto', {}, 'independent'],
    ['the author never', 'mei', {}, 'author'],
    ['whoever saved it last never', 'otto', { editedBy: 'otto' }, 'author'],
    ['the accountable owner who wrote it never', 'ana', { authorId: 'ana' }, 'author'],
    ['the author of what tightens neither', 'mei', { direction: 'tightens' }, 'author'],
    ['a sponsor of a machine in it not what loosens', 'spo', {}, 'sponsor'],
    ['the same sponsor, an owner, what tightens', 'spo', { direction: 'tightens' }, 'owner'],
    ['the same sponsor when the machine is in it no more', 'spo', { agents: [] }, 'independent'],
    ['an administrator by being one', 'adam', {}, 'not_reviewer'],
    ['somebody who left', 'gone', {}, 'disabled'],
    ['somebody who was let in again a moment ago', 'back', {}, 'recovering'],
    ['nobody unknown', 'who', {}, 'disabled'],
  ])('%s: %s', (_, person, over, outcome) => {
    const got = mayApprove(person, change(over), workflow, directory, now)
    expect(got.may ? got.capacity : got.why).toBe(outcome)
  })

  test.each<[what: string, approvals: string[], over: Partial<Reviewed>, missing: string[]]>([
    ['nobody yet', [], {}, ['accountable_owner', 'independent']],
    ['the accountable owner alone', ['ana'], {}, ['independent']],
    ['two independent people without the accountable owner', ['noor', 'otto'], {}, ['accountable_owner']],
    ['the accountable owner and an independent person', ['ana', 'noor'], {}, []],
    ['the accountable owner twice', ['ana', 'ana'], {}, ['independent']],
    ['the accountable owner and a sponsor', ['ana', 'spo'], {}, ['independent']],
    ['the accountable owner and the author', ['ana', 'mei'], {}, ['independent']],
    ['the accountable owner wrote it: one', ['noor'], { authorId: 'ana' }, ['independent']],
    ['the accountable owner wrote it: the same one twice', ['noor', 'noor'], { authorId: 'ana' }, ['independent']],
    ['the accountable owner wrote it: two', ['noor', 'otto'], { authorId: 'ana' }, []],
    ['the accountable owner saved it last: two', ['noor', 'otto'], { editedBy: 'ana' }, []],
    ['somebody who left meanwhile does not count', ['ana', 'gone'], {}, ['independent']],
    ['what tightens: nobody', [], { direction: 'tightens' }, ['anybody']],
    ['what tightens: its author', ['mei'], { direction: 'tightens' }, ['anybody']],
    ['what tightens: another owner', ['spo'], { direction: 'tightens' }, []],
    ['what is neutral: an independent person', ['noor'], { direction: 'neutral' }, []],
  ])('%s', (_, approvals, over, missing) => {
    expect(missingReviews(approvals, change(over), workflow, directory, now)).toEqual(missing)
  })

  test('what loosens takes two', () => {
    expect([reviewsNeeded('loosens'), reviewsNeeded('tightens'), reviewsNeeded('neutral')]).toEqual([2, 1, 1])
  })
})
