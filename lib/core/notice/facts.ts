import { sayDay } from '../accountability/review'
import type { AccountabilityWords } from '../accountability/words'
import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { type Said, sayChange } from '../proposal/explain'

export type Facts = { readonly [key: string]: Json }

/** Readers of what is stored with a notice; total, because older notices hold what is a code or a day now as words. */
export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

/** The role of a notice by its words; a role of a later version as it is. */
export function roleOf(words: AccountabilityWords['roles']): (facts: Facts) => string {
  return (facts) => {
    const role = text(facts.role)
    return Object.hasOwn(words, role) ? words[role as keyof typeof words] : role.replaceAll('_', ' ')
  }
}

/** Why there is a gap. */
export function gapOf(why: Json | undefined, words: AccountabilityWords['gaps']): string {
  const code = text(why)
  return Object.hasOwn(words, code) ? words[code as keyof typeof words] : code
}

/** A day ("2026-11-26") as it is written in sentences. */
export function dayOf(value: Json | undefined, language: SaidIn): string {
  const day = text(value)
  return /^\d{4}-\d\d-\d\d$/.test(day) ? sayDay(new Date(day), language) : day
}

/** What was proposed, with the names as they were then. */
export function changeOf(facts: Facts, language: SaidIn): string {
  const change = members(facts.change)
  if (change === null) return text(facts.what)
  const { kind, subject = null, before = null, after = null } = change
  const names = members(facts.names) ?? {}
  return sayChange({ kind: text(kind), subject, before, after } satisfies Said, (id) => text(names[id]) || id, language)
}

function members(value: Json | undefined): { readonly [key: string]: Json } | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}
