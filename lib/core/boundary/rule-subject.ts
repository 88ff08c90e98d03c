import type { ActionTypeJson, CatalogueJson } from '../catalogue/catalogue'
import type { RuleForm } from './analysis'

/** Verbs that English also has as a thing that is counted. */
const counted: Readonly<Record<string, string>> = {
  refund: 'Refunds',
  transfer: 'Transfers',
  purchase: 'Purchases',
  export: 'Exports',
  payout: 'Payouts',
}

/** What a rule is about, as a sentence begins with it: "Refunds", "Sending a message and paying a supplier". */
export function subjectOf(form: RuleForm, catalogue: CatalogueJson): { text: string; plural: boolean } {
  const types = form.actions.map((name) => catalogue.action_types.find((type) => type.name === name) ?? name)
  const [only, ...others] = types
  if (only === undefined) return { text: 'Every action', plural: false }
  if (others.length === 0 && typeof only === 'object') {
    const noun = counted[only.risk_facts.verb.toLowerCase()]
    const alike = catalogue.action_types.filter((type) => type.risk_facts.verb === only.risk_facts.verb)
    if (noun !== undefined && alike.length === 1 && beginsWithVerb(only)) return { text: noun, plural: true }
  }
  const named = types.map((type, index) => (index === 0 ? doing(type) : lowered(doing(type))))
  return { text: listed(named, 'and'), plural: named.length > 1 }
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

/** Words in a row, the last two joined. */
export function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** The first letter small, unless the word is an abbreviation. */
export function lowered(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
