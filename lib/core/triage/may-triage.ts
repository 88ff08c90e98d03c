import { candidates, type Deciding, isAsked, whyIneligible } from '../decision/eligibility'
import type { Vote } from '../decision/quorum'
import type { Directory } from '../directory'
import { limits } from '../limits'
import type { Level } from '../presentation/presentation'
import type { Refusal } from '../refusal'
import type { RequestStatus } from '../request/state'

/** A pending request as claiming, snoozing, handing over and asking need it. */
export type Triaged = Deciding & {
  status: RequestStatus
  level: Level
  expiresAt: Date
}

/**
 * Claims, snoozes, hand-overs and questions are for those who could decide this very request now and have not.
 * Null: they may.
 */
export function refuseTriage(
  personId: string,
  request: Triaged,
  votes: readonly Vote[],
  now: Date,
  directory: Directory,
): Refusal | null {
  if (request.status !== 'pending') return { code: 'request.not_pending', status: request.status }
  if (request.expiresAt <= now) return { code: 'request.expired' }
  const why = whyIneligible(personId, request, directory)
  if (why) return { code: 'decision.not_eligible', why }
  return votes.some((vote) => vote.personId === personId) ? { code: 'decision.already_decided' } : null
}

/** The last moment until which this request may be put aside; null when it may not be at all. T3 never is. */
export function latestSnooze(request: { level: Level; createdAt: Date; expiresAt: Date }, now: Date): Date | null {
  if (request.level === 'T3') return null
  const window = request.expiresAt.getTime() - request.createdAt.getTime()
  const latest = new Date(request.expiresAt.getTime() - Math.ceil(window * limits.snoozeKeepsShare))
  return latest.getTime() - now.getTime() >= limits.snoozeSecondsMin * 1_000 ? latest : null
}

/**
 * Why this person cannot be handed the request; null when they can. They must be able to decide it anyway: a hand-over
 * makes nobody eligible, and takes whoever hands it over out.
 */
export function refuseTarget(
  toId: string,
  fromId: string,
  request: Triaged,
  votes: readonly Vote[],
  directory: Directory,
): Refusal | null {
  const fits =
    toId !== fromId && whyIneligible(toId, request, directory) === null && !votes.some((vote) => vote.personId === toId)
  if (!fits) return { code: 'triage.not_a_target' }
  return enoughWithout(fromId, request, votes, directory) ? null : { code: 'triage.too_few' }
}

/** Could the quorum still be met, in all and in every group, if this person stepped out? Otherwise nobody could approve it. */
export function enoughWithout(
  personId: string,
  request: Deciding,
  votes: readonly Vote[],
  directory: Directory,
): boolean {
  const left = candidates(request.consent, directory).filter(
    (id) =>
      id !== personId &&
      whyIneligible(id, request, directory) === null &&
      !votes.some((vote) => vote.personId === id && vote.verb !== 'approve'),
  )
  return (
    left.length >= request.consent.quorum &&
    request.consent.groups.every(
      (group) =>
        left.filter((id) => group.team_ids.some((team) => isAsked(id, team, request, directory))).length >=
        group.quorum,
    )
  )
}
