import type { Json } from '../canonical/json'

/** A Cedar policy in its JSON form (what `policyToJson` gives), as far as boundaries look into it. */
export type PolicyJson = {
  effect: 'permit' | 'forbid'
  principal: ScopeJson
  action: ScopeJson
  resource: ScopeJson
  conditions: readonly { kind: 'when' | 'unless'; body: Json }[]
  annotations?: { readonly [name: string]: string | null }
}

/** `op` is `All`, `==`, `in` or `is`. */
export type ScopeJson = {
  op: string
  entity?: EntityJson
  entities?: readonly EntityJson[]
  entity_type?: string
  in?: { entity?: EntityJson }
}
export type EntityJson = { type: string; id: string } | { __entity: { type: string; id: string } }
export type Entity = { type: string; id: string }

/** The entity, whichever of its two spellings is used. */
export function entityOf(json: EntityJson | undefined): Entity | null {
  if (json === undefined) return null
  return '__entity' in json ? json.__entity : json
}

/** The entities that a scope names; none for a scope that is open. */
export function entitiesOf(scope: ScopeJson): Entity[] {
  return [scope.entity, scope.in?.entity, ...(scope.entities ?? [])].flatMap((entity) => entityOf(entity) ?? [])
}

/** The actions that a policy names; null: every one. */
export function actionsOf(policy: PolicyJson): string[] | null {
  return policy.action.op === 'All' ? null : entitiesOf(policy.action).map((entity) => entity.id)
}

/** For each action, those of the entries whose policy can apply to it; found once per action. */
export function byAction<T extends { policy: PolicyJson }>(entries: readonly T[]): (action: string) => readonly T[] {
  const known = new Map<string, readonly T[]>()
  return (action) => {
    const found = known.get(action) ?? entries.filter(({ policy }) => actionsOf(policy)?.includes(action) ?? true)
    known.set(action, found)
    return found
  }
}

/** The actions that no permit's scope names, so that they are denied whatever the conditions say. */
export function unpermittedActions(
  rules: readonly { rule: { effect: 'permit' | 'forbid'; tier: string }; policy: PolicyJson }[],
  actions: Iterable<string>,
): string[] {
  const named = rules
    .filter(({ rule }) => rule.effect === 'permit' && rule.tier !== 'deny')
    .map(({ policy }) => actionsOf(policy))
  return [...actions].filter((action) => !named.some((names) => names === null || names.includes(action)))
}

/** An expression's only operator and its operand; null for anything else. */
export function operatorOf(expression: Json | undefined): [operator: string, operand: Json] | null {
  if (!isRecord(expression)) return null
  const [entry, ...others] = Object.entries(expression)
  return entry === undefined || others.length > 0 ? null : entry
}

/** `left` and `right` of a binary operator; null when it is none. */
export function sidesOf(operand: Json): { left: Json; right: Json } | null {
  return isRecord(operand) && operand.left !== undefined && operand.right !== undefined
    ? { left: operand.left, right: operand.right }
    : null
}

/** The operands of `a && b && c`, in their order; an expression that is no conjunction is its only one. */
export function conjunctsOf(expression: Json): Json[] {
  const found: Json[] = []
  let rest = expression
  // A chain leans to the left, so it is walked instead of descended into: it may be thousands of operands long.
  for (;;) {
    const and = operatorOf(rest)
    const sides = and?.[0] === '&&' ? sidesOf(and[1]) : null
    if (sides === null) break
    found.push(...conjunctsOf(sides.right).reverse())
    rest = sides.left
  }
  return [...found, rest].reverse()
}

/** `['context', 'params', 'amount']` of `context.params.amount`; null for anything but a variable and names. */
export function pathOf(expression: Json): string[] | null {
  const names: string[] = []
  let rest = expression
  for (;;) {
    const found = operatorOf(rest)
    if (found?.[0] === 'Var' && typeof found[1] === 'string') return [found[1], ...names.reverse()]
    if (found?.[0] !== '.' || !isRecord(found[1]) || typeof found[1].attr !== 'string') return null
    names.push(found[1].attr)
    rest = found[1].left ?? null
  }
}

/** The value of a literal; undefined for anything else. An entity is none. */
export function literalOf(expression: Json): string | number | boolean | undefined {
  const found = operatorOf(expression)
  if (found?.[0] !== 'Value') return undefined
  const value = found[1]
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined
}

/** The entity of a literal such as `Runtime::"support-agents"`; null for anything else. */
export function entityLiteralOf(expression: Json): Entity | null {
  const found = operatorOf(expression)
  if (found?.[0] !== 'Value' || !isRecord(found[1])) return null
  const entity = found[1].__entity
  return isRecord(entity) && typeof entity.type === 'string' && typeof entity.id === 'string'
    ? { type: entity.type, id: entity.id }
    : null
}

/** The elements of a set that is written out; null for anything else. */
export function elementsOf(expression: Json): Json[] | null {
  const found = operatorOf(expression)
  return found?.[0] === 'Set' && Array.isArray(found[1]) ? found[1] : null
}

export function isRecord(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
