import type { Json } from '../canonical/json'
import {
  elementsOf,
  entitiesOf,
  entityLiteralOf,
  isRecord,
  literalOf,
  operatorOf,
  type PolicyJson,
  pathOf,
  sidesOf,
} from './policy-json'

/** What the conditions of some rules can tell apart, by what they compare with constants. */
export type Constants = {
  /** By path, `context.params.amount`. */
  paths: Map<string, PathConstants>
  runtimes: Set<string>
  resources: Set<string>
  agents: Set<string>
  /** False when a condition compares anything but a path with a constant. */
  complete: boolean
}

export type PathConstants = {
  /** Where whole numbers are cut: `c` parts what is below from `c` and above. */
  cuts: Set<number>
  /** The same for decimals, in ten-thousandths. */
  decimalCuts: Set<number>
  texts: Set<string>
  flag: boolean
  /** Whether the path is there at all is asked (`has`). */
  presence: boolean
}

/** Reads the constants that the rules' scopes and conditions compare with. */
export function constantsOf(policies: readonly PolicyJson[]): Constants {
  const found: Constants = {
    paths: new Map(),
    runtimes: new Set(),
    resources: new Set(),
    agents: new Set(),
    complete: true,
  }
  for (const policy of policies) {
    for (const entity of entitiesOf(policy.principal)) named(found, entity)
    for (const entity of entitiesOf(policy.resource)) named(found, entity)
    // Something below the action's name would be a group, which a catalogue does not have.
    for (const clause of policy.conditions) read(clause.body, found)
  }
  return found
}

function named(found: Constants, entity: { type: string; id: string }): void {
  if (entity.type === 'Runtime') found.runtimes.add(entity.id)
  else if (entity.type === 'Resource') found.resources.add(entity.id)
  // Agents are told apart by their slug; an id is one that this cannot stand for.
  else if (entity.type === 'Agent') found.complete = false
}

function read(expression: Json, found: Constants): void {
  const bare = pathOf(expression)
  if (bare !== null) {
    at(found, bare).flag = true
    return
  }
  const [operator, operand] = operatorOf(expression) ?? ['', null]
  const sides = sidesOf(operand)
  if ((operator === '&&' || operator === '||') && sides !== null) {
    read(sides.left, found)
    read(sides.right, found)
  } else if (operator === '!' && isRecord(operand) && operand.arg !== undefined) read(operand.arg, found)
  else if (operator === 'if-then-else' && isRecord(operand))
    for (const part of [operand.if, operand.then, operand.else]) read(part ?? null, found)
  else if (operator === 'has') readPresence(operand, found)
  else if (operator === 'in' && sides !== null) readMembership(sides, found)
  else if (operator === 'contains' && sides !== null) readElements(sides, found)
  else if (operator in cutsOf && sides !== null) readComparison(operator, sides, found)
  else if (operator in decimalOperators && Array.isArray(operand) && operand.length === 2)
    readDecimals(operator as keyof typeof decimalOperators, operand, found)
  else if (typeof literalOf(expression) !== 'boolean') found.complete = false
}

/** The cuts that a comparison with `c` makes. */
const cutsOf: Readonly<Record<string, (c: number) => number[]>> = {
  '==': (c) => [c, c + 1],
  '!=': (c) => [c, c + 1],
  '<': (c) => [c],
  '>=': (c) => [c],
  '>': (c) => [c + 1],
  '<=': (c) => [c + 1],
}
const mirrored: Readonly<Record<string, string>> = { '<': '>', '>': '<', '<=': '>=', '>=': '<=' }
const decimalOperators = {
  lessThan: '<',
  lessThanOrEqual: '<=',
  greaterThan: '>',
  greaterThanOrEqual: '>=',
} as const

function readComparison(operator: string, sides: { left: Json; right: Json }, found: Constants): void {
  const left = pathOf(sides.left)
  const right = pathOf(sides.right)
  const path = left ?? right
  const other = left === null ? sides.left : sides.right
  const constant = literalOf(other)
  const entity = entityLiteralOf(other)
  if (path !== null && entity !== null && path.length === 1) named(found, entity)
  else if (path === null || constant === undefined) found.complete = false
  else if (typeof constant === 'string') at(found, path).texts.add(constant)
  else if (typeof constant === 'boolean') at(found, path).flag = true
  else if (!Number.isSafeInteger(constant)) found.complete = false
  else {
    const towards = left === null ? (mirrored[operator] ?? operator) : operator
    for (const cut of cutsOf[towards]?.(constant) ?? []) at(found, path).cuts.add(cut)
  }
}

function readDecimals(operator: keyof typeof decimalOperators, operands: readonly Json[], found: Constants): void {
  const [left = null, right = null] = operands
  const path = pathOf(left)
  const call = operatorOf(right)
  const text = call?.[0] === 'decimal' && Array.isArray(call[1]) ? literalOf(call[1][0] ?? null) : undefined
  const scaled = typeof text === 'string' ? Math.round(Number(text) * 10_000) : Number.NaN
  if (path === null || !Number.isSafeInteger(scaled)) found.complete = false
  else for (const cut of cutsOf[decimalOperators[operator]]?.(scaled) ?? []) at(found, path).decimalCuts.add(cut)
}

function readPresence(operand: Json, found: Constants): void {
  const left = isRecord(operand) ? pathOf(operand.left ?? null) : null
  const attr = isRecord(operand) ? operand.attr : undefined
  const names = (Array.isArray(attr) ? attr : [attr]).filter((name) => typeof name === 'string')
  if (left === null || names.length === 0) found.complete = false
  else
    names.forEach((_, index) => {
      at(found, [...left, ...names.slice(0, index + 1)]).presence = true
    })
}

/** `principal in Runtime::"a"`, `principal in [Runtime::"a", …]`, `resource in Environment::"prod"`. */
function readMembership(sides: { left: Json; right: Json }, found: Constants): void {
  const entities = (elementsOf(sides.right) ?? [sides.right]).map(entityLiteralOf)
  if (pathOf(sides.left)?.length !== 1 || entities.includes(null)) found.complete = false
  for (const entity of entities) if (entity) named(found, entity)
}

/** `["a", "b"].contains(path)`. */
function readElements(sides: { left: Json; right: Json }, found: Constants): void {
  const path = pathOf(sides.right)
  const elements = elementsOf(sides.left)
  if (path === null || elements === null) {
    found.complete = false
    return
  }
  for (const element of elements) {
    const constant = literalOf(element)
    if (typeof constant === 'string') at(found, path).texts.add(constant)
    else if (typeof constant === 'number' && Number.isSafeInteger(constant))
      for (const cut of [constant, constant + 1]) at(found, path).cuts.add(cut)
    else found.complete = false
  }
}

function at(found: Constants, path: readonly string[]): PathConstants {
  const key = path.join('.')
  const known = found.paths.get(key)
  if (known) return known
  const fresh: PathConstants = {
    cuts: new Set(),
    decimalCuts: new Set(),
    texts: new Set(),
    flag: false,
    presence: false,
  }
  found.paths.set(key, fresh)
  return fresh
}
