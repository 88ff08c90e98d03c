import type { NoStandIn } from '../absence/absence'
import { FOLLOWED_AT_MOST } from '../absence/absence'
import type { EscalationStep } from './ladder'

/** What is said of telling people. The same members in each language; `words-de.ts` has the German. */
export type EscalationWords = {
  /** Why somebody was told, in brackets after their name. */
  told: {
    on_call: (team: string) => string
    next_in_line: (team: string) => string
    backup: (team: string) => string
    stand_in: (person: string) => string
    again: string
    owner: string
  }
  /** The same to that person, inside of a sentence. */
  you: {
    on_call: (team: string) => string
    next_in_line: (team: string) => string
    backup: (team: string) => string
    stand_in: (person: string) => string
    owner: string
    may: string
  }
  /** Why more or other people were told than the rota names. */
  about: {
    passed_over: (person: string, team: string) => string
    no_stand_in: (person: string, why: string) => string
    no_rota: (team: string) => string
    holiday: (team: string) => string
    not_begun: (team: string) => string
    nobody: (team: string) => string
    too_few: (team: string) => string
    no_backup: (team: string) => string
    nobody_can_decide: string
  }
  /** After "is out of office and". */
  noStandIn: Readonly<Record<NoStandIn, string>>
  nobody: string
  /** Names as one list. */
  list: (names: readonly string[]) => string
  /** What a step did; `who` is the list, `many` says that they are several. */
  step: {
    first: (who: string) => string
    remind: (who: string, many: boolean) => string
    backup: (who: string, many: boolean) => string
    owner: (who: string, many: boolean) => string
    other: (who: string, many: boolean) => string
    nobodyLeft: (who: string, many: boolean) => string
  }
  /** What comes next, after "next: ". */
  next: Readonly<Record<EscalationStep, string>>
}

const was = (many: boolean) => (many ? 'were' : 'was')
const lists = new Intl.ListFormat('en')

export const english: EscalationWords = {
  told: {
    on_call: (team) => `on call for ${team}`,
    next_in_line: (team) => `next in line for ${team}`,
    backup: (team) => `backup for ${team}`,
    stand_in: (person) => `stands in for ${person}`,
    again: 'told before',
    owner: 'answers for the workflow',
  },
  you: {
    on_call: (team) => `you are on call for ${team}`,
    next_in_line: (team) => `you are next in line for ${team}`,
    backup: (team) => `you are the backup for ${team}`,
    stand_in: (person) => `you stand in for ${person}`,
    owner: 'you answer for the workflow',
    may: 'you may decide it',
  },
  about: {
    passed_over: (person, team) => `${person} is on call for ${team} and may not decide this one.`,
    no_stand_in: (person, why) => `${person} is out of office and ${why}, so the whole team was told.`,
    no_rota: (team) => `${team} has no rota: the whole team was told.`,
    holiday: (team) => `A holiday for ${team}: the whole team was told.`,
    not_begun: (team) => `The rota of ${team} has not begun: the whole team was told.`,
    nobody: (team) => `Nobody in the rota of ${team} is still there: the whole team was told.`,
    too_few: (team) => `Too few in the rota of ${team} could decide: the whole team was told.`,
    no_backup: (team) => `${team} has no backup in its rota: the rest of the team was told.`,
    nobody_can_decide: 'Nobody is left who could decide it. If that stays so it expires, and nothing is granted.',
  },
  noStandIn: {
    no_delegate: 'named no delegate',
    not_eligible: 'the delegate may not decide this one',
    cycle: 'the delegates name each other',
    too_deep: `more than ${FOLLOWED_AT_MOST} delegates in a row are away`,
  },
  nobody: 'nobody',
  list: (names) => lists.format(names),
  step: {
    first: (who) => `First told: ${who}.`,
    remind: (who, many) => `Not decided yet: ${who} ${was(many)} told again.`,
    backup: (who, many) => `Still no decision: ${who} ${was(many)} told as well.`,
    owner: (who, many) =>
      `Still no decision: ${who}, who ${many ? 'answer' : 'answers'} for the workflow, ${was(many)} told.`,
    other: (who, many) => `${who} ${was(many)} told.`,
    nobodyLeft: (who, many) => `Nobody is left who could decide it: ${who} ${was(many)} told.`,
  },
  next: {
    first: 'told first',
    remind: 'a reminder',
    backup: 'the backup',
    owner: 'the accountable owner',
  },
}
