import type { Json } from '../canonical/json'
import type { PathConstants } from './constants'
import { isRecord } from './policy-json'

/** What a value can be, as far as it is known: the facts' own bounds, or a param's JSON Schema. */
export type Domain =
  | { type: 'integer' | 'number'; min: number; max: number; among: readonly number[] | null }
  | { type: 'text'; among: readonly string[] | null }
  | { type: 'flag'; among: readonly boolean[] | null }

/** Longs are whole numbers of 64 bits; JSON carries those exactly that are safe. */
const long = { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }
const counted: Domain = { type: 'integer', min: 0, max: long.max, among: null }
const text: Domain = { type: 'text', among: null }
const flag: Domain = { type: 'flag', among: null }

const facts: Readonly<Record<string, Domain>> = {
  'history.denied_before': flag,
  'history.similar_denied': counted,
  'delegation.principals': counted,
  'time.hour': { type: 'integer', min: 0, max: 23, among: null },
  'time.weekday': { type: 'integer', min: 1, max: 7, among: null },
  'credential.strength': { type: 'text', among: ['api_key', 'private_key_jwt'] },
  emergency: flag,
  hidden_characters: counted,
  'secret.store': text,
  'secret.path': text,
  'secret.version': text,
  'secret.lifetime_seconds': counted,
}

/** The domain of a server fact by its path below `context`; null when there is no such fact. */
export function factDomain(path: string): Domain | null {
  const counter = /^velocity\.(?:agent|sponsor|resource)_(?:1h|24h)\.(count|sum)$/.exec(path)?.[1]
  // Sums are of a param's values, which may be negative.
  if (counter === 'sum') return { type: 'integer', ...long, among: null }
  return counter === 'count' ? counted : (facts[path] ?? null)
}

/** The domain of a param by its JSON Schema; null when Cedar has no type for it, so that no rule can look at it. */
export function schemaDomain(schema: Json | undefined): Domain | null {
  if (!isRecord(schema)) return null
  const among = schema.const === undefined ? (Array.isArray(schema.enum) ? schema.enum : null) : [schema.const]
  switch (schema.type) {
    case 'integer':
    case 'number': {
      const step = schema.type === 'integer' ? 1 : 0.0001
      const bound = (name: string) => (typeof schema[name] === 'number' ? schema[name] : null)
      const low = [bound('minimum'), plus(bound('exclusiveMinimum'), step)].filter((value) => value !== null)
      const high = [bound('maximum'), plus(bound('exclusiveMaximum'), -step)].filter((value) => value !== null)
      return {
        type: schema.type,
        min: Math.max(long.min, ...low),
        max: Math.min(long.max, ...high),
        among: among?.filter((value) => typeof value === 'number') ?? null,
      }
    }
    case 'string':
      return { type: 'text', among: among?.filter((value) => typeof value === 'string') ?? null }
    case 'boolean':
      return { type: 'flag', among: among?.filter((value) => typeof value === 'boolean') ?? null }
    default:
      return null
  }
}

/** What a value can be under either of two domains of the same type; the first one when they differ in type. */
export function eitherDomain(a: Domain, b: Domain): Domain {
  if (a.type === 'text' && b.type === 'text')
    return { type: 'text', among: a.among && b.among ? [...new Set([...a.among, ...b.among])] : null }
  if (a.type === 'flag' && b.type === 'flag')
    return { type: 'flag', among: a.among && b.among ? [...new Set([...a.among, ...b.among])] : null }
  if ('min' in a && 'min' in b && a.type === b.type)
    return {
      type: a.type,
      min: Math.min(a.min, b.min),
      max: Math.max(a.max, b.max),
      among: a.among && b.among ? [...new Set([...a.among, ...b.among])] : null,
    }
  return a
}

/**
 * One value of every class that the constants part the domain into, nearest to where it is parted: what is just below,
 * at and just above each constant. Without constants a single ordinary one.
 */
export function representatives(domain: Domain, constants: PathConstants): Json[] {
  switch (domain.type) {
    case 'flag': {
      const both = domain.among ?? [false, true]
      return constants.flag ? [...both] : both.slice(0, 1)
    }
    case 'text':
      return texts(domain.among, constants.texts)
    case 'integer':
      return inClasses(domain, [...constants.cuts], 1)
    case 'number':
      return inClasses(domain, [...constants.decimalCuts], 10_000)
  }
}

function texts(among: readonly string[] | null, constants: ReadonlySet<string>): string[] {
  if (among === null) return [...constants, otherThan(constants)]
  const other = among.find((value) => !constants.has(value))
  return [...among.filter((value) => constants.has(value)), ...(other === undefined ? [] : [other])]
}

function otherThan(constants: ReadonlySet<string>): string {
  let other = 'other'
  while (constants.has(other)) other += '-'
  return other
}

/** `scale`: how many units of counting a whole is. */
function inClasses(
  domain: { min: number; max: number; among: readonly number[] | null },
  cuts: readonly number[],
  scale: number,
): number[] {
  const min = Math.max(long.min, Math.ceil(domain.min * scale - 1e-6))
  const max = Math.min(long.max, Math.floor(domain.max * scale + 1e-6))
  const inside = [...new Set(cuts)].filter((cut) => cut > min && cut <= max).sort((a, b) => a - b)
  if (domain.among !== null) {
    // The first value of each class that has one.
    const classes = new Map<number, number>()
    for (const value of domain.among) {
      const at = inside.findLastIndex((cut) => value * scale >= cut)
      if (!classes.has(at)) classes.set(at, value)
    }
    return [...classes.values()]
  }
  const [first] = inside
  const below = first === undefined ? Math.min(Math.max(min, scale), max) : first - 1
  return [below, ...inside].map((value) => value / scale)
}

function plus(value: number | null, step: number): number | null {
  return value === null ? null : value + step
}
