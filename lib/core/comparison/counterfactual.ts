import type { RuleCondition } from '../boundary/analysis'
import type { Consent } from '../boundary/consent'
import { factPhrasesIn } from '../boundary/fact-phrases'
import { setFact } from '../boundary/pinned'
import { type Replayable, replay, type Side } from '../boundary/replay'
import { canonicalize, type Json } from '../canonical/json'
import type { ActionType, Directory } from '../directory'
import type { SaidIn } from '../language/said'
import { showValue } from '../presentation/format'
import type { Level } from '../presentation/presentation'
import { findResource, readResource } from '../request/resource'
import { comparisonWords } from './words'

/** One fact changed, and what consent the same boundary would then have asked for. */
export type Counterfactual = {
  path: string
  value: Json
  level: Level
  quorum: number
  /** "the amount were €500.00" */
  text: string
  /** How far the value is from the real one: 0 to 1 for numbers by ratio, 1 for anything else. */
  far: number
}

const MOST_TRIED = 120
const SHOWN = 3
const levels: readonly Level[] = ['T0', 'T1', 'T2', 'T3', 'TX']
const tiers = { allow: 0, notify: 1, approve: 2, deny: 3 } as const

/**
 * What would have made this need less: the request is judged again by the version that judged it, with one fact changed to
 * where a condition of its rules turns, and what asks for less is kept. Nothing is estimated: every line is an answer of the
 * policy engine. At most three, the nearest values first.
 */
export function counterfactuals(
  wish: Replayable,
  given: Consent,
  conditions: readonly RuleCondition[],
  side: Side,
  directory: Pick<Directory, 'teamIdBySlug'>,
  language: SaidIn,
): Counterfactual[] {
  const type = side.catalogue.actionTypes.get(wish.action)
  if (!type) return []
  const found = new Map<string, Counterfactual>()
  for (const { path, value } of tries(wish, type, conditions, side).slice(0, MOST_TRIED)) {
    const changed = withFact(wish, side, path, value)
    if (changed === null) continue
    const got = replay(changed.wish, changed.side, directory)
    if (got.consent === null || !asksLess(got.consent, given)) continue
    const candidate: Counterfactual = {
      path,
      value,
      level: got.level,
      quorum: got.consent.quorum,
      text: sayFact(path, value, type, wish, language),
      far: farFrom(valueAt(wish, side, path), value),
    }
    // Of one fact, the nearest value for each level.
    const key = `${path} ${got.level} ${got.consent.quorum}`
    const known = found.get(key)
    if (known === undefined || candidate.far < known.far) found.set(key, candidate)
  }
  const ranked = [...found.values()].sort(
    (a, b) => a.far - b.far || levels.indexOf(a.level) - levels.indexOf(b.level) || (a.path < b.path ? -1 : 1),
  )
  // Nearest first of each fact, so that three lines say three different things before they say one of them twice.
  const first = ranked.filter((entry, at) => ranked.findIndex(({ path }) => path === entry.path) === at)
  return [...first, ...ranked.filter((entry) => !first.includes(entry))].slice(0, SHOWN)
}

/** Fewer people, or the same ones without signing; who they are and for how long is another matter. */
function asksLess(got: Consent, given: Consent): boolean {
  if (got.tier !== given.tier) return tiers[got.tier] < tiers[given.tier]
  const signs = Number(got.stepup === 'passkey') - Number(given.stepup === 'passkey')
  return got.quorum <= given.quorum && signs <= 0 && (got.quorum < given.quorum || signs < 0)
}

/** Values at which a condition turns, for every fact that one is about; and other environments of the catalogue. */
function tries(
  wish: Replayable,
  type: ActionType,
  conditions: readonly RuleCondition[],
  side: Side,
): { path: string; value: Json }[] {
  const values = conditions.flatMap(({ path, op, value }): { path: string; value: Json }[] => {
    if (typeof value === 'boolean')
      return [
        { path, value: !value },
        { path, value },
      ]
    if (typeof value === 'number') return turning(op, value).map((turn) => ({ path, value: turn }))
    const choices = op === '==' ? [value, ...choicesOf(path, type)] : choicesOf(path, type)
    return choices.map((choice) => ({ path, value: choice }))
  })
  const environments = [...new Set(side.catalogue.resources.map(({ environment }) => environment))]
  const all = [...values, ...environments.map((value) => ({ path: 'resource.environment', value }))]
  const seen = new Set<string>()
  return all.filter(({ path, value }) => {
    const key = `${path} ${canonicalize(value)}`
    if (seen.has(key) || same(valueAt(wish, side, path), value)) return false
    seen.add(key)
    return true
  })
}

/** Both sides of where a comparison turns. */
function turning(op: RuleCondition['op'], value: number): number[] {
  switch (op) {
    case '>':
    case '<=':
      return [value, value + 1]
    case '<':
    case '>=':
      return [value - 1, value]
    default:
      return [value]
  }
}

function choicesOf(path: string, type: ActionType): Json[] {
  if (path === 'credential.strength') return ['private_key_jwt', 'api_key']
  if (!path.startsWith('params.')) return []
  const schema = type.paramsSchema as { properties?: Record<string, { enum?: Json[] }> } | null
  return schema?.properties?.[path.slice('params.'.length)]?.enum ?? []
}

/** The wish with one fact changed; null for a path that names no fact that can be changed alone. */
function withFact(wish: Replayable, side: Side, path: string, value: Json): { wish: Replayable; side: Side } | null {
  if (path.startsWith('params.')) {
    const name = path.slice('params.'.length)
    return name.includes('.') || !Object.hasOwn(wish.params, name)
      ? null
      : { wish: { ...wish, params: { ...wish.params, [name]: value } }, side }
  }
  if (path === 'resource.environment' || path === 'resource.sensitivity') {
    const pattern = patternOf(wish, side)
    if (pattern === null || typeof value !== 'string') return null
    const name = path === 'resource.environment' ? 'environment' : 'sensitivity'
    const resources = side.catalogue.resources.map((one) => (one.id === pattern.id ? { ...one, [name]: value } : one))
    return { wish, side: { ...side, catalogue: { ...side.catalogue, resources } } }
  }
  if (path === 'time.hour' || path === 'time.weekday') return null
  const facts = { ...wish.facts }
  return setFact(facts, path, value) ? { wish: { ...wish, facts }, side } : null
}

function valueAt(wish: Replayable, side: Side, path: string): Json | undefined {
  const [head = '', ...rest] = path.split('.')
  switch (head) {
    case 'params':
      return rest.length === 1 ? wish.params[rest[0] ?? ''] : undefined
    case 'resource': {
      const pattern = patternOf(wish, side)
      return rest[0] === 'environment'
        ? pattern?.environment
        : rest[0] === 'sensitivity'
          ? pattern?.sensitivity
          : undefined
    }
    case 'velocity':
      return Reflect.get(Reflect.get(wish.facts.velocity, rest[0] ?? '') ?? {}, rest[1] ?? '')
    case 'history':
      return Reflect.get(wish.facts.history, rest[0] ?? '')
    case 'delegation':
      return wish.facts.principals
    case 'credential':
      return wish.facts.strength
    case 'emergency':
      return wish.facts.emergency
    case 'hidden_characters':
      return wish.facts.hiddenCharacters
    case 'secret':
      return wish.facts.secret === null ? undefined : Reflect.get(wish.facts.secret, rest[0] ?? '')
    default:
      return undefined
  }
}

function patternOf(wish: Replayable, side: Side) {
  const resource = readResource(wish.resource)
  return resource && findResource(wish.resource, resource.kind, side.catalogue.resources)
}

function farFrom(before: Json | undefined, after: Json): number {
  if (typeof before !== 'number' || typeof after !== 'number') return 1
  const largest = Math.max(Math.abs(before), Math.abs(after))
  return largest === 0 ? 0 : Math.min(1, Math.abs(before - after) / largest)
}

function sayFact(path: string, value: Json, type: ActionType, wish: Replayable, language: SaidIn): string {
  const words = comparisonWords[language]
  const fact = factPhrasesIn(language)[path]
  if (fact !== undefined) {
    if (typeof value === 'boolean' && fact.yes !== undefined && fact.no !== undefined) return value ? fact.yes : fact.no
    const said = fact.values?.[String(value)]
    return words.factWere(fact.text, said ?? showValue(value, fact.format ?? 'integer', currencyOf(type, wish)))
  }
  const name = path.slice('params.'.length)
  const label = type.paramLabels.find((candidate) => candidate.name === name)
  const code = label?.currencyParam ? wish.params[label.currencyParam] : undefined
  const said = showValue(
    value,
    label?.format ?? (typeof value === 'string' ? 'text' : 'json'),
    typeof code === 'string' ? code : undefined,
  )
  return words.paramWere(label?.label ?? name, said)
}

/** Sums are in the currency of the action's own money param. */
function currencyOf(type: ActionType, wish: Replayable): string | undefined {
  const param = type.paramLabels.find(({ format }) => format === 'money')?.currencyParam
  const code = param === undefined ? undefined : wish.params[param]
  return typeof code === 'string' ? code : undefined
}

function same(a: Json | undefined, b: Json): boolean {
  return a !== undefined && canonicalize(a) === canonicalize(b)
}
