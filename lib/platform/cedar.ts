import { setFlagsFromString } from 'node:v8'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { CedarRequest } from '@/lib/core/boundary/cedar-request'
import type { Verdict } from '@/lib/core/boundary/combine'
import { type Condition, explainConditions } from '@/lib/core/boundary/conditions'
import { contextMentions } from '@/lib/core/boundary/mentions'
import { type Rule, type RuleFault, readRule } from '@/lib/core/boundary/rule'
import type { Json } from '@/lib/core/canonical/json'
import { once } from './once'

// V8 compiles calls into WebAssembly into the code around them, and that of Node 20 ends the process ("Fatal error: unreachable
// code") when such code is thrown away while a call that returns an object is under way. Every call into Cedar is of this
// kind, and under load it was seen within some ten thousand of them. Asked for before anything is compiled that far.
setFlagsFromString('--no-turbo-inline-js-wasm-calls')

/** A boundary version, parsed once per process and reused: parsing costs ten times an evaluation. */
export type PreparedBoundary = {
  id: string
  rules: ReadonlyMap<string, Rule>
  /** Does any rule that can apply to this action look at what was counted (`context.velocity`, `context.history`)? */
  counts: (action: string) => boolean
  conditionsOf: (rule: string, context: Json) => Condition[]
  /** What Cedar is given of the context for this action; the answer is the same as with all of it. */
  seen: (action: string, context: CedarRequest['context']) => CedarRequest['context']
}

/** A place in the text where a boundary is wrong; 1-based. */
export type BoundaryFault = { rule: string | null; line: number; column: number; message: string; help: string | null }

/**
 * Parses, type-checks against the generated schema and reads a boundary's text. Refuses with every fault and its place:
 * syntax, unknown action or attribute, wrong type, unreadable annotations, duplicate rule ids.
 */
export function checkBoundary(
  text: string,
  schema: Json | null,
): { ok: true; rules: Rule[] } | { ok: false; faults: BoundaryFault[] } {
  const parsed = cedar.checkParsePolicySet({ staticPolicies: text })
  if (parsed.type === 'failure')
    return { ok: false, faults: parsed.errors.map((error) => faultAt(text, 0, null, error)) }
  const parts = partsOf(text)
  if (!parts.ok)
    return {
      ok: false,
      faults: parts.faults.map((fault) => ({
        rule: fault.rule,
        line: 1,
        column: 1,
        message: fault.detail,
        help: null,
      })),
    }
  if (schema !== null) {
    const checked = cedar.validate({
      schema: schema as unknown as cedar.SchemaJson<string>,
      policies: { staticPolicies: parts.policies },
      validationSettings: { mode: 'strict' },
    })
    const faults =
      checked.type === 'failure'
        ? checked.errors.map((error) => faultAt(text, 0, null, error))
        : checked.validationErrors.map(({ policyId, error }) =>
            faultAt(text, Math.max(0, text.indexOf(parts.policies[policyId] ?? '')), policyId, error),
          )
    if (faults.length > 0) return { ok: false, faults }
  }
  return { ok: true, rules: parts.rules }
}

/** The prepared form of a stored boundary version; null when it cannot be read, which callers must treat as a denial. */
export function prepareBoundary(boundary: { id: string; cedar: string }): PreparedBoundary | null {
  const cache = once('cedar.boundaries', () => new Map<string, PreparedBoundary | null>())
  const known = cache.get(boundary.id)
  if (known !== undefined) return known
  const prepared = prepare(boundary)
  // Versions are immutable, so an entry is never wrong; the cap keeps a process that sees many versions from growing for ever.
  if (cache.size >= 1_000) cache.clear()
  cache.set(boundary.id, prepared)
  return prepared
}

/**
 * Asks Cedar. Never throws: an engine that fails is an error in the verdict, and any error denies (law 1). A policy that
 * fails at run time is skipped by Cedar and only shows in the diagnostics, so those are passed on as they are.
 */
export function evaluateBoundary(prepared: PreparedBoundary | null, request: CedarRequest): Verdict {
  if (prepared === null) return { permits: [], forbids: [], errors: ['boundary could not be prepared'] }
  try {
    const answer = cedar.statefulIsAuthorized({
      principal: request.principal,
      action: request.action,
      resource: request.resource,
      context: prepared.seen(request.action.id, request.context) as Record<string, cedar.CedarValueJson>,
      entities: request.entities as cedar.Entities,
      preparsedPolicySetId: prepared.id,
    })
    if (answer.type === 'failure')
      return { permits: [], forbids: [], errors: answer.errors.map((error) => error.message) }
    const { decision, diagnostics } = answer.response
    const matched = diagnostics.reason.map((id) => prepared.rules.get(id))
    if (matched.includes(undefined)) return { permits: [], forbids: [], errors: ['an unknown rule matched'] }
    const rules = matched.filter((rule) => rule !== undefined)
    return {
      permits: decision === 'allow' ? rules : [],
      forbids: decision === 'deny' ? rules : [],
      errors: diagnostics.errors.map(({ policyId, error }) => `${policyId}: ${error.message}`),
    }
  } catch (error) {
    return {
      permits: [],
      forbids: [],
      errors: [`policy engine failed: ${error instanceof Error ? error.message : 'unknown'}`],
    }
  }
}

function prepare(boundary: { id: string; cedar: string }): PreparedBoundary | null {
  const parts = partsOf(boundary.cedar)
  if (!parts.ok) return null
  if (cedar.preparsePolicySet(boundary.id, { staticPolicies: parts.policies }).type === 'failure') return null
  const mentions = mentionsByAction(parts.json.map(({ policy }) => policy))
  return {
    id: boundary.id,
    rules: new Map(parts.rules.map((rule) => [rule.id, rule])),
    counts: (action) => {
      const mentioned = mentions(action)
      return mentioned === null || mentioned.has('velocity') || mentioned.has('history')
    },
    conditionsOf: (rule, context) =>
      explainConditions((parts.json.find((entry) => entry.id === rule)?.policy.conditions ?? []) as Json, context),
    seen: (action, context) => {
      const mentioned = mentions(action)
      if (mentioned === null) return context
      // Handing a value to the engine costs more than deciding on it. What the agent wrote stays in any case: a value that
      // Cedar has no room for is an error, and so a denial, whether or not a rule asks for it.
      return Object.fromEntries(Object.entries(context).filter(([name]) => name === 'params' || mentioned.has(name)))
    },
  }
}

/** For each action, what the rules that can apply to it look at; null when one of them takes the whole context. */
function mentionsByAction(policies: readonly cedar.PolicyJson[]): (action: string) => ReadonlySet<string> | null {
  const known = new Map<string, ReadonlySet<string> | null>()
  return (action) => {
    const found = known.get(action)
    if (found !== undefined) return found
    const each = policies
      .filter((policy) => canApply(policy, action))
      .map((policy) => contextMentions(policy.conditions as unknown as Json))
    const all = each.includes(null) ? null : new Set(each.flatMap((names) => [...(names ?? [])]))
    // Actions are those of catalogues; the cap is for whoever asks about any other.
    if (known.size < 1_000) known.set(action, all)
    return all
  }
}

function canApply(policy: cedar.PolicyJson, action: string): boolean {
  const scope = policy.action
  if (scope.op !== '==' || !('entity' in scope)) return true
  const entity = '__entity' in scope.entity ? scope.entity.__entity : scope.entity
  return entity.id === action
}

type Parts =
  | { ok: true; policies: Record<string, string>; rules: Rule[]; json: { id: string; policy: cedar.PolicyJson }[] }
  | { ok: false; faults: RuleFault[] }

function partsOf(text: string): Parts {
  const split = cedar.policySetTextToParts(text)
  if (split.type === 'failure')
    return { ok: false, faults: split.errors.map((error) => ({ rule: '', annotation: '', detail: error.message })) }
  if (split.policy_templates.length > 0)
    return { ok: false, faults: [{ rule: '', annotation: '', detail: 'templates are not part of a boundary' }] }
  const policies: Record<string, string> = {}
  const rules: Rule[] = []
  const json: { id: string; policy: cedar.PolicyJson }[] = []
  const faults: RuleFault[] = []
  for (const [index, policyText] of split.policies.entries()) {
    const read = cedar.policyToJson(policyText)
    if (read.type === 'failure') {
      faults.push({ rule: `rule ${index + 1}`, annotation: '', detail: read.errors[0]?.message ?? 'unreadable' })
      continue
    }
    const rule = readRule(`rule-${index + 1}`, read.json.effect, read.json.annotations ?? {})
    if (!rule.ok) faults.push(...rule.faults)
    else if (policies[rule.rule.id] !== undefined)
      faults.push({ rule: rule.rule.id, annotation: 'id', detail: `two rules are called ${rule.rule.id}` })
    else {
      policies[rule.rule.id] = policyText
      rules.push(rule.rule)
      json.push({ id: rule.rule.id, policy: read.json })
    }
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, policies, rules, json }
}

function faultAt(text: string, base: number, rule: string | null, error: cedar.DetailedError): BoundaryFault {
  const before = text.slice(0, base + (error.sourceLocations?.[0]?.start ?? 0)).split('\n')
  return {
    rule,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
    message: error.message,
    help: error.help ?? null,
  }
}
