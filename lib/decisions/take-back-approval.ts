import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { takeBackGrant } from '@/lib/grants/store'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import { denyApproved, lockRequest } from '@/lib/requests/store-locked'
import { findVotes } from './store'

const REASON = {
  code: 'decision.taken_back' as const,
  message: 'The approval was taken back before the grant was released.',
}

/**
 * An approver takes the approval back while its grant is held back (`@grace`). That it is held, unused and not released is
 * one conditional UPDATE by the database's clock, the same row that redemption consumes: one of the two comes first. The
 * request is then denied, because nobody stands behind it any more.
 *
 * Refuses whoever did not approve it, and with `grant.released` once the grace is over: from then on the honest word is to
 * revoke.
 */
export async function takeBackApproval(
  ctx: VerbContext<PersonActor>,
  input: { requestId: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await holdRevision(tx))
    const request = await lockRequest(tx, input.requestId)
    const teams = request?.consent.groups.flatMap((group) => group.team_ids) ?? []
    if (!request || !maySee(ctx.actor.id, { ...request, approverTeams: teams }, directory))
      return refuse({ code: 'not_found' })
    const votes = await findVotes(tx, request.id)
    if (!votes.some((vote) => vote.personId === ctx.actor.id && vote.verb === 'approve'))
      return refuse({ code: 'decision.not_eligible', why: 'not_approver' })
    if (request.status !== 'approved') return refuse({ code: 'request.not_approved', status: request.status })
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const grantId = await takeBackGrant(tx, request.id, ctx.actor.id, REASON.message)
    if (grantId === null) return refuse({ code: 'grant.released' })
    await denyApproved(tx, request.id, [REASON])
    const actor = { kind: 'person' as const, id: ctx.actor.id }
    const subject = { request_id: request.id, grant_id: grantId }
    await appendEntry(tx, { type: 'decision.taken_back', actor, subject, facts: { digest: request.digest } })
    await appendEntry(tx, {
      type: 'grant.revoked',
      actor,
      subject,
      facts: { was: 'issued', by: 'person', code: 'taken_back' },
    })
    await appendEntry(tx, {
      type: 'request.denied',
      actor: { kind: 'system', id: 'quorum' },
      subject: { request_id: request.id },
      facts: { digest: request.digest, code: 'taken_back', next_action: 'none' },
    })
    await announce(tx, { kind: 'request', id: request.id })
    await announce(tx, { kind: 'grant', id: grantId, request_id: request.id })
    return ok(null)
  })
}
