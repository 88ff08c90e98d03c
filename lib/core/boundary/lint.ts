import type { CatalogueJson } from '../catalogue/catalogue'
import type { SaidIn } from '../language/said'
import type { Finding } from './analysis'
import type { CedarRequest } from './cedar-request'
import { cellReader, enumerateCells } from './cells'
import { constantsOf } from './constants'
import { type FindingWords, findingWords } from './finding-words'
import { matchesPolicy } from './matches'
import { actionsOf, byAction, entitiesOf } from './policy-json'
import type { ComparedRule } from './rule-change'

/** What is looked at: the rules, what they are written for, and the teams that there are. */
export type LintedText = {
  rules: readonly ComparedRule[]
  catalogue: CatalogueJson
  /** Team slug → how many active members it has. */
  teams: ReadonlyMap<string, number>
}

const tiers = { allow: 0, notify: 1, approve: 2, deny: 3 } as const

/**
 * What is no error in a text but can hardly be meant: rules that no request reaches, that others always outdo or forbid, actions
 * that nothing permits, teams that cannot give the consent asked of them, machines that take no part. Errors first.
 */
export function lintBoundary(text: LintedText, language: SaidIn = 'en'): Finding[] {
  const words = findingWords[language]
  return [...teamFindings(text, words), ...machineFindings(text, words), ...reachFindings(text, words)].sort(
    (a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'),
  )
}

function teamFindings({ rules, teams }: LintedText, words: FindingWords): Finding[] {
  return rules.flatMap(({ rule }) => {
    if (rule.tier !== 'approve') return []
    const unknown = rule.approvers.filter((slug) => !teams.has(slug))
    if (unknown.length > 0) return unknown.map((slug) => error('team_unknown', rule.id, words.team_unknown(slug)))
    const empty = rule.approvers.filter((slug) => teams.get(slug) === 0)
    // A person in two of the teams counts once, so this many is the most that there can be.
    const people = rule.approvers.reduce((sum, slug) => sum + (teams.get(slug) ?? 0), 0)
    if (empty.length === rule.approvers.length)
      return empty.map((slug) => error('team_empty', rule.id, words.team_empty(slug)))
    if (rule.quorum > people)
      return [error('quorum_too_large', rule.id, words.quorum_too_large(rule.quorum, rule.approvers, people))]
    return empty.map((slug) => warning('team_empty', rule.id, words.team_empty(slug)))
  })
}

function machineFindings({ rules, catalogue }: LintedText, words: FindingWords): Finding[] {
  return rules.flatMap(({ rule, policy }) => {
    const named = constantsOf([policy])
    const runtimes = [...named.runtimes].filter((slug) => !catalogue.runtimes.includes(slug))
    const slugs = named.paths.get('principal.slug')?.texts ?? new Set<string>()
    const ids = entitiesOf(policy.principal).filter(({ type }) => type === 'Agent')
    const agents = [...slugs].filter((slug) => !catalogue.agents.includes(slug))
    // A rule that only forbids does no harm by naming whoever takes no part.
    const severe =
      rule.tier === 'deny'
        ? []
        : [
            ...runtimes.map((slug) => warning('runtime_unknown', rule.id, words.runtime_unknown(slug))),
            ...agents.map((slug) => warning('agent_unknown', rule.id, words.agent_unknown(slug))),
          ]
    return [...severe, ...ids.map(({ id }) => warning('agent_unknown', rule.id, words.agent_by_id(id)))]
  })
}

// ---------------------------------------------------------------- reach

/** Which rules match one example of every class of requests; a rule is judged only where that is all of them. */
function reachFindings({ rules, catalogue }: LintedText, words: FindingWords): Finding[] {
  const { cells, incomplete } = enumerateCells([{ policies: rules.map(({ policy }) => policy), catalogue }])
  const read = cellReader(catalogue)
  const reach = new Map(rules.map((entry) => [entry, { matched: 0, unsure: 0, forbidden: 0, outdone: 0 }]))
  const permitted = new Set<string>()
  const about = byAction(rules)
  for (const cell of cells) {
    const request = read(cell)
    if (request === null) continue
    const matching = matchingAt(about(cell.action), request)
    for (const unsure of matching.unsure) bump(reach.get(unsure), 'unsure')
    const highest = Math.max(...matching.sure.map(({ rule }) => tiers[rule.tier]))
    const isForbidden = matching.sure.some(({ rule }) => rule.effect === 'forbid')
    if (!isForbidden && [...matching.sure, ...matching.unsure].some(({ rule }) => rule.tier !== 'deny'))
      permitted.add(cell.action)
    for (const entry of matching.sure) {
      const found = reach.get(entry)
      bump(found, 'matched')
      if (isForbidden && entry.rule.effect === 'permit') bump(found, 'forbidden')
      else if (tiers[entry.rule.tier] < highest && entry.rule.tier !== 'approve') bump(found, 'outdone')
    }
  }
  return [
    ...rules.flatMap((entry) => ruleFindings(entry, reach.get(entry), catalogue, incomplete, words)),
    ...catalogue.action_types.flatMap((type) => {
      if (permitted.has(type.name) || incomplete.has(type.name)) return []
      return [warning('action_without_rule', null, words.action_without_rule(type.name))]
    }),
  ]
}

type Reach = { matched: number; unsure: number; forbidden: number; outdone: number }

function bump(found: Reach | undefined, what: keyof Reach): void {
  if (found) found[what]++
}

function matchingAt(
  rules: readonly ComparedRule[],
  request: CedarRequest,
): { sure: ComparedRule[]; unsure: ComparedRule[] } {
  const sure: ComparedRule[] = []
  const unsure: ComparedRule[] = []
  for (const entry of rules) {
    const matches = matchesPolicy(entry.policy, request)
    if (matches === null) unsure.push(entry)
    else if (matches) sure.push(entry)
  }
  return { sure, unsure }
}

function ruleFindings(
  { rule, policy }: ComparedRule,
  reach: Reach | undefined,
  catalogue: CatalogueJson,
  incomplete: ReadonlySet<string>,
  words: FindingWords,
): Finding[] {
  const actions = actionsOf(policy) ?? catalogue.action_types.map((type) => type.name)
  // Not all classes were looked at, so that nothing was found says nothing.
  if (reach === undefined || reach.unsure > 0 || actions.some((name) => incomplete.has(name))) return []
  if (reach.matched === 0) return [warning('unreachable', rule.id, words.unreachable)]
  if (reach.forbidden === reach.matched) return [warning('contradictory', rule.id, words.contradictory)]
  if (reach.forbidden + reach.outdone === reach.matched) return [warning('shadowed', rule.id, words.shadowed)]
  return []
}

function error(code: Finding['code'], rule: string | null, message: string): Finding {
  return { code, rule, message, severity: 'error' }
}

function warning(code: Finding['code'], rule: string | null, message: string): Finding {
  return { code, rule, message, severity: 'warn' }
}
