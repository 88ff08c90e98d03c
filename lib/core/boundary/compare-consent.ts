import type { Consent, ConsentGroup, ConsentText } from './consent'
import type { BatchLimit } from './rule'

/** Whether a second consent asks for less than a first one. `mixed` is less in something: it counts as looser. */
export type ConsentStep = 'same' | 'looser' | 'stricter' | 'mixed'

const tiers = { allow: 0, notify: 1, approve: 2, deny: 3 } as const

/** Compares two consents. The tier decides; within one tier everything that a consent says is compared, and each counts. */
export function compareConsents(from: Consent, to: Consent): ConsentStep {
  if (from.tier !== to.tier) return tiers[to.tier] < tiers[from.tier] ? 'looser' : 'stricter'
  if (from.tier === 'deny') return 'same'
  const steps = [
    to.quorum - from.quorum,
    Number(to.stepup === 'passkey') - Number(from.stepup === 'passkey'),
    // A grant that lives longer and a longer time to decide ask for less; so does a shorter time to take it back.
    from.grant_ttl_s - to.grant_ttl_s,
    from.decide_within_s - to.decide_within_s,
    to.grace_s - from.grace_s,
    from.deny_threshold - to.deny_threshold,
    batchRank(from.batch) - batchRank(to.batch),
    ...groupSteps(from.groups, to.groups),
    ...textSteps(textsIn(from.attestations), textsIn(to.attestations)),
    ...textSteps(textsIn(from.prompts), textsIn(to.prompts)),
  ]
  return stepOf(steps)
}

/** More that may go into a batch is less that is asked of each. */
export function batchRank(batch: BatchLimit | undefined): number {
  return batch === 'none' ? 0 : batch === 'T2' ? 2 : 1
}

/** What no longer has to be confirmed or answered is less; what now has to be is more. */
export function textSteps(from: readonly string[], to: readonly string[]): number[] {
  return [from.every((text) => to.includes(text)) ? 0 : -1, to.every((text) => from.includes(text)) ? 0 : 1]
}

function textsIn(asked: readonly ConsentText[] | undefined): string[] {
  return (asked ?? []).map(({ text }) => text)
}

/** What several steps are together; positive is stricter. */
export function stepOf(steps: readonly number[]): ConsentStep {
  const looser = steps.some((step) => step < 0)
  const stricter = steps.some((step) => step > 0)
  if (looser) return stricter ? 'mixed' : 'looser'
  return stricter ? 'stricter' : 'same'
}

/** A demand is kept when another one implies it: as many people, of no team that would not have done. */
export function groupSteps(from: readonly ConsentGroup[], to: readonly ConsentGroup[]): number[] {
  const implied = (group: ConsentGroup, by: readonly ConsentGroup[]) =>
    by.some((other) => other.quorum >= group.quorum && other.team_ids.every((team) => group.team_ids.includes(team)))
  return [from.every((group) => implied(group, to)) ? 0 : -1, to.every((group) => implied(group, from)) ? 0 : 1]
}
