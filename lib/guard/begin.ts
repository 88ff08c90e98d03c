import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import type { Level } from '@/lib/core/presentation/presentation'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import { refuseTriage } from '@/lib/core/triage/may-triage'
import { findVotes } from '@/lib/decisions/store'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import type { Tx } from '@/lib/platform/transaction'
import { type LockedRequest, lockRequest } from '@/lib/requests/store-locked'

/** Configuration, then the request's row: the lock order of every decision. Questions are for those who could decide it now. */
export async function beginCheck(
  tx: Tx,
  actor: PersonActor,
  requestId: string,
): Promise<Result<{ request: LockedRequest; directory: Directory }>> {
  const directory = await directoryAt(await holdRevision(tx))
  const request = await lockRequest(tx, requestId)
  if (!request) return refuse({ code: 'not_found' })
  const approverTeams = request.consent.groups.flatMap((group) => group.team_ids)
  if (!maySee(actor.id, { ...request, approverTeams }, directory)) return refuse({ code: 'not_found' })
  const votes = await findVotes(tx, requestId)
  const refusal = refuseTriage(actor.id, { ...request, level: request.level as Level }, votes, request.now, directory)
  return refusal ? refuse(refusal) : ok({ request, directory })
}
