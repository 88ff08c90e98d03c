import type { Directory } from '../directory'
import { limits } from '../limits'
import type { Presentation } from '../presentation/presentation'
import type { Refusal } from '../refusal'
import type { RequestStatus } from '../request/state'
import { type Deciding, whyIneligible } from './eligibility'
import type { Vote } from './quorum'

export type DecisionAttempt = {
  personId: string
  verb: 'approve' | 'deny' | 'abstain'
  presentationDigest: string
  reason: string
  grantTtlSeconds: number | null
  /** Pointers of the values this person has unfolded. */
  expanded: readonly string[]
}

export type DecidingRequest = Deciding & { status: RequestStatus; expiresAt: Date; presentationDigest: string }

/**
 * Every reason to refuse a decision before any signature is looked at, in the order people should hear them. Asked under
 * the request's lock with the database's clock. Denying needs the same eligibility as approving, but nothing unfolded and
 * no passkey: the safe direction is the cheapest.
 */
export function refuseDecision(
  attempt: DecisionAttempt,
  request: DecidingRequest,
  presentation: Presentation,
  votes: readonly Vote[],
  now: Date,
  directory: Directory,
): Refusal | null {
  if (request.status !== 'pending') return { code: 'request.not_pending', status: request.status }
  if (request.expiresAt <= now) return { code: 'request.expired' }
  const why = whyIneligible(attempt.personId, request, directory)
  if (why) return { code: 'decision.not_eligible', why }
  const recoveringUntil = directory.people.get(attempt.personId)?.recoveringUntil ?? null
  // Denying stays possible: the safe direction is the cheapest.
  if (attempt.verb === 'approve' && recoveringUntil !== null && now < recoveringUntil)
    return { code: 'decision.not_eligible', why: 'recovering' }
  if (votes.some((vote) => vote.personId === attempt.personId)) return { code: 'decision.already_decided' }
  if (attempt.presentationDigest !== request.presentationDigest) return { code: 'decision.stale' }
  if (attempt.verb !== 'approve') return null
  const unread = mustOpen(presentation).filter((pointer) => !attempt.expanded.includes(pointer))
  if (unread.length > 0) return { code: 'decision.unread', unread }
  if (request.consent.stepup === 'passkey' && attempt.reason.trim().length < limits.reasonMinChars)
    return { code: 'decision.reason_required' }
  if (attempt.grantTtlSeconds !== null && attempt.grantTtlSeconds > request.consent.grant_ttl_s)
    return {
      code: 'request.invalid',
      errors: [
        { pointer: '/grant_ttl_seconds', detail: `can only be shortened, to at most ${request.consent.grant_ttl_s}` },
      ],
    }
  return null
}

/** Values that are folded and must be opened before approving (DESIGN 7). */
export function mustOpen(presentation: Presentation): string[] {
  return presentation.params.filter((param) => param.long).map((param) => param.pointer)
}
