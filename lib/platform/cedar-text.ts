import { setFlagsFromString } from 'node:v8'
import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { RuleForm } from '@/lib/core/boundary/analysis'
import { faultWords } from '@/lib/core/boundary/fault-words'
import { readRuleForm } from '@/lib/core/boundary/form/read-form'
import type { PolicyJson } from '@/lib/core/boundary/policy-json'
import { type Rule, readRule } from '@/lib/core/boundary/rule'
import { type RuleRange, ruleRanges } from '@/lib/core/boundary/rule-ranges'
import type { Json } from '@/lib/core/canonical/json'
import type { SaidIn } from '@/lib/core/language/said'
import { limits } from '@/lib/core/limits'
import { once } from './once'

// V8 compiles calls into WebAssembly into the code around them, and that of Node 20 ends the process ("Fatal error: unreachable
// code") when such code is thrown away while a call that returns an object is under way. Every call into Cedar is of this
// kind, and under load it was seen within some ten thousand of them. Asked for before anything is compiled that far.
setFlagsFromString('--no-turbo-inline-js-wasm-calls')

/** A place in the text where a boundary is wrong. `line` and `column` are 1-based, `from` and `to` count UTF-16 code units. */
export type BoundaryFault = {
  rule: string | null
  line: number
  column: number
  from: number
  to: number
  message: string
  help: string | null
}

/** One rule as it stands in a text: what the form replaces is `[from, to)`, from the first annotation to the semicolon. */
export type ReadRule = { id: string; from: number; to: number; rule: Rule; policy: PolicyJson; form: RuleForm | null }

/**
 * Reads a boundary's text for the editor: every fault with its place, and every rule with its range, its policy and its
 * form. Rules are given unless the text cannot be parsed at all; a boundary is good only when there are no faults. What the
 * engine says of one is English in any language.
 * A rule with a comment inside has no form, because writing it again would lose the comment.
 */
export function readBoundary(
  text: string,
  schema: Json | null,
  language: SaidIn = 'en',
): { faults: BoundaryFault[]; rules: ReadRule[] } {
  const parts = partsOf(text, language)
  if (parts.rules.length === 0 || parts.unreadable) return { faults: parts.faults, rules: [] }
  return { faults: [...parts.faults, ...typeFaults(text, parts.rules, schema)], rules: parts.rules }
}

/**
 * Parses, type-checks against the generated schema and reads a boundary's text. Refuses with every fault and its place:
 * syntax, unknown action or attribute, wrong type, unreadable annotations, duplicate rule ids.
 */
export function checkBoundary(
  text: string,
  schema: Json | null,
): { ok: true; rules: Rule[] } | { ok: false; faults: BoundaryFault[] } {
  const { faults, rules } = readBoundary(text, schema)
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rules: rules.map(({ rule }) => rule) }
}

/** `unreadable`: the text as a whole is no Cedar, so that nothing can be said about its rules. */
export type Parts = { faults: BoundaryFault[]; rules: ReadRule[]; unreadable: boolean }

/** A text as rules, read and each checked for itself; types are another matter. */
export function partsOf(text: string, language: SaidIn = 'en'): Parts {
  const words = faultWords[language]
  const at = placesIn(text)
  const unreadable = (faults: BoundaryFault[]): Parts => ({ faults, rules: [], unreadable: true })
  if (text.length > limits.cedarChars) return unreadable([at({ from: 0, to: 0 }, null, words.tooLong)])
  const ranges = ruleRanges(text)
  if (ranges.length > limits.rulesMax) return unreadable([at({ from: 0, to: 0 }, null, words.tooManyRules)])
  // Before the engine sees it: what overflows its stack leaves it unusable for the whole process.
  const refused = ranges.flatMap((range) => (range.refused ? [at(range, null, words.refused[range.refused])] : []))
  if (refused.length > 0) return unreadable(refused)
  const parsed = cedar.checkParsePolicySet({ staticPolicies: text })
  if (parsed.type === 'failure') return unreadable(syntaxFaults(at, text, ranges, parsed.errors))

  const rules: ReadRule[] = []
  const faults: BoundaryFault[] = []
  const known = new Set<string>()
  for (const [index, range] of ranges.entries()) {
    const read = policyOf(text.slice(range.from, range.to))
    if (!read.ok) {
      faults.push(...read.errors.flatMap((error) => faultsOf(at, text, range.from, null, error)))
      continue
    }
    const { policy } = read
    const place = (annotation: string) =>
      range.annotations.find((found) => found.name === annotation) ?? { from: range.from, to: firstWord(text, range) }
    const rule = readRule(`rule-${index + 1}`, policy.effect, annotationsOf(policy), language)
    if (!rule.ok) {
      for (const fault of rule.faults) faults.push(at(place(fault.annotation), fault.rule, fault.detail))
      continue
    }
    const { id } = rule.rule
    if (known.has(id)) {
      faults.push(at(place('id'), id, words.twice(id)))
      continue
    }
    known.add(id)
    const form = range.commented ? null : readRuleForm(rule.rule, policy)
    rules.push({ id, from: range.from, to: range.to, rule: rule.rule, policy, form })
  }
  return { faults, rules, unreadable: false }
}

/** Some errors come without their place when a whole text is parsed; the rule alone says it. */
function syntaxFaults(
  at: PlaceFault,
  text: string,
  ranges: readonly RuleRange[],
  errors: readonly cedar.DetailedError[],
): BoundaryFault[] {
  if (errors.every((error) => error.sourceLocations?.length))
    return errors.flatMap((error) => faultsOf(at, text, 0, null, error))
  const found = ranges.flatMap((range) => {
    const read = cedar.policyToJson(text.slice(range.from, range.to))
    return read.type === 'failure' ? read.errors.flatMap((error) => faultsOf(at, text, range.from, null, error)) : []
  })
  return found.length > 0 ? found : errors.flatMap((error) => faultsOf(at, text, 0, null, error))
}

/** An annotation without a value is one that says nothing. */
function annotationsOf(policy: PolicyJson): Record<string, string> {
  return Object.fromEntries(Object.entries(policy.annotations ?? {}).map(([name, value]) => [name, value ?? '']))
}

/** Each rule's own text by its id: what the engine is given. */
export function policyTexts(text: string, rules: readonly ReadRule[]): Record<string, string> {
  return Object.fromEntries(rules.map(({ id, from, to }) => [id, text.slice(from, to)]))
}

/** Rules whose reading is kept: while somebody types in one, the others are as they were a moment ago. */
const KEPT = 4_000

type ReadPolicy = { ok: true; policy: PolicyJson } | { ok: false; errors: cedar.DetailedError[] }

/** One rule's text as a policy. */
function policyOf(text: string): ReadPolicy {
  return kept('cedar.policies', text, (): ReadPolicy => {
    const read = cedar.policyToJson(text)
    return read.type === 'failure'
      ? { ok: false, errors: read.errors }
      : { ok: true, policy: read.json as unknown as PolicyJson }
  })
}

/** What `make` gave for the same key before; the cap keeps a process from growing for ever. */
function kept<T>(name: string, key: string, make: () => T): T {
  const cache = once(name, () => new Map<string, T>())
  const known = cache.get(key)
  if (known !== undefined) return known
  const made = make()
  if (cache.size >= KEPT) cache.clear()
  cache.set(key, made)
  return made
}

/** Whether a rule fits the types is its own matter, so only rules that were not asked about before are. */
function typeFaults(text: string, rules: readonly ReadRule[], schema: Json | null): BoundaryFault[] {
  if (schema === null) return []
  const at = placesIn(text)
  const spelt = JSON.stringify(schema)
  const found = once('cedar.types', () => new Map<string, Map<string, cedar.DetailedError[]>>())
  const known = found.get(spelt) ?? new Map<string, cedar.DetailedError[]>()
  const texts = Object.entries(policyTexts(text, rules))
  const fresh = texts.filter(([, policy]) => !known.has(policy))
  if (fresh.length > 0) {
    const checked = cedar.validate({
      schema: schema as unknown as cedar.SchemaJson<string>,
      policies: { staticPolicies: Object.fromEntries(fresh) },
      validationSettings: { mode: 'strict' },
    })
    if (checked.type === 'failure') return checked.errors.flatMap((error) => faultsOf(at, text, 0, null, error))
    for (const [id, policy] of fresh)
      known.set(
        policy,
        checked.validationErrors.filter(({ policyId }) => policyId === id).map(({ error }) => error),
      )
    if (found.size >= 50) found.clear()
    if (known.size <= KEPT) found.set(spelt, known)
    else found.delete(spelt)
  }
  return rules.flatMap((rule) =>
    (known.get(text.slice(rule.from, rule.to)) ?? []).flatMap((error) => faultsOf(at, text, rule.from, rule.id, error)),
  )
}

type PlaceFault = (
  place: { from: number; to: number },
  rule: string | null,
  message: string,
  help?: string | null,
) => BoundaryFault

/** Makes faults of places in one text; its lines are counted once. */
function placesIn(text: string): PlaceFault {
  const starts = [0]
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', end + 1)) starts.push(end + 1)
  return (place, rule, message, help = null) => {
    const line = starts.findLastIndex((start) => start <= place.from)
    return { rule, line: line + 1, column: place.from - (starts[line] ?? 0) + 1, ...pick(place), message, help }
  }
}

function pick({ from, to }: { from: number; to: number }): { from: number; to: number } {
  return { from, to }
}

/** An error of the engine and those beside it. Its offsets count bytes of UTF-8 from where the text that it was given begins. */
function faultsOf(
  at: PlaceFault,
  text: string,
  base: number,
  rule: string | null,
  error: cedar.DetailedError,
): BoundaryFault[] {
  const location = error.sourceLocations?.[0]
  const from = base + codeUnits(text, base, location?.start ?? 0)
  const to = base + codeUnits(text, base, location?.end ?? location?.start ?? 0)
  const help = [error.help, location?.label].filter((word) => word).join('; ') || null
  return [
    at(
      { from, to: Math.max(from, to) },
      rule,
      error.message.replace(/^failed to parse polic(?:y|ies) from string: /, ''),
      help,
    ),
    ...(error.related ?? []).flatMap((other) => faultsOf(at, text, base, rule, other)),
  ]
}

/** How many UTF-16 code units the first `bytes` bytes of UTF-8 after `base` are. */
function codeUnits(text: string, base: number, bytes: number): number {
  let units = 0
  for (let seen = 0; seen < bytes && base + units < text.length; ) {
    const code = text.codePointAt(base + units) ?? 0
    seen += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    units += code < 0x10000 ? 1 : 2
  }
  return units
}

/** Where the first word of a rule ends: what is marked when the rule as a whole is meant. */
function firstWord(text: string, range: RuleRange): number {
  const end = text.slice(range.from, range.to).search(/[\s(]/)
  return end === -1 ? range.to : range.from + Math.max(1, end)
}
