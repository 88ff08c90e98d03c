import type { Directory } from '../directory'
import { type Deciding, isAsked, whyIneligible } from './eligibility'

/** One recorded decision, reduced to what counting needs. */
export type Vote = { personId: string; verb: 'approve' | 'deny' | 'abstain'; passkeyId: string | null }

export type Resolution = { status: 'pending' | 'approved' | 'denied'; given: number; needed: number }

/**
 * What the decisions amount to; computed, never typed in. A person counts once; people who are no longer eligible do not
 * count; one passkey counts once whatever accounts it signs for; every group's own quorum must be met.
 * One denial ends it unless the rule sets a threshold.
 */
export function resolve(votes: readonly Vote[], request: Deciding, directory: Directory): Resolution {
  const { consent } = request
  const counted = new Map<string, Vote>()
  const passkeys = new Set<string>()
  for (const vote of votes) {
    if (counted.has(vote.personId) || whyIneligible(vote.personId, request, directory) !== null) continue
    if (vote.verb === 'approve' && vote.passkeyId !== null) {
      if (passkeys.has(vote.passkeyId)) continue
      passkeys.add(vote.passkeyId)
    }
    counted.set(vote.personId, vote)
  }
  const valid = [...counted.values()]
  const approvals = valid.filter(
    (vote) => vote.verb === 'approve' && (consent.stepup === 'none' || vote.passkeyId !== null),
  )
  const given = approvals.length
  const needed = consent.quorum
  if (valid.filter((vote) => vote.verb === 'deny').length >= consent.deny_threshold)
    return { status: 'denied', given, needed }
  if (consent.tier !== 'approve' || needed < 1 || consent.groups.length === 0)
    return { status: 'pending', given, needed }
  const groupsMet = consent.groups.every(
    (group) =>
      approvals.filter((vote) => group.team_ids.some((team) => isAsked(vote.personId, team, request, directory)))
        .length >= group.quorum,
  )
  return { status: given >= needed && groupsMet ? 'approved' : 'pending', given, needed }
}
