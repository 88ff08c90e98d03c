import { limits } from '../limits'
import type { Consent, ConsentGroup, ConsentText, Reason } from './consent'
import type { Rule } from './rule'

/** What the policy engine said: rules that matched, and every error it met. */
export type Verdict = { permits: readonly Rule[]; forbids: readonly Rule[]; errors: readonly string[] }

const tierOrder = { allow: 0, notify: 1, approve: 2, deny: 3 } as const

/**
 * Combines a verdict into one consent: the strictest of all matching permits (highest tier, largest quorum, every named
 * group, shortest lifetimes, strongest step-up). Any matching forbid denies. Cedar skips a policy that fails at run time,
 * so any error denies. No match denies (law 1).
 *
 * @param teamIds slug → id of the teams that exist; a rule naming another denies, because its consent could never be given.
 */
export function combine(
  verdict: Verdict,
  teamIds: ReadonlyMap<string, string>,
  opaque: boolean,
): { consent: Consent; reasons: Reason[] } {
  if (verdict.errors.length > 0)
    return denied([{ code: 'policy.error', message: 'The boundary could not be evaluated, so the answer is no.' }])
  if (verdict.forbids.length > 0)
    return denied(verdict.forbids.map((rule) => ({ code: 'rule.forbidden', rule: rule.id, message: rule.reason })))
  if (verdict.permits.length === 0)
    return denied([{ code: 'rule.none', message: 'No rule of the boundary allows this, so the answer is no.' }])

  const permits = [...verdict.permits].sort((a, b) => (a.id < b.id ? -1 : 1))
  const tier = permits.reduce<Rule['tier']>(
    (highest, rule) => (tierOrder[rule.tier] > tierOrder[highest] ? rule.tier : highest),
    'allow',
  )
  const deciding = permits.filter((rule) => rule.tier === tier)
  if (tier === 'deny')
    return denied(deciding.map((rule) => ({ code: 'rule.forbidden', rule: rule.id, message: rule.reason })))

  const groups: ConsentGroup[] = []
  for (const rule of permits) {
    if (rule.tier !== 'approve') continue
    const team_ids = rule.approvers.flatMap((slug) => teamIds.get(slug) ?? [])
    if (team_ids.length !== rule.approvers.length)
      return denied([
        {
          code: 'approvers.unknown',
          rule: rule.id,
          message: 'A rule names an approver team that does not exist, so the answer is no.',
        },
      ])
    groups.push({ rule: rule.id, team_ids, quorum: rule.quorum })
  }
  const approving = permits.filter((rule) => rule.tier === 'approve')
  let quorum = approving.reduce((largest, rule) => Math.max(largest, rule.quorum), 0)
  let stepup: Consent['stepup'] = approving.some((rule) => rule.stepup === 'passkey') ? 'passkey' : 'none'
  const reasons: Reason[] = deciding.map((rule) => ({ code: 'rule.matched', rule: rule.id, message: rule.reason }))

  if (opaque) {
    // An action that no template can render is judged one level stricter (DESIGN 1).
    if (tier !== 'approve')
      return denied([
        {
          code: 'action.opaque',
          message: 'This action cannot be shown to a person and no rule names approvers for it, so the answer is no.',
        },
      ])
    if (stepup === 'none') stepup = 'passkey'
    else quorum = Math.min(quorum + 1, limits.quorumMax)
    reasons.push({
      code: 'action.opaque',
      message: 'No template can render this action, so it needs one level more consent.',
    })
  }
  // Two people without a passkey would be two clicks on one stolen laptop; level T3 always signs (UX levels).
  if (quorum >= 2) stepup = 'passkey'

  const attestations = textsOf(approving, (rule) => rule.attestations)
  const prompts = textsOf(approving, (rule) => (rule.prompt === null ? [] : [rule.prompt]))
  const grant_ttl_s = shortest(permits.map((rule) => rule.grantTtlSeconds)) ?? limits.grantTtlSecondsDefault
  const decide_within_s = shortest(permits.map((rule) => rule.decideWithinSeconds)) ?? limits.decideWithinSecondsDefault
  return {
    consent: {
      tier,
      groups,
      quorum,
      stepup,
      grant_ttl_s,
      decide_within_s,
      grace_s: permits.reduce((longest, rule) => Math.max(longest, rule.graceSeconds), 0),
      deny_threshold: approving.length > 0 ? Math.min(...approving.map((rule) => rule.denyThreshold)) : 1,
      ...batchOf(approving),
      ...(attestations.length > 0 ? { attestations } : {}),
      ...(prompts.length > 0 ? { prompts } : {}),
    },
    reasons,
  }
}

/** Every text of every matching rule, each once. */
function textsOf(rules: readonly Rule[], of: (rule: Rule) => readonly string[]): ConsentText[] {
  const found = new Map<string, ConsentText>()
  for (const rule of rules) for (const text of of(rule)) if (!found.has(text)) found.set(text, { rule: rule.id, text })
  return [...found.values()]
}

/** What every rule lets into a batch; what is usual is not said. */
function batchOf(rules: readonly Rule[]): Pick<Consent, 'batch'> {
  if (rules.some((rule) => rule.batch === 'none')) return { batch: 'none' }
  return rules.length > 0 && rules.every((rule) => rule.batch === 'T2') ? { batch: 'T2' } : {}
}

function shortest(values: readonly (number | null)[]): number | null {
  const named = values.filter((value) => value !== null)
  return named.length > 0 ? Math.min(...named) : null
}

/** The consent of a denial: nobody can give it. */
export function denied(reasons: Reason[]): { consent: Consent; reasons: Reason[] } {
  return {
    consent: {
      tier: 'deny',
      groups: [],
      quorum: 0,
      stepup: 'none',
      grant_ttl_s: limits.grantTtlSecondsMin,
      decide_within_s: limits.decideWithinSecondsMin,
      grace_s: 0,
      deny_threshold: 1,
    },
    reasons,
  }
}
