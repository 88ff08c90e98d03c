import type { Json } from '../canonical/json'

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
