import type { Reason } from '../boundary/consent'
import { accountabilityRoles } from '../directory'
import type { SaidIn } from '../language/said'
import { english, type RequestWords } from './words'
import { german } from './words-de'

export const requestWords: { readonly [language in SaidIn]: RequestWords } = { en: english, de: german }

/**
 * A stored reason to people. What a rule or a person said stays as they wrote it; what we say of our own is stored in English
 * and said by its code.
 */
export function sayReason({ code, message }: Pick<Reason, 'code' | 'message'>, language: SaidIn): string {
  if (language === 'en') return message
  const words = requestWords[language]
  if (code === 'accountability.gap') return words.gap(missingIn(message).map((name) => sayMissing(name, words)))
  const { reasons } = words
  return (code in reasons ? reasons[code as keyof typeof reasons] : undefined) ?? message
}

/** What the stored sentence says is missing, in its words. */
function missingIn(message: string): string[] {
  const [before = '', after = ''] = english.gap(['\n']).split('\n')
  return message.slice(before.length, message.length - after.length).split(', ')
}

function sayMissing(name: string, words: RequestWords): string {
  const role = accountabilityRoles.find((known) => english.roles[known] === name)
  if (role !== undefined) return words.roles[role]
  const [, what = name, runtime = ''] = VENDOR.exec(name) ?? []
  return runtime === '' ? name : words.vendorGap(words.vendorMissing[what] ?? what, runtime)
}

const VENDOR = /^the (.+) of the vendor-managed runtime (.+)$/
