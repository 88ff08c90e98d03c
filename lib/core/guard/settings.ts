import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { WINDOW_MINUTES } from './signals'

/** What the organisation says of its fatigue guard. */
export type GuardSettings = {
  /** So many approvals of one person within half an hour are many; 0: there is no guard. */
  many: number
  /** For so long others approve in place of somebody who rests. */
  restMinutes: number
}

/** The same as proposals, entries and the console write it. */
export type GuardNumbers = { approvals: number; rest_minutes: number }

export function guardNumbers({ many, restMinutes }: GuardSettings): GuardNumbers {
  return { approvals: many, rest_minutes: restMinutes }
}

/**
 * The first number that asks less of people than it did; null when none does, and one person may change them (decision 0009). A
 * guard that is off cannot be made weaker, so turning it on never does. What weakens in one number and strengthens in the other weakens.
 */
export function weakened(before: GuardNumbers, after: GuardNumbers): keyof GuardNumbers | null {
  if (before.approvals === 0) return null
  if (after.approvals === 0 || after.approvals > before.approvals) return 'approvals'
  return after.rest_minutes < before.rest_minutes ? 'rest_minutes' : null
}

/** The settings in words, to stand after "the fatigue guard is". Total: whatever was stored has words. */
export function guardWords(numbers: Json, language: SaidIn = 'en'): string {
  const words = WORDS[language]
  const at = (name: keyof GuardNumbers) =>
    typeof numbers === 'object' && numbers !== null && !Array.isArray(numbers) ? numbers[name] : undefined
  const [approvals, rest] = [at('approvals'), at('rest_minutes')]
  if (typeof approvals !== 'number' || typeof rest !== 'number') return words.unknown
  if (approvals === 0) return words.off
  return words.numbers(approvals, rest)
}

/** A change of the settings, for the log. */
export function guardSettingsChange(before: Json, after: Json): string {
  return `set the fatigue guard to ${guardWords(after)} (before: ${guardWords(before)})`
}

type Words = { unknown: string; off: string; numbers: (approvals: number, restMinutes: number) => string }
const counted = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`
const WORDS: Readonly<Record<SaidIn, Words>> = {
  en: {
    unknown: 'not known',
    off: 'off',
    numbers: (approvals, rest) =>
      `${counted(approvals, 'approval')} in ${WINDOW_MINUTES} minutes, rests of ${counted(rest, 'minute')}`,
  },
  de: {
    unknown: 'nicht bekannt',
    off: 'aus',
    numbers: (approvals, rest) =>
      `${approvals} ${approvals === 1 ? 'Genehmigung' : 'Genehmigungen'} in ${WINDOW_MINUTES} Minuten, Pausen von ${rest} ${rest === 1 ? 'Minute' : 'Minuten'}`,
  },
}
