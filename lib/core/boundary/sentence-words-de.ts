import type { SentencePart } from './analysis'
import type { Rule } from './rule'
import { listed, plain, strong } from './sentence-parts'
import type { OpenCurrency, SaidClause, SaidComparison, SentenceWords } from './sentence-words'

/**
 * German puts the conditions first ("Wenn …, brauchen Erstattungen …"), so that they cannot be read as a condition of the
 * consent alone. Amounts are "von mehr als …": "über 500,00 €" would also mean exactly that much.
 */
export const german: SentenceWords = {
  yes: 'ja',
  no: 'nein',
  amounts: (amounts, currency, { amount: direct }) => [
    ...amounts.flatMap(({ op, shown }, index) => {
      const before = index === 0 ? (direct ? ' ' : ' mit einem Betrag ') : ' und '
      // Said once, but not of what is "ungleich".
      const of = op !== '!=' && (index === 0 || amounts[index - 1]?.op === '!=') ? 'von ' : ''
      return [plain(`${before}${of}${sizes[op]}`), strong(shown)]
    }),
    plain(currencies(currency)),
  ],
  alone: (amounts) => amounts.replace(/^(?: mit einem Betrag)? von /, ''),
  place: ({ environment, resource, runtimes }) => [
    ...(environment === null ? [] : [plain(environments[environment] ?? ` in der Umgebung ${environment}`)]),
    ...(resource === null ? [] : [plain(' an '), strong(resource)]),
    ...(runtimes.length === 0
      ? []
      : [plain(` aus ${runtimes.length === 1 ? 'der Runtime' : 'einer der Runtimes'} ${listed(runtimes, 'oder')}`)]),
  ],
  when: (clauses) =>
    clauses.flatMap((clause, index) => [
      plain(index === 0 ? ' wenn ' : index === clauses.length - 1 ? ' und ' : ', '),
      ...clauseParts(clause, clauses[index - 1]),
    ]),
  rule: ({ text, plural }, { amounts, place, when }, rule) => {
    const [first, ...others] = when
    const { verb, rest } = predicate(rule, plural)
    if (first === undefined) return [plain(text), ...amounts, ...place, plain(` ${verb} `), ...rest, plain('.')]
    const subject = text.replace(/^(?:Jede|Die) /, (article) => article.toLowerCase())
    return [
      plain(first.text.replace(' wenn', 'Wenn')),
      ...others,
      plain(`, ${verb} ${subject}`),
      ...amounts,
      ...place,
      plain(' '),
      ...rest,
      plain('.'),
    ]
  },
  unformed: (rule) => {
    const { verb, rest } = predicate(rule, false)
    return [plain(`${ended(rule.reason)} Das ${verb} `), ...rest, plain('.')]
  },
  consent: consentNoun,
}

const environments: Readonly<Record<string, string>> = { prod: ' in der Produktion', dev: ' in der Entwicklung' }
const numbers = ['keine', 'eine', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn']
const sizes: Readonly<Record<SaidComparison['op'], string>> = {
  '==': 'genau ',
  '!=': 'ungleich ',
  '>': 'mehr als ',
  '>=': 'mindestens ',
  '<': 'weniger als ',
  '<=': 'höchstens ',
}

/** With its verb at the end, as it follows "wenn". What the clause before is about is not said again. */
function clauseParts(clause: SaidClause, previous: SaidClause | undefined): SentencePart[] {
  if (clause.kind === 'clause') return [plain(clause.text)]
  const [before, verb] = compared(clause)
  const subject = clause.kind === 'fact' ? clause.subject : `„${clause.subject}“`
  const isSaid = previous?.kind === clause.kind && previous.subject === clause.subject
  return [
    plain(`${isSaid ? '' : `${subject} `}${before}`),
    strong(clause.shown),
    plain(`${currencies(clause.currency)} ${verb}`),
  ]
}

function compared({ op, isText }: { op: SaidComparison['op']; isText: boolean }): [before: string, verb: string] {
  switch (op) {
    case '==':
      return ['', 'ist']
    case '!=':
      return ['nicht ', 'ist']
    case '>':
      return isText ? ['nach ', 'kommt'] : ['über ', 'liegt']
    case '>=':
      return isText ? ['nicht vor ', 'kommt'] : ['mindestens ', 'ist']
    case '<':
      return isText ? ['vor ', 'kommt'] : ['unter ', 'liegt']
    case '<=':
      return isText ? ['nicht nach ', 'kommt'] : ['höchstens ', 'ist']
  }
}

function currencies(open: OpenCurrency): string {
  if (open === null) return ''
  return open === 'requests' ? ' in den Währungen dieser Anfragen' : ' in der Währung der Anfrage'
}

function predicate(rule: Rule, plural: boolean): { verb: string; rest: SentencePart[] } {
  const is = plural ? 'sind' : 'ist'
  switch (rule.tier) {
    case 'allow':
      return { verb: is, rest: [plain('allein durch die Richtlinie erlaubt')] }
    case 'notify':
      return { verb: is, rest: [plain('allein durch die Richtlinie erlaubt; Personen werden benachrichtigt')] }
    case 'deny':
      return { verb: is, rest: [strong('nie'), plain(' erlaubt')] }
    case 'approve':
      return { verb: plural ? 'brauchen' : 'braucht', rest: consentNoun(rule) }
  }
}

function consentNoun(rule: Rule): SentencePart[] {
  if (rule.tier === 'deny') return [plain('nie erlaubt')]
  if (rule.tier === 'allow') return [plain('allein durch die Richtlinie erlaubt')]
  if (rule.tier === 'notify') return [plain('allein durch die Richtlinie erlaubt, Personen werden benachrichtigt')]
  const teams = listed(rule.approvers, 'oder')
  if (rule.quorum >= 2)
    return [
      strong(`${numbers[rule.quorum] ?? rule.quorum} genehmigende Personen aus ${teams}`),
      plain(`, jede mit Passkey${promisesOfEach(rule)}`),
    ]
  return [
    strong(`eine genehmigende Person aus ${teams}`),
    plain(`${rule.stepup === 'passkey' ? ' mit Passkey' : ''}${promisesOfOne(rule)}`),
  ]
}

/** "; jede bestätigt „Ticket geprüft“ und beantwortet „Ticketnummer?“" */
function promisesOfEach({ attestations, prompt }: Rule): string {
  const said = [
    ...(attestations.length === 0 ? [] : [`bestätigt ${confirmed(attestations)}`]),
    ...(prompt === null ? [] : [`beantwortet „${prompt}“`]),
  ]
  return said.length === 0 ? '' : `; jede ${said.join(' und ')}`
}

/** ", die „Ticket geprüft“ bestätigt und „Ticketnummer?“ beantwortet" */
function promisesOfOne({ attestations, prompt }: Rule): string {
  const said = [
    ...(attestations.length === 0 ? [] : [`${confirmed(attestations)} bestätigt`]),
    ...(prompt === null ? [] : [`„${prompt}“ beantwortet`]),
  ]
  return said.length === 0 ? '' : `, die ${said.join(' und ')}`
}

function confirmed(attestations: readonly string[]): string {
  const [only, ...others] = attestations
  return others.length === 0 ? `„${only}“` : `${numbers[attestations.length] ?? attestations.length} Dinge`
}

function ended(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`
}
