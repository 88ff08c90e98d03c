import type { Json } from '../canonical/json'
import type { CedarRequest } from './cedar-request'
import {
  type Entity,
  type EntityJson,
  entitiesOf,
  entityOf,
  isRecord,
  operatorOf,
  type PolicyJson,
  type ScopeJson,
  sidesOf,
} from './policy-json'

/**
 * Whether one rule matches a request, for explaining: which of the changed rules a difference comes from, which rule never
 * decides. Null where it cannot be said here. Deciding is Cedar's alone; a test holds this beside it.
 */
export function matchesPolicy(policy: PolicyJson, request: CedarRequest): boolean | null {
  if (!inScope(policy.action, request.action, request)) return false
  if (!inScope(policy.principal, request.principal, request)) return false
  if (!inScope(policy.resource, request.resource, request)) return false
  try {
    return policy.conditions.every(({ kind, body }) => truth(evaluate(body, request)) === (kind === 'when'))
  } catch (error) {
    if (error instanceof Unknown) return null
    throw error
  }
}

/** Thrown where this evaluation ends: an operator that it does not know, or a failure that Cedar would report. */
class Unknown extends Error {}

function inScope(scope: ScopeJson, entity: Entity, request: CedarRequest): boolean {
  if (scope.entity_type !== undefined && scope.entity_type !== entity.type) return false
  if (scope.op === 'is') return scope.in?.entity === undefined || isIn(entity, entitiesOf(scope), request)
  if (scope.op === '==') return same(entity, entityOf(scope.entity))
  return scope.op === 'All' || isIn(entity, entitiesOf(scope), request)
}

function isIn(entity: Entity, groups: readonly Entity[], request: CedarRequest): boolean {
  const parents = request.entities.find(({ uid }) => same(uid, entity))?.parents ?? []
  return groups.some((group) => same(entity, group) || parents.some((parent) => same(parent, group)))
}

function same(a: Entity, b: Entity | null): boolean {
  return b !== null && a.type === b.type && a.id === b.id
}

function evaluate(expression: Json, request: CedarRequest): Json {
  const found = operatorOf(expression)
  if (found === null) throw new Unknown()
  const [operator, operand] = found
  const sides = sidesOf(operand)
  switch (operator) {
    case 'Value':
      return operand
    case 'Var':
      return variable(operand, request)
    case 'Set':
      if (!Array.isArray(operand)) throw new Unknown()
      return operand.map((element) => evaluate(element, request))
    case '!':
      return !truth(evaluate(memberOf(operand, 'arg'), request))
    case '.':
      return attributeOf(evaluate(memberOf(operand, 'left'), request), memberOf(operand, 'attr'), request)
    case 'has':
      return has(evaluate(memberOf(operand, 'left'), request), memberOf(operand, 'attr'), request)
    case 'if-then-else':
      return truth(evaluate(memberOf(operand, 'if'), request))
        ? evaluate(memberOf(operand, 'then'), request)
        : evaluate(memberOf(operand, 'else'), request)
    case 'decimal':
      return { __extn: { fn: 'decimal', arg: textOf(operand) } }
  }
  if (operator in decimalOrder && Array.isArray(operand) && operand.length === 2) {
    const [left, right] = operand.map((side) => decimal(evaluate(side, request)))
    return decimalOrder[operator as keyof typeof decimalOrder](left ?? Number.NaN, right ?? Number.NaN)
  }
  if (sides === null) throw new Unknown()
  if (operator === '&&') return truth(evaluate(sides.left, request)) && truth(evaluate(sides.right, request))
  if (operator === '||') return truth(evaluate(sides.left, request)) || truth(evaluate(sides.right, request))
  return compare(operator, evaluate(sides.left, request), evaluate(sides.right, request), request)
}

function compare(operator: string, left: Json, right: Json, request: CedarRequest): boolean {
  switch (operator) {
    case '==':
      return equal(left, right)
    case '!=':
      return !equal(left, right)
    case '<':
      return long(left) < long(right)
    case '<=':
      return long(left) <= long(right)
    case '>':
      return long(left) > long(right)
    case '>=':
      return long(left) >= long(right)
    case 'in': {
      const groups = Array.isArray(right) ? right : [right]
      return isIn(
        entityValue(left),
        groups.map((group) => entityValue(group)),
        request,
      )
    }
    case 'contains':
      if (!Array.isArray(left)) throw new Unknown()
      return left.some((element) => equal(element, right))
    default:
      throw new Unknown()
  }
}

const decimalOrder = {
  lessThan: (a: number, b: number) => a < b,
  lessThanOrEqual: (a: number, b: number) => a <= b,
  greaterThan: (a: number, b: number) => a > b,
  greaterThanOrEqual: (a: number, b: number) => a >= b,
} as const

function variable(name: Json, request: CedarRequest): Json {
  if (name === 'context') return request.context
  if (name === 'principal' || name === 'action' || name === 'resource') return { __entity: request[name] }
  throw new Unknown()
}

function attributeOf(value: Json, name: Json, request: CedarRequest): Json {
  const found = typeof name === 'string' ? recordOf(value, request)?.[name] : undefined
  if (found === undefined) throw new Unknown()
  return found
}

/** `has a.b` asks step by step. */
function has(value: Json, names: Json, request: CedarRequest): boolean {
  let at: Json | undefined = value
  for (const name of Array.isArray(names) ? names : [names]) {
    at = typeof name === 'string' && at !== undefined ? recordOf(at, request)?.[name] : undefined
    if (at === undefined) return false
  }
  return true
}

/** The attributes of an entity, or the members of a record. */
function recordOf(value: Json, request: CedarRequest): { [name: string]: Json } | null {
  if (!isRecord(value)) return null
  if (value.__entity === undefined) return value
  const entity = entityValue(value)
  return request.entities.find(({ uid }) => same(uid, entity))?.attrs ?? null
}

function entityValue(value: Json): Entity {
  const entity = isRecord(value) ? entityOf(value as EntityJson) : null
  if (typeof entity?.type !== 'string') throw new Unknown()
  return entity
}

function memberOf(operand: Json, name: string): Json {
  const member = isRecord(operand) ? operand[name] : undefined
  if (member === undefined) throw new Unknown()
  return member
}

function textOf(operand: Json): string {
  const value = Array.isArray(operand) ? operatorOf(operand[0])?.[1] : undefined
  if (typeof value !== 'string') throw new Unknown()
  return value
}

function truth(value: Json): boolean {
  if (typeof value !== 'boolean') throw new Unknown()
  return value
}

function long(value: Json): number {
  if (typeof value !== 'number') throw new Unknown()
  return value
}

/** In ten-thousandths, which is as fine as Cedar's decimals are. */
function decimal(value: Json): number {
  const extension = isRecord(value) && isRecord(value.__extn) ? value.__extn.arg : undefined
  if (typeof extension !== 'string') throw new Unknown()
  return Math.round(Number(extension) * 10_000)
}

function equal(a: Json, b: Json): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b
  if (isRecord(a) && isRecord(b) && isRecord(a.__entity) && isRecord(b.__entity))
    return same(entityValue(a), entityValue(b))
  throw new Unknown()
}
