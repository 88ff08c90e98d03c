import type { Json } from '../../canonical/json'
import type { RuleCondition, RuleForm } from '../analysis'
import {
  conjunctsOf,
  elementsOf,
  entityLiteralOf,
  entityOf,
  literalOf,
  operatorOf,
  type PolicyJson,
  pathOf,
  sidesOf,
} from '../policy-json'
import type { Rule } from '../rule'

const operators: ReadonlySet<string> = new Set(['==', '!=', '<', '<=', '>', '>='])
const identifier = /^[A-Za-z_][A-Za-z0-9_]{0,99}$/

/**
 * The form of a rule; null when the rule says anything that the form has no field for, so that it is edited as text. What
 * the form writes is the same rule again: nothing is lost on the way (`writeRule`).
 */
export function readRuleForm(rule: Rule, policy: PolicyJson): RuleForm | null {
  if (policy.conditions.some((clause) => clause.kind !== 'when')) return null
  const conjuncts = policy.conditions.flatMap((clause) => conjunctsOf(clause.body))
  const runtimes = readRuntimes(policy, conjuncts)
  const actions = readActions(policy)
  const resource = readResource(policy)
  if (runtimes === null || actions === null || resource === null) return null
  const conditions: RuleCondition[] = []
  for (const conjunct of runtimes.rest) {
    const condition = readCondition(conjunct)
    if (condition === null) return null
    conditions.push(condition)
  }
  const said = policy.annotations ?? {}
  return {
    id: rule.id,
    effect: rule.effect,
    tier: rule.tier,
    approvers: [...rule.approvers],
    quorum: rule.quorum,
    stepup: rule.stepup,
    grant_ttl: said.grant_ttl ?? '',
    decide_within: said.decide_within ?? '',
    grace: said.grace ?? '',
    deny_threshold: rule.denyThreshold,
    batch: rule.batch,
    attestations: [...rule.attestations],
    prompt: rule.prompt ?? '',
    reason: rule.reason,
    runtimes: runtimes.slugs,
    actions,
    resource,
    conditions,
  }
}

/** One runtime stands in the scope; several can only stand in the first condition: `principal in [Runtime::"a", …]`. */
function readRuntimes(policy: PolicyJson, conjuncts: Json[]): { slugs: string[]; rest: Json[] } | null {
  const { op } = policy.principal
  if (op === 'in') {
    const entity = entityOf(policy.principal.entity)
    return entity?.type === 'Runtime' ? { slugs: [entity.id], rest: conjuncts } : null
  }
  if (op !== 'All') return null
  const first = operatorOf(conjuncts[0])
  const sides = first?.[0] === 'in' ? sidesOf(first[1]) : null
  if (sides === null || pathOf(sides.left)?.join() !== 'principal') return { slugs: [], rest: withoutTrue(conjuncts) }
  const slugs = elementsOf(sides.right)?.map((element) => entityLiteralOf(element))
  if (slugs === undefined || slugs.length < 2) return null
  return slugs.every((entity) => entity?.type === 'Runtime')
    ? { slugs: slugs.flatMap((entity) => entity?.id ?? []), rest: conjuncts.slice(1) }
    : null
}

/** Older engines say "no conditions" as `when { true }`. */
function withoutTrue(conjuncts: Json[]): Json[] {
  return conjuncts.length === 1 && literalOf(conjuncts[0] ?? null) === true ? [] : conjuncts
}

function readActions({ action }: PolicyJson): string[] | null {
  if (action.op === 'All') return []
  if (action.op !== '==' && action.op !== 'in') return null
  // `action in Action::"x"` would be a group of actions, which a catalogue does not have.
  const named = action.op === '==' ? [action.entity] : action.entities
  const entities = named?.map((entity) => entityOf(entity)) ?? []
  return entities.length > 0 && entities.every((entity) => entity?.type === 'Action')
    ? entities.flatMap((entity) => entity?.id ?? [])
    : null
}

function readResource({ resource }: PolicyJson): RuleForm['resource'] | null {
  if (resource.op === 'All') return { kind: 'any' }
  const entity = entityOf(resource.entity)
  if (resource.op === 'in' && entity?.type === 'Environment') return { kind: 'environment', environment: entity.id }
  return resource.op === '==' && entity?.type === 'Resource' ? { kind: 'exact', id: entity.id } : null
}

/** `path op literal`, or a flag alone or denied: `context.params.scheduled`, `!context.params.scheduled`. */
function readCondition(conjunct: Json): RuleCondition | null {
  const bare = readPath(conjunct)
  if (bare !== null) return { path: bare, op: '==', value: true }
  const found = operatorOf(conjunct)
  if (found === null) return null
  const [operator, operand] = found
  if (operator === '!') {
    const path =
      typeof operand === 'object' && operand !== null && 'arg' in operand ? readPath(operand.arg ?? null) : null
    return path === null ? null : { path, op: '==', value: false }
  }
  const sides = operators.has(operator) ? sidesOf(operand) : null
  const path = sides === null ? null : readPath(sides.left)
  const value = sides === null ? undefined : literalOf(sides.right)
  if (path === null || value === undefined) return null
  // A number beyond what JSON carries exactly has already lost its last digits here.
  if (typeof value === 'number' && !Number.isSafeInteger(value)) return null
  // `x != true` is `!x`; the form says it in one way.
  if (typeof value === 'boolean' && operator === '!=') return { path, op: '==', value: !value }
  return { path, op: operator as RuleCondition['op'], value }
}

/** `params.amount` of `context.params.amount`; `resource.sensitivity` as it is. */
function readPath(expression: Json): string | null {
  const path = pathOf(expression)
  if (path === null || path.length < 2 || !path.slice(1).every((name) => identifier.test(name))) return null
  if (path[0] === 'context' && path[1] !== 'resource') return path.slice(1).join('.')
  return path[0] === 'resource' && path.length === 2 ? path.join('.') : null
}
