import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { directoryWith, personOf, teamOf, workflowOf } from '@/e2e/support/directory'
import { type Absence, awayAt } from '../absence/absence'
import { whyIneligible } from '../decision/eligibility'
import type { Line } from '../rota/rota'
import { aboutTelling, stepSentence, whyTold } from './explain'
import { dueAt, LADDER, postponed, stepAfter } from './ladder'
import { type Situation, tellAt, tellFirst } from './told'

const at = (text: string) => new Date(text)
const window = { createdAt: at('2026-11-26T10:00:00Z'), expiresAt: at('2026-11-26T11:40:00Z') }

describe('the ladder', () => {
  test.each([
    ['T1', ['10:50', '11:10', '11:25']],
    ['T2', ['10:50', '11:10', '11:25']],
    ['T3', ['10:25', '10:50', '11:20']],
  ] as const)('%s: reminder, backup, owner', (level, times) => {
    expect(LADDER.map((step) => dueAt(step, level, window).toISOString().slice(11, 16))).toEqual(times)
  })

  test('ends after the owner: there is no step that decides anything (ATTACKS 50)', () => {
    expect([stepAfter('first'), stepAfter('remind'), stepAfter('backup'), stepAfter('owner')]).toEqual([
      'remind',
      'backup',
      'owner',
      null,
    ])
  })

  test.each([
    ['waits for whoever is looking', '10:50', '10:58', '10:58'],
    ['never into the last tenth of the time', '11:25', '11:39', '11:30'],
    ['never before it was due', '11:10', '10:00', '11:10'],
  ])('a claim: %s', (_, due, looking, then) => {
    const on = (time: string) => at(`2026-11-26T${time}:00Z`)
    expect(postponed(on(due), on(looking), window)).toEqual(on(then))
  })

  test('every step is inside of the time that there is, in order, however short it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 30, max: 7 * 86_400 }),
        fc.constantFrom('T1', 'T2', 'T3'),
        fc.integer({ min: 0, max: 1_000 }),
        (seconds, level, share) => {
          const of = { createdAt: window.createdAt, expiresAt: new Date(window.createdAt.getTime() + seconds * 1_000) }
          const due = LADDER.map((step) => dueAt(step, level as 'T1', of).getTime())
          expect([...due].sort((a, b) => a - b)).toEqual(due)
          for (const time of due) {
            expect(time).toBeLessThan(of.expiresAt.getTime())
            const looking = new Date(of.createdAt.getTime() + (seconds * 1_000 * share) / 1_000)
            expect(postponed(new Date(time), looking, of) < of.expiresAt).toBe(true)
          }
        },
      ),
    )
  })
})

const people = ['ana', 'bo', 'cy', 'di', 'sponsor', 'owner']
const directory = directoryWith({
  people: new Map(people.map((id) => personOf(id))),
  teams: new Map([teamOf('ops', 'ops', ['ana', 'bo', 'cy', 'sponsor']), teamOf('sec', 'sec', ['di', 'cy'])]),
  workflows: new Map([workflowOf('wfl', { ownerIds: ['owner'] })]),
})
const turn = (first: string, ...others: string[]): Line => ({ by: 'turn', people: [first, ...others] })
const away = (...absences: [string, string | null][]) =>
  awayAt(
    absences.map(
      ([personId, delegateId]): Absence => ({
        id: personId,
        personId,
        delegateId,
        from: at('2026-11-01T00:00:00Z'),
        until: at('2026-12-01T00:00:00Z'),
      }),
    ),
    window.createdAt,
  )
type Over = {
  lines?: Record<string, Line>
  away?: ReturnType<typeof away>
  decided?: string[]
  resting?: string[]
  quorum?: number
  groups?: [string, number][]
  principals?: string[]
}
const situation = ({
  lines = {},
  away: gone = new Map(),
  decided = [],
  resting = [],
  quorum = 1,
  groups = [['ops', quorum]],
  principals = [],
}: Over = {}): Situation => ({
  request: {
    agentId: 'agt',
    workflowId: 'wfl',
    sponsorId: 'sponsor',
    executorId: 'exr',
    principals,
    barred: [],
    consent: {
      tier: 'approve',
      groups: groups.map(([team, needed]) => ({ rule: team, team_ids: [team], quorum: needed })),
      quorum,
      stepup: 'none',
      grant_ttl_s: 600,
      decide_within_s: 600,
      grace_s: 0,
      deny_threshold: 1,
    },
    createdAt: window.createdAt,
  },
  lines: new Map(Object.entries(lines)),
  away: gone,
  decided: new Set(decided),
  resting: new Set(resting),
  directory,
})
const codes = ({ notes }: { notes: readonly { code: string }[] }) => notes.map(({ code }) => code)

describe('who is told first', () => {
  test.each<[string, Over, string[], string[]]>([
    ['whoever is on call', { lines: { ops: turn('bo', 'cy', 'ana') } }, ['bo'], ['on_call']],
    [
      'as many as the rule needs',
      { lines: { ops: turn('bo', 'cy', 'ana') }, quorum: 2 },
      ['bo', 'cy'],
      ['on_call', 'next_in_line'],
    ],
    [
      'the next one, when whoever is on call may not decide it',
      { lines: { ops: turn('sponsor', 'cy', 'ana') } },
      ['cy'],
      ['passed_over', 'next_in_line'],
    ],
    ['everybody who may, without a rota', {}, ['ana', 'bo', 'cy'], ['no_rota']],
    [
      'everybody on a holiday',
      { lines: { ops: { by: 'everybody', why: 'holiday' } } },
      ['ana', 'bo', 'cy'],
      ['holiday'],
    ],
    [
      'somebody of each team that is asked',
      {
        lines: { ops: turn('ana'), sec: turn('di', 'cy') },
        groups: [
          ['ops', 1],
          ['sec', 1],
        ],
        quorum: 2,
      },
      ['ana', 'di'],
      ['on_call', 'on_call'],
    ],
    [
      'the delegate, when whoever is on call is away',
      { lines: { ops: turn('bo', 'cy') }, away: away(['bo', 'ana']) },
      ['ana'],
      ['stand_in'],
    ],
    [
      'the whole team, when the delegate may not decide it',
      { lines: { ops: turn('bo', 'cy') }, away: away(['bo', 'di']) },
      ['cy', 'ana', 'bo'],
      ['no_stand_in', 'next_in_line'],
    ],
    [
      'the whole team, when there is no delegate',
      { lines: { ops: turn('bo') }, away: away(['bo', null]) },
      ['ana', 'bo', 'cy'],
      ['no_stand_in'],
    ],
    [
      'the whole team, when its rota has too few',
      { lines: { ops: turn('bo') }, quorum: 2 },
      ['bo', 'ana', 'cy'],
      ['on_call', 'too_few'],
    ],
    [
      'the next one, while others approve in place of whoever is on call',
      { lines: { ops: turn('bo', 'cy', 'ana') }, resting: ['bo'] },
      ['cy'],
      ['passed_over', 'next_in_line'],
    ],
    ['the others of a team without a rota', { resting: ['bo'] }, ['ana', 'cy'], ['no_rota']],
    [
      'whoever is on call all the same, when everybody rests',
      { lines: { ops: turn('bo', 'cy') }, resting: ['ana', 'bo', 'cy'] },
      ['bo'],
      ['on_call'],
    ],
    [
      'everybody, when too few would be left for the quorum',
      { quorum: 3, resting: ['bo'] },
      ['ana', 'bo', 'cy'],
      ['no_rota'],
    ],
    [
      'whoever answers for the workflow, when nobody can decide it (ATTACKS 49)',
      { principals: ['ana', 'bo', 'cy'] },
      ['owner'],
      ['nobody_can_decide', 'owner'],
    ],
  ])('%s', (_, over, told, why) => {
    const first = tellFirst(situation(over))
    expect([first.people, codes(first)]).toEqual([told, why])
  })
})

describe('each step only adds', () => {
  const lines = { ops: turn('bo', 'cy', 'ana') }
  test.each<[string, 'remind' | 'backup' | 'owner', Over, string[], string[]]>([
    ['a reminder goes to whoever was told', 'remind', { lines }, ['bo'], ['bo']],
    ['not to whoever has decided', 'remind', { lines, quorum: 2, decided: ['bo'] }, ['bo', 'cy'], ['cy', 'ana']],
    ['and to whoever came on call since', 'remind', { lines: { ops: turn('cy', 'ana') } }, ['bo'], ['bo', 'cy']],
    ['the backup is the next in line', 'backup', { lines }, ['bo'], ['cy']],
    [
      'a reminder goes to others while they approve in their place',
      'remind',
      { lines, resting: ['bo'] },
      ['bo'],
      ['cy'],
    ],
    ['the backup is here', 'backup', { lines, away: away(['cy', null]) }, ['bo'], ['ana']],
    ['without a backup the rest of the team', 'backup', { lines: { ops: turn('bo') } }, ['bo'], ['ana', 'cy']],
    ['without a rota everybody again', 'backup', {}, ['ana', 'bo', 'cy'], ['ana', 'bo', 'cy']],
    ['the owner is told, who need not be able to decide', 'owner', { lines }, ['bo', 'cy'], ['owner']],
    [
      'the owner at once, when nobody is left (ATTACKS 49)',
      'remind',
      { principals: ['ana', 'bo', 'cy'] },
      ['bo'],
      ['owner'],
    ],
  ])('%s', (_, step, over, before, told) => {
    expect(tellAt(step, situation(over), before).people).toEqual(told)
  })

  test('nobody who may not decide is ever told, but whoever answers for the workflow; and telling makes nobody eligible', () => {
    const some = fc.uniqueArray(fc.constantFrom(...people))
    const who = fc.option(fc.constantFrom(...people), { nil: null })
    fc.assert(
      fc.property(
        some,
        some,
        some,
        some,
        fc.array(fc.tuple(fc.constantFrom(...people), who)),
        fc.integer({ min: 1, max: 3 }),
        (order, decided, principals, before, absences, quorum) => {
          const [first, ...others] = order
          const of = situation({
            ...(first === undefined ? {} : { lines: { ops: turn(first, ...others) } }),
            decided,
            principals,
            quorum,
            away: away(...absences),
          })
          const may = people.filter((id) => whyIneligible(id, of.request, directory) === null && !decided.includes(id))
          for (const told of [tellFirst(of), tellAt('remind', of, before), tellAt('backup', of, before)]) {
            expect(told.people.length).toBeGreaterThan(0)
            expect(new Set(told.people).size).toBe(told.people.length)
            const only = may.length === 0 ? ['owner'] : may
            expect(told.people.filter((id) => !only.includes(id))).toEqual([])
          }
          if (may.length >= quorum) expect(tellFirst(of).people.length).toBeGreaterThanOrEqual(quorum)
        },
      ),
    )
  })
})

describe('what is said of it', () => {
  const name = (id: string) => ({ ops: 'Operations', ana: 'Ana', bo: 'Bo' })[id] ?? id

  test('every note is a reason for a person or a sentence, never both and never neither', () => {
    const all = [
      ...tellFirst(situation({ lines: { ops: turn('sponsor', 'cy') }, away: away(['cy', 'di']), quorum: 2 })).notes,
      ...tellFirst(situation({ lines: { ops: turn('bo') }, quorum: 2 })).notes,
      ...tellAt('backup', situation({ lines: { ops: turn('bo') } }), ['bo']).notes,
      ...tellAt('owner', situation(), []).notes,
      ...tellFirst(situation({ principals: ['ana', 'bo', 'cy'] })).notes,
    ]
    for (const note of all)
      expect([whyTold(note, name, 'en'), aboutTelling(note, name, 'en')].filter((text) => text !== null)).toHaveLength(
        1,
      )
  })

  test.each([
    ['first', ['ana'], 'First told: Ana.'],
    ['remind', ['ana'], 'Not decided yet: Ana was told again.'],
    ['backup', ['ana', 'bo'], 'Still no decision: Ana and Bo were told as well.'],
    ['owner', ['bo'], 'Still no decision: Bo, who answers for the workflow, was told.'],
    ['owner', [], 'Still no decision: nobody, who answers for the workflow, was told.'],
  ])('%s', (step, told, sentence) => {
    expect(stepSentence(step, told, name)).toBe(sentence)
  })

  test('when nobody is left who could decide, the log says so', () => {
    expect(stepSentence('remind', ['bo'], name, ['nobody_can_decide', 'owner'])).toBe(
      'Nobody is left who could decide it: Bo was told.',
    )
  })
})
