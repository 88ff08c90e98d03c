import type { NoStandIn } from '../absence/absence'
import { FOLLOWED_AT_MOST } from '../absence/absence'
import type { EscalationStep } from './ladder'
import type { Note } from './told'

type Name = (id: string) => string

/** Why one person was told, after their name; null for a note that is about no one person. */
export function whyTold(note: Note, name: Name): string | null {
  switch (note.code) {
    case 'on_call':
      return `on call for ${name(note.team)}`
    case 'next_in_line':
      return `next in line for ${name(note.team)}`
    case 'backup':
      return `backup for ${name(note.team)}`
    case 'stand_in':
      return `stands in for ${name(note.for)}`
    case 'again':
      return 'told before'
    case 'owner':
      return 'answers for the workflow'
    default:
      return null
  }
}

/** The same to that person; somebody without a note is told because they may decide it. */
export function whyYou(note: Note | undefined, name: Name): string {
  switch (note?.code) {
    case 'on_call':
      return `you are on call for ${name(note.team)}`
    case 'next_in_line':
      return `you are next in line for ${name(note.team)}`
    case 'backup':
      return `you are the backup for ${name(note.team)}`
    case 'stand_in':
      return `you stand in for ${name(note.for)}`
    case 'owner':
      return 'you answer for the workflow'
    default:
      return 'you may decide it'
  }
}

/** Why a step told more or other people than the rota names, as a sentence; null for a note that is about a person who was told. */
export function aboutTelling(note: Note, name: Name): string | null {
  switch (note.code) {
    case 'passed_over':
      return `${name(note.person)} is on call for ${name(note.team)} and may not decide this one.`
    case 'no_stand_in':
      return `${name(note.person)} is out of office and ${NO_STAND_IN[note.why]}, so the whole team was told.`
    case 'no_rota':
      return `${name(note.team)} has no rota: the whole team was told.`
    case 'holiday':
      return `A holiday for ${name(note.team)}: the whole team was told.`
    case 'not_begun':
      return `The rota of ${name(note.team)} has not begun: the whole team was told.`
    case 'nobody':
      return `Nobody in the rota of ${name(note.team)} is still there: the whole team was told.`
    case 'too_few':
      return `Too few in the rota of ${name(note.team)} could decide: the whole team was told.`
    case 'no_backup':
      return `${name(note.team)} has no backup in its rota: the rest of the team was told.`
    case 'nobody_can_decide':
      return 'Nobody is left who could decide it. If that stays so it expires, and nothing is granted.'
    default:
      return null
  }
}

const NO_STAND_IN: { readonly [why in NoStandIn]: string } = {
  no_delegate: 'named no delegate',
  not_eligible: 'the delegate may not decide this one',
  cycle: 'the delegates name each other',
  too_deep: `more than ${FOLLOWED_AT_MOST} delegates in a row are away`,
}

/** What a step did, for the log and the page: "Still no decision: Tom Ek was told as well." */
export function stepSentence(step: string, people: readonly string[], name: Name, why: readonly string[] = []): string {
  const who = people.length === 0 ? 'nobody' : new Intl.ListFormat('en').format(people.map(name))
  const was = people.length > 1 ? 'were' : 'was'
  if (why.includes('nobody_can_decide')) return `Nobody is left who could decide it: ${who} ${was} told.`
  switch (step) {
    case 'first':
      return `First told: ${who}.`
    case 'remind':
      return `Not decided yet: ${who} ${was} told again.`
    case 'backup':
      return `Still no decision: ${who} ${was} told as well.`
    case 'owner':
      return `Still no decision: ${who}, who ${people.length > 1 ? 'answer' : 'answers'} for the workflow, ${was} told.`
    default:
      return `${who} ${was} told.`
  }
}

/** What comes next, after "next: ". */
export const nextWords: { readonly [step in EscalationStep]: string } = {
  first: 'told first',
  remind: 'a reminder',
  backup: 'the backup',
  owner: 'the accountable owner',
}
