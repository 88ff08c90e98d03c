import type { SaidIn } from '../language/said'
import type { IneligibleWhy } from '../refusal'
import { type DecisionWords, english } from './words'
import { german } from './words-de'

export const decisionWords: { readonly [language in SaidIn]: DecisionWords } = { en: english, de: german }

/** One sentence per reason, the same in console, API and log (law 13). */
export function explainIneligible(why: IneligibleWhy, who: 'you' | 'they', language: SaidIn): string {
  return decisionWords[language][who][why]
}

/** A denial code as people read it; null for one that is not known. */
export function sayDenial(code: string, language: SaidIn): string | null {
  const { denials } = decisionWords[language]
  return Object.hasOwn(denials, code) ? (denials[code] ?? null) : null
}
