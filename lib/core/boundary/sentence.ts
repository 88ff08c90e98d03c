import type { ActionTypeJson, CatalogueJson } from '../catalogue/catalogue'
import type { SaidIn } from '../language/said'
import { sayValue } from '../language/value'
import type { RuleCondition, RuleForm, SentencePart } from './analysis'
import { factPhrases, factPhrasesIn } from './fact-phrases'
import type { Rule } from './rule'
import { subjectOf } from './rule-subject'
import { joined, sentenceText } from './sentence-parts'
import { english, type OpenCurrency, type SaidClause, type SentenceWords } from './sentence-words'
import { german } from './sentence-words-de'

const words: Readonly<Record<SaidIn, SentenceWords>> = { en: english, de: german }

/**
 * A rule as one sentence: "Refunds above €500.00 in production need two of payments-leads, each with a passkey." A rule
 * without a form is said in its own words, its reason.
 */
export function ruleSentence(
  rule: Rule,
  form: RuleForm | null,
  catalogue: CatalogueJson,
  language: SaidIn,
): SentencePart[] {
  const say = words[language]
  if (form === null) return joined(say.unformed(rule))
  const subject = subjectOf(form, catalogue, language)
  const scope = { ...conditionParts(form, catalogue, language), place: placeParts(form, catalogue, language) }
  return joined(say.rule(subject, scope, rule))
}

/** The consent that a rule demands: "two of payments-leads, each with a passkey". */
export function consentText(rule: Rule, language: SaidIn): string {
  return sentenceText(words[language].consent(rule))
}

/** What the conditions of a form say: "above €500.00"; empty when there are none. */
export function conditionText(form: RuleForm, catalogue: CatalogueJson, language: SaidIn): string {
  const { amounts, when } = conditionParts(form, catalogue, language)
  return `${words[language].alone(sentenceText(amounts))}${sentenceText(when)}`.trim()
}

/** Where a form applies: "in production from support-agents"; empty when everywhere. */
export function placeText(form: RuleForm, catalogue: CatalogueJson, language: SaidIn): string {
  return sentenceText(placeParts(form, catalogue, language)).trim()
}

function placeParts({ resource, runtimes }: RuleForm, catalogue: CatalogueJson, language: SaidIn): SentencePart[] {
  return words[language].place({
    environment: resource.kind === 'environment' ? resource.environment : null,
    resource: resource.kind === 'exact' ? resource.id : null,
    // Naming every runtime that takes part restricts nothing.
    runtimes: catalogue.runtimes.every((slug) => runtimes.includes(slug)) ? [] : runtimes,
  })
}

// ---------------------------------------------------------------- conditions

/** `amounts` stand right after the action, `when` has the others. */
function conditionParts(
  form: RuleForm,
  catalogue: CatalogueJson,
  language: SaidIn,
): { amounts: SentencePart[]; when: SentencePart[] } {
  const types = catalogue.action_types.filter((type) => form.actions.length === 0 || form.actions.includes(type.name))
  const about: About = { types, conditions: form.conditions, language }
  const amount = amountPath(form.conditions, types)
  const amounts = form.conditions.filter((condition) => condition.path === amount)
  const rest = form.conditions.filter((condition) => condition.path !== amount)
  const currency = amounts[0] ? openCurrency(amounts[0], about) : null
  const compared = amounts.map((condition) => ({ op: condition.op, shown: shownValue(condition, about) }))
  return {
    amounts: words[language].amounts(compared, currency, subjectOf(form, catalogue, language)),
    when: words[language].when(rest.map((condition) => clauseOf(condition, about))),
  }
}

/** What a condition is read beside: the actions that the rule is about, and everything else that it asks for. */
type About = { types: readonly ActionTypeJson[]; conditions: readonly RuleCondition[]; language: SaidIn }

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

function clauseOf(condition: RuleCondition, about: About): SaidClause {
  const { path, op, value } = condition
  const known = factPhrasesIn(about.language)[path]
  if (typeof value === 'boolean' && known?.yes !== undefined && known.no !== undefined)
    return { kind: 'clause', text: (op === '==') === value ? known.yes : known.no }
  const label = about.types.flatMap((type) => labelOf(path, type)?.label ?? [])[0]
  return {
    ...(known !== undefined
      ? { kind: 'fact', subject: known.text }
      : label !== undefined
        ? { kind: 'label', subject: label.replace(/ at most$/, '') }
        : { kind: 'name', subject: path.replace(/^params[.]/, '') }),
    op,
    shown: shownValue(condition, about),
    isText: typeof value === 'string',
    currency: openCurrency(condition, about),
  }
}

function shownValue(condition: RuleCondition, about: About): string {
  const { path, value } = condition
  const { language } = about
  if (typeof value === 'boolean') return value ? words[language].yes : words[language].no
  const money = moneyOf(condition, about)
  if (money !== null) return sayValue(value, 'money', money.currency, language)
  const fact = factPhrasesIn(language)[path]
  const said = fact?.values?.[String(value)]
  if (said !== undefined) return said
  const labelled = about.types.flatMap((type) => labelOf(path, type)?.format ?? [])[0]
  const format =
    fact === undefined
      ? (labelled ?? (typeof value === 'number' ? 'integer' : 'text'))
      : fact.format === undefined || fact.format === 'money'
        ? 'integer'
        : fact.format
  return sayValue(value, format, undefined, language)
}

/** Where the amount of a condition is money and the rule does not say in which. */
function openCurrency(condition: RuleCondition, about: About): OpenCurrency {
  const money = moneyOf(condition, about)
  if (money === null || money.currency !== undefined || !money.named) return null
  return money.counted ? 'requests' : 'request'
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
