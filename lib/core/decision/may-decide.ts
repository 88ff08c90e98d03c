import type { Directory } from '../directory'
import { limits } from '../limits'
import type { Presentation } from '../presentation/presentation'
import type { Refusal } from '../refusal'
import type { StoredResolution } from '../request/resolution'
import type { RequestStatus } from '../request/state'
import { type Deciding, whyIneligible } from './eligibility'
import type { Vote } from './quorum'

export type DecisionAttempt = {
  personId: string
  verb: 'approve' | 'deny' | 'abstain'
  presentationDigest: string
  reason: string
  grantTtlSeconds: number | null
  /** The texts that this person confirms. */
  attested: readonly string[]
  /** One for each prompt, in their order. */
  answers: readonly string[]
  /** Pointers of the values this person has unfolded. */
  expanded: readonly string[]
}

export type DecidingRequest = Deciding & {
  status: RequestStatus
  expiresAt: Date
  presentationDigest: string
  resolution: Pick<StoredResolution, 'superseded_by'>
}

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
  const by = request.resolution.superseded_by
  if (by !== null) return { code: 'request.superseded', by }
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
  const unconfirmed = (request.consent.attestations ?? []).filter(({ text }) => !attempt.attested.includes(text))
  if (unconfirmed.length > 0)
    return {
      code: 'decision.attestation_missing',
      errors: unconfirmed.map(({ text }) => ({ pointer: '/attested', detail: `“${text}” was not confirmed` })),
    }
  const asked = request.consent.prompts ?? []
  const unanswered = asked.flatMap(({ text }, at) =>
    attempt.answers[at]?.trim() ? [] : [{ pointer: `/answers/${at}`, detail: `“${text}” was not answered` }],
  )
  if (unanswered.length > 0) return { code: 'decision.answer_missing', errors: unanswered }
  const unasked = attempt.attested.findIndex(
    (text) => !(request.consent.attestations ?? []).some((confirmed) => confirmed.text === text),
  )
  // Nothing is signed that the boundary did not ask for.
  if (unasked >= 0 || attempt.answers.length > asked.length)
    return {
      code: 'request.invalid',
      errors: [
        unasked >= 0
          ? { pointer: `/attested/${unasked}`, detail: 'is nothing that this consent asks to confirm' }
          : { pointer: `/answers/${asked.length}`, detail: 'answers nothing that this consent asks' },
      ],
    }
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
