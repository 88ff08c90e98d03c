import type { Json } from '../canonical/json'
import { elementsOf, entitiesOf, entityLiteralOf, isRecord, type PolicyJson, type ScopeJson } from './policy-json'

/**
 * The members of `context` that a Cedar policy's conditions (its JSON form, `policyToJson`) can look at; null when they
 * take the context as a whole, so that any of it may matter. What is not mentioned cannot change the policy's answer, nor
 * make it fail: Cedar has no way to a member but by its name.
 */
export function contextMentions(conditions: Json): ReadonlySet<string> | null {
  const found = new Set<string>()
  return collect(conditions, found) ? found : null
}

/** False as soon as the context is used in any way but `context.name` or `context has name`. */
function collect(node: Json, found: Set<string>): boolean {
  if (typeof node !== 'object' || node === null) return true
  if (Array.isArray(node)) return node.every((part) => collect(part, found))
  if (node.Var === 'context') return false
  return Object.entries(node).every(([operator, operand]) => {
    const name = operator === '.' || operator === 'has' ? memberOfContext(operand) : null
    if (name === null) return collect(operand, found)
    found.add(name)
    return true
  })
}

/** `velocity` of `{ left: { Var: 'context' }, attr: 'velocity' }`; of a path after `has`, its first step. */
function memberOfContext(operand: Json): string | null {
  if (typeof operand !== 'object' || operand === null || Array.isArray(operand)) return null
  const { left, attr } = operand
  if (typeof left !== 'object' || left === null || Array.isArray(left) || left.Var !== 'context') return null
  const name = Array.isArray(attr) ? attr[0] : attr
  return typeof name === 'string' ? name : null
}

/**
 * Can a policy tell two agents, or two resources, apart that have the same attributes and parents? Only by their identifier:
 * by naming it, or by using the principal or resource in any way but `principal.slug`, `resource has x` or `in` a parent.
 */
export function looksAtNames({ principal, resource, conditions }: PolicyJson): boolean {
  return isNamed(principal) || isNamed(resource) || conditions.some(({ body }) => takesWhole(body))
}

/** What agents and resources are called; everything else that a scope may name is a parent of theirs. */
const OWN = new Set(['Agent', 'Resource'])

function isNamed(scope: ScopeJson): boolean {
  return scope.op === '==' || entitiesOf(scope).some(({ type }) => OWN.has(type))
}

/** Is the principal or resource used other than for its attributes or its type, or as a child of parents that are written out? */
function takesWhole(node: Json | undefined): boolean {
  if (typeof node !== 'object' || node === null) return false
  if (Array.isArray(node)) return node.some(takesWhole)
  if (node.Var === 'principal' || node.Var === 'resource') return true
  return Object.entries(node).some(([operator, operand]) => {
    if (!isRecord(operand) || !isOwnVariable(operand.left)) return takesWhole(operand)
    if (operator === '.' || operator === 'has') return false
    if (operator === 'is') return operand.in !== undefined && !areParents(operand.in)
    return operator !== 'in' || !areParents(operand.right)
  })
}

function isOwnVariable(node: Json | undefined): boolean {
  return isRecord(node) && (node.Var === 'principal' || node.Var === 'resource')
}

/** Entities that are written out, none of which is an agent or a resource itself. */
function areParents(node: Json | undefined): boolean {
  if (node === undefined) return false
  const entity = entityLiteralOf(node)
  if (entity) return !OWN.has(entity.type)
  return elementsOf(node)?.every(areParents) ?? false
}
