import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, runtimeOf, teamOf, workflowOf } from '@/e2e/support/directory'
import { type Assignment, accountabilityRoles } from '../directory'
import { csvFile } from '../text/csv'
import { accountabilityGaps } from './gap'
import { answerableFor, escalationOf, mayAssign, maySeeAccountability, mayWithdraw } from './may'
import { loads, responsibilitiesOf } from './responsibilities'
import { badReviewDay, defaultReview, reminderDue, reminderWindow, reviewAfter } from './review'
import { acknowledgementOf, undertakingOf } from './undertaking'

const now = new Date('2026-11-26T12:00:00Z')
const day = (n: number) => new Date(now.getTime() + n * 86_400_000)
const assignment = (over: Partial<Assignment> = {}): Assignment => ({
  id: 'asg_1',
  role: 'incident_response',
  personId: 'ada',
  teamId: null,
  vendor: null,
  acknowledgedAt: now,
  acknowledgedById: 'ada',
  reviewDue: day(30),
  ...over,
})
const vendor = { name: 'Shipwright', contract: 'MSA-1', contact: 'x@y.test', voucherId: 'ada' }
const people = new Map([
  personOf('ada'),
  personOf('bo'),
  personOf('gone', { status: 'disabled' }),
  personOf('cy', { roles: ['compliance'] }),
  personOf('root', { roles: ['admin'] }),
])
const teams = new Map([
  teamOf('tem_1', 'security', ['ada'], { leadId: 'ada' }),
  teamOf('tem_2', 'empty', [], { leadId: null }),
  teamOf('tem_3', 'left', ['gone'], { leadId: 'gone' }),
])
const world = (assignments: Assignment[], ownerIds: string[] = ['bo']) => {
  const workflows = new Map([workflowOf('secrets', { title: 'Secrets', assignments, ownerIds })])
  const directory = directoryWith({
    people,
    teams,
    workflows,
    runtimes: new Map([runtimeOf('rt', { ownerId: 'ada' })]),
  })
  return { directory, workflow: workflows.get('secrets') ?? workflowOf('secrets')[1] }
}

describe('every kind of gap', () => {
  const cases: [string, Assignment[], string | null][] = [
    ['nobody is named', [], 'unassigned'],
    ['named and signed', [assignment()], null],
    ['not signed', [assignment({ acknowledgedAt: null, acknowledgedById: null })], 'not_acknowledged'],
    ['signed by somebody else', [assignment({ acknowledgedById: 'bo' })], 'not_acknowledged'],
    [
      'signed by who led the team before',
      [assignment({ personId: null, teamId: 'tem_1', acknowledgedById: 'bo' })],
      'not_acknowledged',
    ],
    ['signed by the lead', [assignment({ personId: null, teamId: 'tem_1' })], null],
    ['a team without a lead', [assignment({ personId: null, teamId: 'tem_2' })], 'team_without_lead'],
    [
      'a team whose lead left',
      [assignment({ personId: null, teamId: 'tem_3', acknowledgedById: 'gone' })],
      'team_without_lead',
    ],
    ['the person left', [assignment({ personId: 'gone', acknowledgedById: 'gone' })], 'person_left'],
    ['overdue at the very moment', [assignment({ reviewDue: now })], 'lapsed'],
    ['a vendor', [assignment({ personId: null, vendor })], null],
    [
      'a vendor without a contract',
      [assignment({ personId: null, vendor: { ...vendor, contract: '' } })],
      'vendor_without_contract',
    ],
    [
      'a vendor without a contact',
      [assignment({ personId: null, vendor: { ...vendor, contact: '' } })],
      'vendor_without_contract',
    ],
    [
      'a vendor whose voucher left',
      [assignment({ personId: null, vendor: { ...vendor, voucherId: 'gone' } })],
      'person_left',
    ],
  ]
  test.each(cases)('%s', (_, assignments, why) => {
    const { directory, workflow } = world(assignments)
    const gap = accountabilityGaps(workflow, directory, now).find(({ role }) => role === 'incident_response')
    expect(gap?.why ?? null).toBe(why)
  })
})

describe('who may', () => {
  const { directory, workflow } = world([assignment()])
  test.each([
    ['bo', true, true, true],
    ['root', true, true, true],
    ['cy', true, false, false],
    ['ada', true, false, true],
    ['gone', false, false, false],
    ['nobody', false, false, false],
  ])('%s sees %s, assigns %s, withdraws %s', (who, sees, assigns, withdraws) => {
    expect(maySeeAccountability(who, workflow, directory)).toBe(sees)
    expect(mayAssign(who, workflow, directory)).toBe(assigns)
    expect(mayWithdraw(who, assignment(), workflow, directory)).toBe(withdraws)
  })

  test('a workflow that only somebody who left owns is told of to administrators and compliance', () => {
    const orphan = world([assignment({ role: 'accountable_owner', personId: 'gone' })], ['gone'])
    expect(escalationOf(orphan.workflow, orphan.directory).sort()).toEqual(['cy', 'root'])
    expect(answerableFor(orphan.workflow, orphan.directory).sort()).toEqual(['cy', 'root'])
    const owned = world([assignment({ role: 'accountable_owner' })])
    expect(answerableFor(owned.workflow, owned.directory).sort()).toEqual(['ada', 'bo'])
  })
})

describe('what is signed', () => {
  const { directory, workflow } = world([])
  test('is a plain sentence that names workflow, day and capacity', () => {
    expect(undertakingOf(assignment(), workflow, directory, now)).toBe(
      'I lead incident response for Secrets from 26 Nov 2026. I can stop its agents, executors and grants.',
    )
    expect(undertakingOf(assignment({ personId: null, teamId: 'tem_1' }), workflow, directory, now)).toContain(
      'I sign as lead of the team security.',
    )
    expect(undertakingOf(assignment({ personId: null, vendor }), workflow, directory, now)).toContain(
      'Shipwright does it under contract MSA-1; I vouch for it.',
    )
  })
  test('differs for every role and every assignment', () => {
    const said = accountabilityRoles.map((role, at) =>
      JSON.stringify(
        acknowledgementOf(assignment({ role, id: `asg_${at}` }), workflow, directory, {
          now,
          reviewDue: day(90),
          campaignId: null,
        }),
      ),
    )
    expect(new Set(said).size).toBe(5)
  })
})

describe('reviews', () => {
  test.each([
    ['2026-11-26', 'is not in the future'],
    ['2026-11-25', 'is not in the future'],
    ['2026-11-27', null],
    ['2027-11-27', null],
    ['2027-11-29', 'is more than 366 days away'],
    ['2026-13-01', 'is no day'],
  ])('by %s: %s', (by, why) => expect(badReviewDay(by, now)).toBe(why))

  test('the first acknowledgement keeps the day that was set, a confirmation begins anew', () => {
    expect(reviewAfter({ acknowledgedAt: null, reviewDue: day(5) }, now)).toEqual(day(5))
    expect(reviewAfter({ acknowledgedAt: null, reviewDue: day(-1) }, now)).toEqual(defaultReview(now))
    expect(reviewAfter({ acknowledgedAt: day(-80), reviewDue: day(5) }, now)).toEqual(defaultReview(now))
  })

  const window = { start: day(-10), due: day(10) }
  test.each([
    ['before it begins', day(-11), null, null],
    ['at the start', day(-10), null, 'first'],
    ['at the start, told already', day(-9), day(-10), null],
    ['halfway', day(0), day(-10), 'halfway'],
    ['halfway, told already', day(3), day(0), null],
    ['on the last day', day(9), day(0), 'last_day'],
    ['within a day of the last one', day(9.1), day(8.9), null],
    ['when it is too late', day(10), day(9), 'overdue'],
    ['and once only', day(20), day(10), null],
    ['a manual reminder counts', day(0.5), day(0.2), null],
  ])('a reminder %s', (_, at, remindedAt, expected) => expect(reminderDue(window, remindedAt, at)).toBe(expected))

  test('a campaign asks earlier than the review would', () => {
    const campaign = { startedAt: day(-1), dueAt: day(13) }
    expect(reminderWindow(day(90), campaign)).toEqual({ start: day(-1), due: day(13) })
    expect(reminderWindow(day(90), null)).toEqual({ start: day(76), due: day(90) })
  })
})

test('what a person answers for is complete: roles in every capacity, teams, machines, runtimes, workflows', () => {
  const { directory } = world(
    [
      assignment({ id: 'asg_1' }),
      assignment({ id: 'asg_2', role: 'logging', personId: null, teamId: 'tem_1' }),
      assignment({ id: 'asg_3', role: 'execution', personId: null, vendor }),
      assignment({ id: 'asg_4', role: 'approval_logic', personId: 'bo' }),
    ],
    ['ada'],
  )
  expect(responsibilitiesOf('ada', directory).map(({ kind, detail }) => [kind, detail])).toEqual([
    ['role', 'by name'],
    ['role', 'as lead of security'],
    ['role', 'vouches for Shipwright'],
    ['team_lead', 'leads the team'],
    ['runtime', 'answers for the runtime'],
    ['workflow_owner', 'owns the workflow, alone'],
  ])
  expect(loads(directory)).toEqual(
    new Map([
      ['ada', 3],
      ['bo', 1],
    ]),
  )
})

test('no cell of an export is a formula (ATTACKS 126)', () => {
  const evil = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '\u00a0=cmd|', '＝1', '"a"', 'a,b', 'plain', '']
  const [, line = ''] = csvFile(['a'], [evil]).split('a\r\n', 2)
  expect(
    csvFile(
      ['who'],
      evil.map((text) => [text]),
    ),
  ).toBe(
    'who\r\n\'=1+1\r\n\'+1\r\n\'-1\r\n\'@SUM(A1)\r\n\'\t=1\r\n"\'\r=1"\r\n\' =1\r\n\'\u00a0=cmd|\r\n\'＝1\r\n"""a"""\r\n"a,b"\r\nplain\r\n\r\n',
  )
  expect(line).not.toMatch(/(^|,)"?[=+@-]/)
})
