import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { type DecisionAttempt, refuseDecision } from '@/lib/core/decision/may-decide'
import type { Directory } from '@/lib/core/directory'
import type { Presentation } from '@/lib/core/presentation/presentation'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import { type Guarded, guardApproval, holdGuard, unguarded } from '@/lib/guard/approval'
import type { Tx } from '@/lib/platform/transaction'
import { type LockedRequest, lockRequest } from '@/lib/requests/store-locked'
import { findView, findVotes, type StoredVote } from './store'

export type Attempt = {
  request: LockedRequest
  presentation: Presentation
  votes: StoredVote[]
  directory: Directory
  openedAt: Date | null
  expanded: string[]
  /** What the fatigue guard asked of it; nothing of a denial. */
  guarded: Guarded
}

/**
 * The first steps of both halves of a decision (challenge and record), in the lock order: configuration, the person's guard
 * (approvals only: a denial waits for nothing), request row, then load and ask core. A refusal for separation of duties is written to the log before it is returned.
 */
export async function beginAttempt(
  tx: Tx,
  actor: PersonActor,
  requestId: string,
  wish: Omit<DecisionAttempt, 'personId'>,
): Promise<Result<Attempt>> {
  const directory = await directoryAt(await holdRevision(tx))
  if (wish.verb === 'approve') await holdGuard(tx, actor.id, directory)
  const request = await lockRequest(tx, requestId)
  if (
    !request ||
    !maySee(
      actor.id,
      { ...request, approverTeams: request.consent.groups.flatMap((group) => group.team_ids) },
      directory,
    )
  )
    return refuse({ code: 'not_found' })
  const votes = await findVotes(tx, requestId)
  const view = await findView(tx, requestId, actor.id)
  const expanded = [...new Set([...(view?.expanded ?? []), ...wish.expanded])]
  const presentation = JSON.parse(request.presentation) as Presentation
  const refusal = refuseDecision(
    { ...wish, personId: actor.id, expanded },
    request,
    presentation,
    votes,
    request.now,
    directory,
  )
  if (refusal) {
    if (refusal.code === 'decision.not_eligible')
      await appendEntry(tx, {
        type: 'decision.refused',
        actor: { kind: 'person', id: actor.id },
        subject: { request_id: requestId },
        facts: { verb: wish.verb, why: refusal.why },
      })
    return refuse(refusal)
  }
  const openedAt = view?.openedAt ?? null
  const guarded =
    wish.verb === 'approve' ? await guardApproval(tx, actor.id, request, votes, openedAt, directory) : ok(unguarded)
  return guarded.ok
    ? ok({ request, presentation, votes, directory, openedAt, expanded, guarded: guarded.value })
    : guarded
}
