import type { SaidIn } from '../language/said'
import { limits } from '../limits'
import { countHidden } from '../text/hidden'
import { parseDuration } from './duration'
import { type FaultWords, faultWords } from './fault-words'

/** The highest level that a batch may hold: `none` is never, T3 is never in one. */
export type BatchLimit = 'none' | 'T1' | 'T2'

/** The consent a rule demands, read from its annotations (DESIGN 4). */
export type Rule = {
  id: string
  effect: 'permit' | 'forbid'
  tier: 'allow' | 'notify' | 'approve' | 'deny'
  /** Team slugs; any of them may give this rule's consent. Empty unless the tier is `approve`. */
  approvers: readonly string[]
  quorum: number
  stepup: 'none' | 'passkey'
  grantTtlSeconds: number | null
  decideWithinSeconds: number | null
  graceSeconds: number
  denyThreshold: number
  /** Up to which level approvals may be given in a batch of similar requests, when every one was shown. */
  batch: BatchLimit
  /** What each approver confirms, word for word; part of what they sign. */
  attestations: readonly string[]
  /** A question that each approver answers; null when none is asked. */
  prompt: string | null
  reason: string
}

export type RuleFault = { rule: string; annotation: string; detail: string }

const known = new Set([
  'id',
  'tier',
  'approvers',
  'quorum',
  'stepup',
  'grant_ttl',
  'decide_within',
  'grace',
  'deny_threshold',
  'batch',
  'attest',
  'prompt',
  'reason',
])

/**
 * Reads one Cedar policy's annotations into a rule. Strict: a misspelt annotation would silently weaken a boundary,
 * so anything not understood is a fault, and a boundary with a fault is neither saved nor evaluated.
 */
export function readRule(
  fallbackId: string,
  effect: 'permit' | 'forbid',
  annotations: Readonly<Record<string, string>>,
  language: SaidIn = 'en',
): { ok: true; rule: Rule } | { ok: false; faults: RuleFault[] } {
  const words = faultWords[language]
  const id = annotations.id ?? fallbackId
  const faults: RuleFault[] = []
  const fault = (annotation: string, detail: string): null => {
    faults.push({ rule: id, annotation, detail })
    return null
  }
  for (const name of Object.keys(annotations)) if (!known.has(name)) fault(name, words.unknownAnnotation(name))
  if (!annotations.id || !/^[a-z0-9][a-z0-9._-]{0,63}$/.test(annotations.id)) fault('id', words.id)

  const tier = effect === 'forbid' ? 'deny' : annotations.tier
  if (tier !== 'allow' && tier !== 'notify' && tier !== 'approve' && tier !== 'deny') fault('tier', words.tier)
  if (effect === 'forbid' && annotations.tier !== undefined && annotations.tier !== 'deny')
    fault('tier', words.forbidTier)

  const seconds = (name: string, min: number, max: number): number | null => {
    const text = annotations[name]
    if (text === undefined) return null
    const value = parseDuration(text)
    if (value === null || value < min || value > max) return fault(name, words.duration(name, min, max))
    return value
  }
  const whole = (name: string, min: number, max: number, absent: number): number => {
    const text = annotations[name]
    if (text === undefined) return absent
    if (!/^[0-9]{1,3}$/.test(text) || Number(text) < min || Number(text) > max)
      return fault(name, words.whole(name, min, max)) ?? absent
    return Number(text)
  }

  const approvers = (annotations.approvers ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (tier === 'approve' && approvers.length === 0) fault('approvers', words.noApprovers)
  if (tier !== 'approve' && approvers.length > 0) fault('approvers', words.onlyApprove('approvers'))
  for (const approver of approvers)
    if (!/^team:[a-z0-9][a-z0-9-]{0,62}$/.test(approver)) fault('approvers', words.noTeam(approver))
  const stepup = annotations.stepup ?? 'none'
  if (stepup !== 'none' && stepup !== 'passkey') fault('stepup', words.stepup)
  const batch = annotations.batch ?? 'T1'
  if (batch !== 'none' && batch !== 'T1' && batch !== 'T2') fault('batch', words.batch)
  if (annotations.batch !== undefined && tier !== 'approve') fault('batch', words.onlyApprove('batch'))
  const attestations = readAttestations(annotations.attest)
  const prompt = annotations.prompt === undefined ? null : annotations.prompt.trim()
  if (annotations.attest !== undefined) {
    if (tier !== 'approve') fault('attest', words.onlyApprove('attest'))
    const wrong = attestationFault(attestations, words)
    if (wrong !== null) fault('attest', wrong)
  }
  if (prompt !== null) {
    if (tier !== 'approve') fault('prompt', words.onlyApprove('prompt'))
    if (prompt === '' || prompt.length > limits.promptChars || !isOneVisibleLine(prompt)) fault('prompt', words.prompt)
  }
  if (!annotations.reason?.trim()) fault('reason', words.reason)

  const rule: Rule = {
    id,
    effect,
    tier: tier as Rule['tier'],
    approvers: approvers.map((approver) => approver.slice('team:'.length)),
    quorum: whole('quorum', 1, limits.quorumMax, 1),
    stepup: stepup as Rule['stepup'],
    grantTtlSeconds: seconds('grant_ttl', limits.grantTtlSecondsMin, limits.grantTtlSecondsMax),
    decideWithinSeconds: seconds('decide_within', limits.decideWithinSecondsMin, limits.decideWithinSecondsMax),
    graceSeconds: seconds('grace', 1, limits.graceSecondsMax) ?? 0,
    denyThreshold: whole('deny_threshold', 1, limits.quorumMax, 1),
    batch: batch as BatchLimit,
    attestations,
    prompt,
    reason: annotations.reason?.trim() ?? '',
  }
  return faults.length > 0 ? { ok: false, faults } : { ok: true, rule }
}

/** `@attest("I saw the ticket | The backup is younger than 24 h")`: several are set apart by a bar. */
export const ATTEST_SEPARATOR = '|'

function readAttestations(text: string | undefined): string[] {
  if (text === undefined) return []
  return text
    .split(ATTEST_SEPARATOR)
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** Nothing in it that a reader cannot see, and no second line. */
export function isOneVisibleLine(text: string): boolean {
  return countHidden(text) === 0 && !/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)
}

/** What is signed must be readable: visible characters only, and nothing that is said twice. */
function attestationFault(texts: readonly string[], words: FaultWords): string | null {
  if (texts.length === 0 || texts.length > limits.attestationsPerRule) return words.attestCount(ATTEST_SEPARATOR)
  if (texts.some((text) => text.length > limits.attestationChars || !isOneVisibleLine(text))) return words.attestLine
  return new Set(texts).size === texts.length ? null : words.attestTwice
}
