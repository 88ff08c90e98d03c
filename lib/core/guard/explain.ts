import type { SaidIn } from '../language/said'
import type { GuardLevel, Hasty } from './level'
import { type Signal, WINDOW_MINUTES } from './signals'
import { english, type GuardWords } from './words'
import { german } from './words-de'

export const guardTexts: { readonly [language in SaidIn]: GuardWords } = { en: english, de: german }

/** Why a question comes before an approval: it was opened only just now, or what the last decisions say. */
export type WhyAsked = ({ code: 'hasty' } & Hasty) | Signal

/** The same to that person, one sentence. */
export function whyAskedToYou(why: WhyAsked, language: SaidIn): string {
  const { you } = guardTexts[language]
  return why.code === 'hasty' ? you.hasty(why) : signalToYou(why, language)
}

/** A signal in words, to the person whom it is about. Nobody else is shown any. */
export function signalToYou(signal: Signal, language: SaidIn): string {
  const { you } = guardTexts[language]
  switch (signal.code) {
    case 'rate':
      return you.rate(signal, WINDOW_MINUTES)
    case 'fast':
      return you.fast(signal)
    case 'streak':
      return you.streak(signal)
    case 'hour':
      return you.hour(clock(signal.hour), clock((signal.hour + 1) % 24))
    case 'shift':
      return you.shift(signal)
  }
}

/** What the guard asks of this approval, to the person; null when nothing. `until` is RFC 3339 in UTC. */
export function guardSentence(
  level: GuardLevel,
  until: string | null,
  unusual: string | null,
  language: SaidIn,
): string | null {
  const words = guardTexts[language]
  switch (level) {
    case 'none':
      return null
    case 'nudge':
      return unusual === null ? words.breath : `${words.breath} ${words.unusual(unusual)}`
    case 'check':
      return words.question
    case 'reroute':
      return words.othersApprove(until === null ? null : `${until.slice(11, 16)} UTC`)
  }
}

/** A change of level, for the log. */
export function guardChange(from: string, to: string, who: string, language: SaidIn = 'en'): string {
  const { became } = guardTexts[language]
  return to === 'none' || to === 'nudge' || to === 'check' || to === 'reroute'
    ? became[to](who)
    : became.other(who, from, to)
}

/** A stored question, which is English, in the language of whoever answers it. Its choices are values and stay. */
export function sayQuestion({ pointer, text }: { pointer: string; text: string }, language: SaidIn): string {
  const { asks } = guardTexts[language]
  switch (pointer) {
    case '/resource':
      return asks.resource(between(text, english.asks.resource))
    case '/environment':
      return asks.environment
    case '/title':
      return asks.title
    case '/code':
      return asks.code
    default:
      return asks.param(between(text, english.asks.param))
  }
}

/** What stands where the sentence has its value. */
function between(text: string, sentence: (value: string) => string): string {
  const [before = '', after = ''] = sentence('\n').split('\n')
  return text.slice(before.length, text.length - after.length)
}

const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`
