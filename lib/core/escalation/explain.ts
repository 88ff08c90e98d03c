import type { SaidIn } from '../language/said'
import type { EscalationStep } from './ladder'
import type { Note } from './told'
import { type EscalationWords, english } from './words'
import { german } from './words-de'

type Name = (id: string) => string

const said: { readonly [language in SaidIn]: EscalationWords } = { en: english, de: german }

/** Why one person was told, after their name; null for a note that is about no one person. */
export function whyTold(note: Note, name: Name, language: SaidIn): string | null {
  const { told } = said[language]
  switch (note.code) {
    case 'on_call':
    case 'next_in_line':
    case 'backup':
      return told[note.code](name(note.team))
    case 'stand_in':
      return told.stand_in(name(note.for))
    case 'again':
    case 'owner':
      return told[note.code]
    default:
      return null
  }
}

/** Why somebody was told, as their notice keeps it: the code, and the name as it was then of the team or the person that it is about. */
export function keptWhy(note: Note | undefined, name: Name): { why: string; of: string } {
  switch (note?.code) {
    case 'on_call':
    case 'next_in_line':
    case 'backup':
      return { why: note.code, of: name(note.team) }
    case 'stand_in':
      return { why: note.code, of: name(note.for) }
    case 'owner':
      return { why: note.code, of: '' }
    default:
      return { why: 'may', of: '' }
  }
}

/** What a notice kept, to that person, inside of a sentence. Older notices kept the English words, which stay. */
export function whyYou({ why, of }: { why: string; of: string }, language: SaidIn = 'en'): string {
  const { you } = said[language]
  switch (why) {
    case 'on_call':
    case 'next_in_line':
    case 'backup':
    case 'stand_in':
      return you[why](of)
    case 'owner':
    case 'may':
      return you[why]
    default:
      return why
  }
}

/** Why a step told more or other people than the rota names, as a sentence; null for a note that is about a person who was told. */
export function aboutTelling(note: Note, name: Name, language: SaidIn): string | null {
  const { about, noStandIn } = said[language]
  switch (note.code) {
    case 'passed_over':
      return about.passed_over(name(note.person), name(note.team))
    case 'no_stand_in':
      return about.no_stand_in(name(note.person), noStandIn[note.why])
    case 'no_rota':
    case 'holiday':
    case 'not_begun':
    case 'nobody':
    case 'too_few':
    case 'no_backup':
      return about[note.code](name(note.team))
    case 'nobody_can_decide':
      return about.nobody_can_decide
    default:
      return null
  }
}

/** What a step did, for the log and the page: "Still no decision: Tom Ek was told as well." */
export function stepSentence(
  step: string,
  people: readonly string[],
  name: Name,
  why: readonly string[] = [],
  language: SaidIn = 'en',
): string {
  const words = said[language]
  const who = people.length === 0 ? words.nobody : words.list(people.map(name))
  const many = people.length > 1
  if (why.includes('nobody_can_decide')) return words.step.nobodyLeft(who, many)
  switch (step) {
    case 'first':
    case 'remind':
    case 'backup':
    case 'owner':
      return words.step[step](who, many)
    default:
      return words.step.other(who, many)
  }
}

/** What comes next, after "next: ". */
export function nextWords(step: EscalationStep, language: SaidIn): string {
  return said[language].next[step]
}
