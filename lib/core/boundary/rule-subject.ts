import type { ActionTypeJson, CatalogueJson } from '../catalogue/catalogue'
import type { SaidIn } from '../language/said'
import type { RuleForm } from './analysis'
import { listed } from './sentence-parts'

/** What a rule is about. `amount`: whether an amount can follow the noun itself, as in "refunds of €5.00". */
export type Subject = { text: string; plural: boolean; amount: boolean }

/** Verbs that also are a thing that is counted. */
const counted: Readonly<Record<string, Readonly<Record<SaidIn, string>>>> = {
  refund: { en: 'Refunds', de: 'Erstattungen' },
  transfer: { en: 'Transfers', de: 'Überweisungen' },
  purchase: { en: 'Purchases', de: 'Käufe' },
  export: { en: 'Exports', de: 'Exporte' },
  payout: { en: 'Payouts', de: 'Auszahlungen' },
}

/**
 * What a rule is about, as a sentence begins with it: "Refunds", "Sending a message and paying a supplier". Titles of actions
 * are what somebody wrote; German quotes them, because no ending could be put to them.
 */
export function subjectOf(form: RuleForm, catalogue: CatalogueJson, language: SaidIn): Subject {
  const types = form.actions.map((name) => catalogue.action_types.find((type) => type.name === name) ?? name)
  const [only, ...others] = types
  if (only !== undefined && others.length === 0 && typeof only === 'object') {
    const noun = counted[only.risk_facts.verb.toLowerCase()]?.[language]
    const alike = catalogue.action_types.filter((type) => type.risk_facts.verb === only.risk_facts.verb)
    if (noun !== undefined && alike.length === 1 && beginsWithVerb(only))
      return { text: noun, plural: true, amount: true }
  }
  return language === 'de' ? inGerman(types) : inEnglish(types)
}

function inEnglish(types: readonly (ActionTypeJson | string)[]): Subject {
  if (types.length === 0) return { text: 'Every action', plural: false, amount: true }
  const named = types.map((type, index) => (index === 0 ? doing(type) : lowered(doing(type))))
  return { text: listed(named, 'and'), plural: named.length > 1, amount: true }
}

function inGerman(types: readonly (ActionTypeJson | string)[]): Subject {
  if (types.length === 0) return { text: 'Jede Aktion', plural: false, amount: false }
  const named = types.map((type) => (typeof type === 'string' ? type : `„${type.title}“`))
  const plural = named.length > 1
  return { text: `${plural ? 'Die Aktionen' : 'Die Aktion'} ${listed(named, 'und')}`, plural, amount: false }
}

/** "Send a message" → "Sending a message"; a title that is no wish stays as it is. */
function doing(type: ActionTypeJson | string): string {
  if (typeof type === 'string') return type
  if (!beginsWithVerb(type)) return type.title
  const [verb = '', ...rest] = type.title.split(' ')
  return [progressive(verb), ...rest].join(' ')
}

function beginsWithVerb(type: ActionTypeJson): boolean {
  const first = type.title.split(' ')[0]?.toLowerCase() ?? ''
  return /^[a-z]{2,20}$/.test(first) && first === type.risk_facts.verb.split(' ')[0]?.toLowerCase()
}

function progressive(verb: string): string {
  if (/ie$/.test(verb)) return `${verb.slice(0, -2)}ying`
  if (/[^eoy]e$/.test(verb)) return `${verb.slice(0, -1)}ing`
  // A short verb doubles its last letter: run, set, stop.
  return /^[^aeiou]*[aeiou][bdgmnprt]$/i.test(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`
}

/** The first letter small, unless the word is an abbreviation. */
export function lowered(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
