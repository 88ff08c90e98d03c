import type { RuleCondition, SentencePart } from './analysis'
import type { Rule } from './rule'
import { lowered, type Subject } from './rule-subject'
import { listed, plain, strong } from './sentence-parts'

export type SaidComparison = { op: RuleCondition['op']; shown: string }
/** Whether an amount stands without its currency: it is that of the request, or of several. */
export type OpenCurrency = 'request' | 'requests' | null
/** One condition that stands at the end: a whole clause, or what is compared. A `label` is what somebody wrote, a `name` that of a param. */
export type SaidClause =
  | { kind: 'clause'; text: string }
  | ({ kind: 'fact' | 'label' | 'name'; subject: string; isText: boolean; currency: OpenCurrency } & SaidComparison)
export type SaidPlace = { environment: string | null; resource: string | null; runtimes: readonly string[] }
/** The parts between the action and the consent; each begins with a space, unless it is empty. */
export type SaidScope = { amounts: SentencePart[]; place: SentencePart[]; when: SentencePart[] }

/** The words and the order of a rule's sentence. */
export type SentenceWords = {
  yes: string
  no: string
  /** Right after the action: " above €500.00 and up to €1,000.00". */
  amounts: (
    amounts: readonly SaidComparison[],
    currency: OpenCurrency,
    subject: Pick<Subject, 'amount'>,
  ) => SentencePart[]
  /** " in production on charge:ch_1 from ci-runners" */
  place: (place: SaidPlace) => SentencePart[]
  /** Amounts by themselves, without what only joins them to the action. */
  alone: (amounts: string) => string
  /** " when the hour (UTC) is above 18" */
  when: (clauses: readonly SaidClause[]) => SentencePart[]
  rule: (subject: Subject, scope: SaidScope, rule: Rule) => SentencePart[]
  /** A rule that has no form: its reason, and what it demands. */
  unformed: (rule: Rule) => SentencePart[]
  /** What it demands, by itself: "two of payments-leads, each with a passkey". */
  consent: (rule: Rule) => SentencePart[]
}

export const english: SentenceWords = {
  yes: 'yes',
  no: 'no',
  amounts: (amounts, currency) => [
    ...amounts.flatMap((amount, index) => [plain(index === 0 ? ' ' : ' and '), ...comparison(amount, true, false)]),
    // Said once: all of them are about the same amount.
    plain(currencies(currency)),
  ],
  alone: (amounts) => amounts,
  place: ({ environment, resource, runtimes }) => [
    ...(environment === null ? [] : [plain(` in ${environments[environment] ?? environment}`)]),
    ...(resource === null ? [] : [plain(' on '), strong(resource)]),
    ...(runtimes.length === 0 ? [] : [plain(` from ${listed(runtimes, 'or')}`)]),
  ],
  when: (clauses) =>
    clauses.flatMap((clause, index) => [plain(index === 0 ? ' when ' : ' and '), ...clauseParts(clause)]),
  rule: ({ text, plural }, { amounts, place, when }, rule) => [
    plain(text),
    ...amounts,
    ...place,
    ...when,
    plain(' '),
    ...predicate(rule, plural),
    plain('.'),
  ],
  unformed: (rule) => [plain(`${ended(rule.reason)} It `), ...predicate(rule, false), plain('.')],
  consent: consentNoun,
}

const environments: Readonly<Record<string, string>> = { prod: 'production', dev: 'development' }
const numbers = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten']

function clauseParts(clause: SaidClause): SentencePart[] {
  if (clause.kind === 'clause') return [plain(clause.text)]
  const subject = clause.kind === 'label' ? lowered(clause.subject) : clause.subject
  return [plain(`${subject} is `), ...comparison(clause, false, clause.isText), plain(currencies(clause.currency))]
}

/** "above €500.00": as an adjective of the action, or after "is". */
function comparison({ op, shown }: SaidComparison, adjective: boolean, isText: boolean): SentencePart[] {
  switch (op) {
    case '==':
      return [plain(adjective ? 'of ' : ''), strong(shown)]
    case '!=':
      return [plain(adjective ? 'other than ' : 'not '), strong(shown)]
    case '>':
      return [plain(isText ? 'after ' : 'above '), strong(shown)]
    case '>=':
      return [strong(adjective ? `of ${shown}` : shown), plain(' or more')]
    case '<':
      return [plain(isText ? 'before ' : 'below '), strong(shown)]
    case '<=':
      return [plain(adjective ? 'up to ' : 'at most '), strong(shown)]
  }
}

function currencies(open: OpenCurrency): string {
  if (open === null) return ''
  return open === 'requests' ? ' in the currencies of those requests' : " in the request's currency"
}

function predicate(rule: Rule, plural: boolean): SentencePart[] {
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

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
