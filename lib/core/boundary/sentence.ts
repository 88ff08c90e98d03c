import type { ActionTypeJson, CatalogueJson } from '../catalogue/catalogue'
import { showValue } from '../presentation/format'
import type { RuleCondition, RuleForm, SentencePart } from './analysis'
import { factPhrases } from './fact-phrases'
import type { Rule } from './rule'
import { listed, lowered, subjectOf } from './rule-subject'

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

// ---------------------------------------------------------------- where

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
  const about = { types, conditions: form.conditions }
  const amount = amountPath(form.conditions, types)
  const amounts = form.conditions.filter((condition) => condition.path === amount)
  const rest = form.conditions.filter((condition) => condition.path !== amount)
  return {
    amounts: [
      ...amounts.flatMap((condition, index) => [
        plain(index === 0 ? ' ' : ' and '),
        ...comparisonParts(condition, shownValue(condition, about), true),
      ]),
      // Said once: all of them are about the same amount.
      plain(amounts[0] ? openCurrency(amounts[0], about) : ''),
    ],
    others: rest.flatMap((condition, index) => [
      plain(index === 0 ? ' when ' : ' and '),
      ...phraseParts(condition, about),
      plain(openCurrency(condition, about)),
    ]),
  }
}

/** What a condition is read beside: the actions that the rule is about, and everything else that it asks for. */
type About = { types: readonly ActionTypeJson[]; conditions: readonly RuleCondition[] }

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

function phraseParts(condition: RuleCondition, about: About): SentencePart[] {
  const { types } = about
  const known = factPhrases[condition.path]
  const label = types.flatMap((type) => labelOf(condition.path, type)?.label ?? [])[0]
  const subject =
    known?.text ??
    (label === undefined ? condition.path.replace(/^params[.]/, '') : lowered(label.replace(/ at most$/, '')))
  if (typeof condition.value === 'boolean' && known?.yes !== undefined && known.no !== undefined)
    return [plain((condition.op === '==') === condition.value ? known.yes : known.no)]
  return [plain(`${subject} is `), ...comparisonParts(condition, shownValue(condition, about), false)]
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

function shownValue(condition: RuleCondition, about: About): string {
  const { path, value } = condition
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const money = moneyOf(condition, about)
  if (money !== null) return showValue(value, 'money', money.currency)
  const fact = factPhrases[path]
  if (fact !== undefined)
    return (
      fact.values?.[String(value)] ?? showValue(value, fact.format === 'money' ? 'integer' : (fact.format ?? 'integer'))
    )
  const format = about.types.flatMap((type) => labelOf(path, type)?.format ?? [])[0]
  return showValue(value, format ?? (typeof value === 'number' ? 'integer' : 'text'))
}

/** " in the request's currency", where the amount of a condition is money and the rule does not say in which. */
function openCurrency(condition: RuleCondition, about: About): string {
  const money = moneyOf(condition, about)
  if (money === null || money.currency !== undefined || !money.named) return ''
  return money.counted ? ' in the currencies of those requests' : " in the request's currency"
}

/**
 * Is this condition about an amount of money, and in which currency? It is known when the schemas allow only one, or when the
 * rule asks for one beside the amount. `named`: a param says it; `counted`: the sum of several requests. Null: it is something else.
 */
function moneyOf(
  { path, value }: RuleCondition,
  { types, conditions }: About,
): { currency: string | undefined; named: boolean; counted: boolean } | null {
  if (typeof value !== 'number') return null
  const counted = factPhrases[path]?.format === 'money'
  if (!counted && factPhrases[path] !== undefined) return null
  const labels = types.flatMap((type) => {
    const label = counted ? type.param_labels.find(({ format }) => format === 'money') : labelOf(path, type)
    return label ? [{ label, type }] : []
  })
  const [first] = labels
  if (first?.label.format !== 'money' || (counted && labels.length < types.length)) return null
  const [only, ...others] = new Set(
    labels.map(
      ({ label, type }) => currencyOf(label.currency_param, type) ?? askedFor(label.currency_param, conditions),
    ),
  )
  const named = labels.some(({ label }) => label.currency_param !== undefined)
  return { currency: others.length === 0 ? only : undefined, named, counted }
}

/** The only currency that the params can have; undefined when there are several. */
function currencyOf(param: string | undefined, type: ActionTypeJson): string | undefined {
  if (param === undefined) return undefined
  const schema = type.params_schema as { properties?: Record<string, { enum?: unknown[]; const?: unknown }> } | null
  const property = schema?.properties?.[param]
  const values = property?.const === undefined ? (property?.enum ?? []) : [property.const]
  return values.length === 1 && typeof values[0] === 'string' ? values[0] : undefined
}

/** The currency that the rule itself asks for. */
function askedFor(param: string | undefined, conditions: readonly RuleCondition[]): string | undefined {
  const found = conditions.find(({ path, op }) => path === `params.${param}` && op === '==')?.value
  return typeof found === 'string' ? found : undefined
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
  if (rule.quorum >= 2) return [strong(people), plain(`, each with a passkey${promises(rule, true)}`)]
  return [strong(people), plain(`${rule.stepup === 'passkey' ? ' with a passkey' : ''}${promises(rule, false)}`)]
}

/** ", who confirms “I saw the ticket” and answers “Ticket id?”" */
function promises({ attestations, prompt }: Rule, each: boolean): string {
  const [only] = attestations
  const confirms =
    only === undefined
      ? []
      : [`confirms ${attestations.length === 1 ? `“${only}”` : `${numbers[attestations.length]} things`}`]
  const said = [...confirms, ...(prompt === null ? [] : [`answers “${prompt}”`])]
  return said.length === 0 ? '' : `, ${each ? 'and each' : 'who'} ${said.join(' and ')}`
}

// ---------------------------------------------------------------- words

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
