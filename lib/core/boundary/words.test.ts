import { describe, expect, test } from 'vitest'
import { catalogueWords } from '@/lib/core/catalogue/change-words'
import { english as catalogueFaults } from '@/lib/core/catalogue/fault-words'
import { german as catalogueFaultsGerman } from '@/lib/core/catalogue/fault-words-de'
import { blockerWords } from './blocker-words'
import { changeWords } from './change-words'
import { faultWords } from './fault-words'
import { findingWords } from './finding-words'
import { reviewWords } from './review-words'
import { wishWords } from './wish-words'

/** What a sentence with values is asked with, by its name; a name that is not here fails. */
const values: Readonly<Record<string, readonly (readonly unknown[])[]>> = {
  // changes of a rule
  was: [[['one', 'two']]],
  wasValue: [['prod']],
  wasReason: [['Because']],
  grant: [[900], [null]],
  decide: [[1_800], [null]],
  grace: [[10], [0]],
  denials: [[1], [2]],
  batch: [['none'], ['T2']],
  confirm: [[[]], [['I saw it', 'I read it']]],
  ask: [[null], ['Ticket?']],
  // changes of a catalogue
  takesPart: [['bot-1']],
  takesNoPart: [['bot-1']],
  newResource: [['charge:*', 'prod']],
  countsAs: [['charge:*', 'prod']],
  resourceShown: [['charge:*']],
  resourceGone: [['charge:*']],
  newAction: [['pay.out']],
  actionGone: [['pay.out']],
  isAbout: [['pay.out', 'charge']],
  wasAbout: [['charge']],
  fewerParams: [['pay.out']],
  otherParams: [['pay.out']],
  notOpaque: [['pay.out', 'Pay {amount}']],
  opaque: [['pay.out']],
  shownAs: [['pay.out', 'Pay {amount}']],
  wasShown: [['Pay {amount}']],
  paramsShown: [['pay.out']],
  risk: [['pay.out']],
  titleOrExample: [['pay.out']],
  // findings
  team_unknown: [['leads']],
  team_empty: [['leads']],
  quorum_too_large: [[3, ['leads', 'ops'], 2]],
  runtime_unknown: [['cloud-7']],
  agent_unknown: [['bot-1']],
  agent_by_id: [['agt_1']],
  action_without_rule: [['pay.out']],
  // imagined requests
  noFact: [[['velocty']], [['velocty', 'tme']]],
  otherLevel: [['T2', 'T3']],
  otherTeams: [[['leads'], ['ops']]],
  asked: [
    [1, false],
    [2, true],
  ],
  // faults of a text
  twice: [['refund-1']],
  unknownAnnotation: [['quorom']],
  duration: [['grace', 1, 60]],
  whole: [['quorum', 1, 10]],
  onlyApprove: [['batch']],
  noTeam: [['usr:me']],
  attestCount: [['|']],
  // blockers
  place: [[12, 7, 'unexpected token']],
  deniedWouldPass: [[1], [12]],
  overlap: [['Billing', 'pay.out', 'charge:*', 'cloud-7']],
  noMachine: [['bot-1']],
  machineIs: [['bot-1', 'retired']],
  teamEmpty: [['Payment leads']],
  // faults of a catalogue
  tooMany: [[50]],
  noParam: [['amount']],
  resourceKind: [['charge']],
  lacks: [['amount']],
  beginsWithKind: [['charge']],
  longer: [[300]],
  deep: [[8]],
  keyword: [['$ref']],
  maxItems: [[200]],
  notDescribed: [['amount']],
  escape: [['b']],
}
/** Said in the reader's own words, not as they are: states and small numbers. */
const SAID = new Set<unknown>(['retired', 'none'])

type Leaf = { name: string; english: string; german: string; given: readonly unknown[] }

/** Every sentence of two tables, with each of its values in it. */
function leavesOf(english: unknown, german: unknown, path: readonly string[] = []): Leaf[] {
  const name = path.join('.')
  if (typeof english === 'string') return [{ name, english, german: String(german), given: [] }]
  if (typeof english === 'function' && typeof german === 'function') {
    const key = path.findLast((part) => Object.hasOwn(values, part)) ?? name
    const asked = values[key]
    if (asked === undefined) throw new Error(`${name} is asked with nothing`)
    return asked.map((given) => ({ name, english: english(...given), german: german(...given), given }))
  }
  return Object.entries(english as object).flatMap(([key, member]) =>
    leavesOf(member, (german as Record<string, unknown>)[key], [...path, key]),
  )
}

describe.each([
  ['changes of a rule', changeWords],
  ['changes of a catalogue', catalogueWords],
  ['findings', findingWords],
  ['imagined requests', wishWords],
  ['reviews', reviewWords],
  ['faults of a text', faultWords],
  ['faults of a catalogue', { en: catalogueFaults, de: catalogueFaultsGerman }],
  ['blockers', blockerWords],
])('%s are said in German, each in a sentence of its own that names the same things', (_, { en, de }) => {
  test.each(leavesOf(en, de).filter(({ english }) => !/^[”“.]*$/.test(english)))(
    '$name: $german',
    ({ english, german, given }) => {
      expect(german).not.toBe(english)
      expect(german).not.toMatch(/undefined|'/)
      for (const value of given.flat())
        if (typeof value === 'string' && !SAID.has(value))
          expect([english, german]).toEqual([expect.stringContaining(value), expect.stringContaining(value)])
        else if (typeof value === 'number' && value > 10 && value < 900)
          expect([english, german]).toEqual([
            expect.stringContaining(String(value)),
            expect.stringContaining(String(value)),
          ])
    },
  )
})
