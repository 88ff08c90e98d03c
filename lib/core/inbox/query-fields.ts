import type { Level } from '../presentation/presentation'
import type { RequestStatus } from '../request/state'

/** What a list of requests can be asked about. `text` is a word without a field. */
export const fields = [
  'level',
  'workflow',
  'env',
  'agent',
  'executor',
  'action',
  'resource',
  'sponsor',
  'version',
  'state',
  'due',
  'is',
  'text',
] as const
export type Field = (typeof fields)[number]

export const operators = [':', '<', '<=', '>', '>='] as const
export type Operator = (typeof operators)[number]

/** From the least consent to none at all. */
export const levels = ['T0', 'T1', 'T2', 'T3', 'TX'] as const satisfies readonly Level[]
export const states = [
  'pending',
  'approved',
  'denied',
  'expired',
  'cancelled',
] as const satisfies readonly RequestStatus[]
/** `mine`: claimed by me or handed to me. `asked`: a question on it has no answer yet. */
export const conditions = ['mine', 'claimed', 'snoozed', 'asked'] as const

/** Longest value of a term, in characters. */
export const VALUE_CHARS = 120

/** Why a token is not understood; the console says it in the language of the moment. `values` and `operators` as they are typed. */
export type Fault =
  | { code: 'unclosed' | 'empty' | 'version' | 'duration' }
  | { code: 'parts' | 'characters' | 'asterisks'; most: number }
  | { code: 'field'; name: string }
  | { code: 'operator'; name: string; operators: string; hint: string }
  | { code: 'value'; name: string; hint: string }
  | { code: 'values'; values: string }

type Reading = { value: string } | { fault: Fault }
type FieldRule = {
  operators: readonly Operator[]
  /** The value as it is compared, or why there is none. */
  read: (value: string, op: Operator) => Reading
  /** What the box offers; the list of the whole organisation where there is none. */
  values?: readonly string[]
  hint: string
}

const ORDER: readonly Operator[] = operators
const EQUAL: readonly Operator[] = [':']

/** One row per field: the operators it takes, how its value is read, and what the box says of it. */
export const fieldRules: { readonly [field in Field]: FieldRule } = {
  level: { operators: ORDER, read: readLevel, values: levels, hint: 'level:T3, level>=T2' },
  workflow: { operators: EQUAL, read: lower, hint: 'workflow:payments' },
  env: { operators: EQUAL, read: lower, hint: 'env:prod' },
  agent: { operators: EQUAL, read: lower, hint: 'agent:billing-*' },
  executor: { operators: EQUAL, read: lower, hint: 'executor:refund-runner' },
  action: { operators: EQUAL, read: lower, hint: 'action:payments.*' },
  resource: { operators: EQUAL, read: pattern, hint: 'resource:"charge:ch_1042"' },
  sponsor: { operators: EQUAL, read: lower, values: ['me'], hint: 'sponsor:me, sponsor:"Ana Ruiz"' },
  version: { operators: ORDER, read: readNumber, hint: 'version:3, version<3' },
  state: { operators: EQUAL, read: oneOf(states), values: states, hint: 'state:pending' },
  due: { operators: ['<', '<=', '>', '>='], read: readDuration, values: ['10m', '1h', '1d'], hint: 'due<1h' },
  is: { operators: EQUAL, read: oneOf(conditions), values: conditions, hint: 'is:mine, is:claimed' },
  text: { operators: EQUAL, read: (value) => ({ value }), hint: 'any word' },
}

/** What people also write. */
const ALIASES: { readonly [name: string]: Field } = { tier: 'level', environment: 'env', status: 'state' }

/** The field that a name stands for; null for a name that is none. */
export function fieldOf(name: string): Field | null {
  const known = name.toLowerCase()
  const alias = Object.hasOwn(ALIASES, known) ? ALIASES[known] : undefined
  return alias ?? fields.find((field) => field === known && field !== 'text') ?? null
}

/** Seconds of `90s`, `30m`, `2h`, `1d`; null for anything else. */
export function durationSeconds(text: string): number | null {
  const [, number, unit] = /^(\d{1,4})([smhd])$/.exec(text) ?? []
  const seconds = { s: 1, m: 60, h: 3_600, d: 86_400 }[unit ?? '']
  return number === undefined || seconds === undefined ? null : Number(number) * seconds
}

/** Levels that a comparison leaves. */
export function levelsWhere(op: Operator, level: string): string[] {
  const known: readonly string[] = levels
  const at = known.indexOf(level)
  return known.filter((_, i) =>
    op === ':' ? i === at : op === '<' ? i < at : op === '<=' ? i <= at : op === '>' ? i > at : i >= at,
  )
}

/** Asterisks in one value: each makes looking for it dearer. */
const MOST_STARS = 4

function lower(value: string): Reading {
  return pattern(value.toLowerCase())
}

function pattern(value: string): Reading {
  return value.split('*').length - 1 > MOST_STARS ? { fault: { code: 'asterisks', most: MOST_STARS } } : { value }
}

function readLevel(value: string): Reading {
  const wanted = /^[0-3x]$/i.test(value) ? `T${value.toUpperCase()}` : value.toUpperCase()
  return levels.some((level) => level === wanted)
    ? { value: wanted }
    : { fault: { code: 'values', values: levels.join(', ') } }
}

function readNumber(value: string): Reading {
  return /^\d{1,6}$/.test(value) ? { value: String(Number(value)) } : { fault: { code: 'version' } }
}

function readDuration(value: string): Reading {
  const known = value.toLowerCase()
  return durationSeconds(known) === null ? { fault: { code: 'duration' } } : { value: known }
}

function oneOf(values: readonly string[]) {
  return (value: string): Reading => {
    const known = value.toLowerCase()
    return values.includes(known) ? { value: known } : { fault: { code: 'values', values: values.join(', ') } }
  }
}
