import type { ActionTypeJson, CatalogueJson } from '../catalogue/catalogue'
import { showValue } from '../presentation/format'
import type { RuleCondition, RuleForm, SentencePart } from './analysis'
import { factPhrases } from './fact-phrases'
import type { Rule } from './rule'

/**
 * A rule as one sentence: "Refunds above €500.00 in production need two of payments-leads, each with a passkey." A rule
 * without a form is said in its own words, its reason.
 */
export function ruleSentence(rule: Rule, form: RuleForm | null, catalogue: CatalogueJson): SentencePart[] {
  if (form === null) return joined([plain(`${ended(rule.reason)} It `), ...consentParts(rule, false), plain('.')])
  const subject = subjectOf(form, catalogue)
  return joined([
    plain(subject.text),
    ...scopeParts(form, catalogue),
    plain(' '),
    ...consentParts(rule, subject.plural),
    plain('.'),
  ])
}

/** The consent that a rule demands: "two of payments-leads, each with a passkey". */
export function consentText(rule: Rule): string {
  return sentenceText(consentNoun(rule))
}

/** What the conditions of a form say: "above €500.00"; empty when there are none. */
export function conditionText(form: RuleForm, catalogue: CatalogueJson): string {
  const { amounts, others } = conditionParts(form, catalogue)
  return sentenceText([...amounts, ...others]).trim()
}

/** Where a form applies: "in production from support-agents"; empty when everywhere. */
export function placeText(form: RuleForm, catalogue: CatalogueJson): string {
  return sentenceText(placeParts(form, catalogue)).trim()
}

/** A sentence as one string. */
export function sentenceText(parts: readonly SentencePart[]): string {
  return parts.map((part) => part.text).join('')
}

// ---------------------------------------------------------------- who and what

/** Verbs that English also has as a thing that is counted. */
const counted: Readonly<Record<string, string>> = {
  refund: 'Refunds',
  transfer: 'Transfers',
  purchase: 'Purchases',
  export: 'Exports',
  payout: 'Payouts',
}

function subjectOf(form: RuleForm, catalogue: CatalogueJson): { text: string; plural: boolean } {
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

const environments: Readonly<Record<string, string>> = { prod: 'production', dev: 'development' }

function scopeParts(form: RuleForm, catalogue: CatalogueJson): SentencePart[] {
  const { amounts, others } = conditionParts(form, catalogue)
  return [...amounts, ...placeParts(form, catalogue), ...others]
}

function placeParts(form: RuleForm, catalogue: CatalogueJson): SentencePart[] {
  const parts: SentencePart[] = []
  const { resource, runtimes } = form
  if (resource.kind === 'environment')
    parts.push(plain(` in ${environments[resource.environment] ?? resource.environment}`))
  if (resource.kind === 'exact') parts.push(plain(' on '), strong(resource.id))
  // Naming every runtime that takes part restricts nothing.
  if (runtimes.length > 0 && !catalogue.runtimes.every((slug) => runtimes.includes(slug)))
    parts.push(plain(` from ${listed(runtimes, 'or')}`))
  return parts
}

// ---------------------------------------------------------------- conditions

/** `amounts` stand right after the action, `others` at the end. */
function conditionParts(form: RuleForm, catalogue: CatalogueJson): { amounts: SentencePart[]; others: SentencePart[] } {
  const types = catalogue.action_types.filter((type) => form.actions.length === 0 || form.actions.includes(type.name))
  const amount = amountPath(form.conditions, types)
  const about = form.conditions.filter((condition) => condition.path === amount)
  const rest = form.conditions.filter((condition) => condition.path !== amount)
  return {
    amounts: about.flatMap((condition, index) => [
      plain(index === 0 ? ' ' : ' and '),
      ...comparisonParts(condition, shownValue(condition, types), true),
    ]),
    others: rest.flatMap((condition, index) => [
      plain(index === 0 ? ' when ' : ' and '),
      ...phraseParts(condition, types),
    ]),
  }
}

/** The one amount that the conditions are about: said without its label, right after the action. */
function amountPath(conditions: readonly RuleCondition[], types: readonly ActionTypeJson[]): string | null {
  const paths = new Set(
    conditions
      .filter(({ path }) => types.length > 0 && types.every((type) => labelOf(path, type)?.format === 'money'))
      .map(({ path }) => path),
  )
  const [only, ...others] = paths
  return only !== undefined && others.length === 0 ? only : null
}

function phraseParts(condition: RuleCondition, types: readonly ActionTypeJson[]): SentencePart[] {
  const known = factPhrases[condition.path]
  const label = types.flatMap((type) => labelOf(condition.path, type)?.label ?? [])[0]
  const subject =
    known?.text ??
    (label === undefined ? condition.path.replace(/^params[.]/, '') : lowered(label.replace(/ at most$/, '')))
  if (typeof condition.value === 'boolean' && known?.yes !== undefined && known.no !== undefined)
    return [plain((condition.op === '==') === condition.value ? known.yes : known.no)]
  return [plain(`${subject} is `), ...comparisonParts(condition, shownValue(condition, types), false)]
}

/** "above €500.00": as an adjective of the action, or after "is". */
function comparisonParts({ op, value }: RuleCondition, shown: string, adjective: boolean): SentencePart[] {
  const isText = typeof value === 'string'
  switch (op) {
    case '==':
      return [plain(adjective ? 'of ' : ''), strong(shown)]
    case '!=':
      return [plain(adjective ? 'other than ' : 'not '), strong(shown)]
    case '>':
      return [plain(isText ? 'after ' : 'above '), strong(shown)]
    case '>=':
      return [strong(shown), plain(' or more')].map((part, index) =>
        index === 0 && adjective ? { ...part, text: `of ${part.text}` } : part,
      )
    case '<':
      return [plain(isText ? 'before ' : 'below '), strong(shown)]
    case '<=':
      return [plain(adjective ? 'up to ' : 'at most '), strong(shown)]
  }
}

function shownValue({ path, value }: RuleCondition, types: readonly ActionTypeJson[]): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const fact = factPhrases[path]
  if (fact?.format === 'money' && typeof value === 'number') {
    const formats = types.map((type) => type.param_labels.find((label) => label.format === 'money'))
    const [only, ...others] = new Set(types.map((type, index) => currencyOf(formats[index]?.currency_param, type)))
    return showValue(
      value,
      formats.every((label) => label) ? 'money' : 'integer',
      others.length === 0 ? only : undefined,
    )
  }
  if (fact !== undefined) return fact.values?.[String(value)] ?? showValue(value, fact.format ?? 'integer')
  const labels = types.flatMap((type) => {
    const label = labelOf(path, type)
    return label ? [{ label, currency: currencyOf(label.currency_param, type) }] : []
  })
  const format = labels[0]?.label.format ?? (typeof value === 'number' ? 'integer' : 'text')
  const currencies = new Set(labels.map(({ currency }) => currency))
  return showValue(value, format, currencies.size === 1 ? labels[0]?.currency : undefined)
}

/** The only currency that the params can have; undefined when there are several. */
function currencyOf(param: string | undefined, type: ActionTypeJson): string | undefined {
  if (param === undefined) return undefined
  const schema = type.params_schema as { properties?: Record<string, { enum?: unknown[]; const?: unknown }> } | null
  const property = schema?.properties?.[param]
  const values = property?.const === undefined ? (property?.enum ?? []) : [property.const]
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : undefined
}

function labelOf(path: string, type: ActionTypeJson): ActionTypeJson['param_labels'][number] | undefined {
  return path.startsWith('params.') ? type.param_labels.find((label) => label.name === path.slice(7)) : undefined
}

// ---------------------------------------------------------------- consent

const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function consentParts(rule: Rule, plural: boolean): SentencePart[] {
  switch (rule.tier) {
    case 'allow':
      return [plain(plural ? 'pass by policy' : 'passes by policy')]
    case 'notify':
      return [plain(plural ? 'pass by policy; people are told' : 'passes by policy; people are told')]
    case 'deny':
      return [plain(plural ? 'are ' : 'is '), strong('never'), plain(' allowed')]
    case 'approve':
      return [plain(plural ? 'need ' : 'needs '), ...consentNoun(rule)]
  }
}

function consentNoun(rule: Rule): SentencePart[] {
  if (rule.tier === 'deny') return [plain('never allowed')]
  if (rule.tier !== 'approve') return [plain(rule.tier === 'allow' ? 'by policy' : 'by policy, people told')]
  const people = `${numbers[rule.quorum] ?? rule.quorum} of ${listed(rule.approvers, 'or')}`
  // Two people always sign (`combine`).
  if (rule.quorum >= 2) return [strong(people), plain(', each with a passkey')]
  return [strong(people), plain(rule.stepup === 'passkey' ? ' with a passkey' : '')]
}

// ---------------------------------------------------------------- words

function listed(words: readonly string[], last: 'and' | 'or'): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`
}

/** The first letter small, unless the word is an abbreviation. */
function lowered(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}

function plain(text: string): SentencePart {
  return { text, strong: false }
}

function strong(text: string): SentencePart {
  return { text, strong: true }
}

/** Neighbours of one kind become one part. */
function joined(parts: readonly SentencePart[]): SentencePart[] {
  const out: SentencePart[] = []
  for (const part of parts) {
    const last = out.at(-1)
    if (part.text === '') continue
    if (last?.strong === part.strong) last.text += part.text
    else out.push({ ...part })
  }
  return out
}
