import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { CedarRequest } from '@/lib/core/boundary/cedar-request'
import type { Verdict } from '@/lib/core/boundary/combine'
import { type Condition, explainConditions } from '@/lib/core/boundary/conditions'
import { contextMentions, looksAtNames } from '@/lib/core/boundary/mentions'
import { actionsOf } from '@/lib/core/boundary/policy-json'
import type { Rule } from '@/lib/core/boundary/rule'
import type { Json } from '@/lib/core/canonical/json'
import { partsOf, policyTexts, type ReadRule } from './cedar-text'
import { once } from './once'

/** A boundary version, parsed once per process and reused: parsing costs ten times an evaluation. */
export type PreparedBoundary = {
  rules: ReadonlyMap<string, Rule>
  /** Does any rule that can apply to this action look at what was counted (`context.velocity`, `context.history`)? */
  counts: (action: string) => boolean
  conditionsOf: (rule: string, context: Json) => Condition[]
  /** The rules that can apply to this action, as the engine holds them. */
  applying: (action: string) => Applying
}

/**
 * The rules whose scope admits one action. Asking them alone gives what asking all of them gives: a policy of another action
 * neither matches nor fails, because its scope is asked before its conditions.
 */
type Applying = {
  /** What the engine calls their set. */
  set: string
  /** What of the context they look at; null when one of them takes it as a whole. */
  sees: ReadonlySet<string> | null
  /** True when an answer can depend on which agent or resource it is, beyond their attributes and parents. */
  byName: boolean
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

/** How many texts that are no stored version the engine keeps at a time. */
const DRAFTS = 16

/**
 * The prepared form of a text that is no stored version: a draft as somebody types it. The engine never forgets what it was
 * given under a name, so drafts share a few names by turns; one whose name was taken meanwhile is given to it again.
 */
export function prepareText(text: string): PreparedBoundary | null {
  const drafts = once('cedar.texts', () => ({
    turn: 0,
    held: new Map<string, PreparedBoundary | null>(),
    owners: new Map<string, string>(),
  }))
  const known = drafts.held.get(text)
  if (known !== undefined) return known
  const id = `text-${drafts.turn++ % DRAFTS}`
  const prepared = prepare({ id, cedar: text })
  drafts.owners.set(id, text)
  for (const oldest of drafts.held.keys()) if (drafts.held.size >= DRAFTS) drafts.held.delete(oldest)
  const held: PreparedBoundary | null = prepared && {
    ...prepared,
    applying: (action) => {
      if (drafts.owners.get(id) !== text) prepared.forget()
      drafts.owners.set(id, text)
      return prepared.applying(action)
    },
  }
  drafts.held.set(text, held)
  return held
}

/**
 * Asks Cedar. Never throws: an engine that fails is an error in the verdict, and any error denies (law 1). A policy that
 * fails at run time is skipped by Cedar and only shows in the diagnostics, so those are passed on as they are.
 */
export function evaluateBoundary(prepared: PreparedBoundary | null, request: CedarRequest): Verdict {
  if (prepared === null) return { permits: [], forbids: [], errors: ['boundary could not be prepared'] }
  try {
    const { set, sees } = prepared.applying(request.action.id)
    const answer = cedar.statefulIsAuthorized({
      principal: request.principal,
      action: request.action,
      resource: request.resource,
      context: seen(request.context, sees) as Record<string, cedar.CedarValueJson>,
      entities: request.entities as cedar.Entities,
      preparsedPolicySetId: set,
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

/**
 * A value that tells whether a boundary must answer two requests alike: it covers everything that the rules of that action
 * can look at. Cheaper than asking; the answer of the first may stand for the others.
 */
export function likenessOf(prepared: PreparedBoundary, request: CedarRequest): string {
  const { set, sees, byName } = prepared.applying(request.action.id)
  return JSON.stringify([
    set,
    request.action.id,
    ...(byName ? [request.principal.id, request.resource.id] : []),
    ...request.entities.map(({ attrs, parents }) => [attrs, parents]),
    seen(request.context, sees),
  ])
}

/**
 * Handing a value to the engine costs more than deciding on it. What the agent wrote stays in any case: a value that Cedar has
 * no room for is an error, and so a denial, whether or not a rule asks for it.
 */
function seen(context: CedarRequest['context'], sees: Applying['sees']): CedarRequest['context'] {
  if (sees === null) return context
  return Object.fromEntries(Object.entries(context).filter(([name]) => name === 'params' || sees.has(name)))
}

/** `forget`: what the engine was given for single actions is to be given again, because the name went to another text. */
function prepare(boundary: { id: string; cedar: string }): (PreparedBoundary & { forget: () => void }) | null {
  const parts = partsOf(boundary.cedar)
  if (parts.faults.length > 0) return null
  if (!give(boundary.id, boundary.cedar, parts.rules)) return null
  const byId = new Map(parts.rules.map((entry) => [entry.id, entry]))
  const { of, forget } = applyingIn(boundary, parts.rules)
  return {
    rules: new Map(parts.rules.map(({ id, rule }) => [id, rule])),
    counts: (action) => {
      const { sees } = of(action)
      return sees === null || sees.has('velocity') || sees.has('history')
    },
    conditionsOf: (rule, context) =>
      explainConditions((byId.get(rule)?.policy.conditions ?? []) as unknown as Json, context),
    applying: of,
    forget,
  }
}

/** Gives the engine these rules of a text under a name, whatever it held under it. */
function give(set: string, text: string, rules: readonly ReadRule[]): boolean {
  return cedar.preparsePolicySet(set, { staticPolicies: policyTexts(text, rules) }).type === 'success'
}

/** For each action that a rule names, the rules that can apply to it; all others share those of every action. */
function applyingIn(boundary: { id: string; cedar: string }, rules: readonly ReadRule[]) {
  const named = new Set(rules.flatMap(({ policy }) => actionsOf(policy) ?? []))
  const known = new Map<string, Applying>()
  let complete = true
  const of = (action: string): Applying => {
    const key = named.has(action) ? action : ''
    const found = known.get(key)
    if (found) return found
    const apply = rules.filter(({ policy }) => actionsOf(policy)?.includes(key) ?? true)
    const whole = apply.length === rules.length
    const set = whole ? boundary.id : `${boundary.id} ${key}`
    if (!(whole && complete) && !give(set, boundary.cedar, apply))
      throw new Error('the rules of an action were refused')
    const mentions = apply.map(({ policy }) => contextMentions(policy.conditions as unknown as Json))
    const made: Applying = {
      set,
      sees: mentions.includes(null) ? null : new Set(mentions.flatMap((names) => [...(names ?? [])])),
      byName: apply.some(({ policy }) => looksAtNames(policy)),
    }
    known.set(key, made)
    return made
  }
  const forget = () => {
    known.clear()
    complete = false
  }
  return { of, forget }
}
