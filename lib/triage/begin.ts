import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import type { Level } from '@/lib/core/presentation/presentation'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import { refuseTriage, type Triaged } from '@/lib/core/triage/may-triage'
import { findVotes, type StoredVote } from '@/lib/decisions/store'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import type { Tx } from '@/lib/platform/transaction'
import { type LockedRequest, lockRequest } from '@/lib/requests/store-locked'

export type Seen = { request: LockedRequest & Triaged; directory: Directory }
export type Begun = Seen & { votes: StoredVote[] }

/** Configuration, then the request's row, then what the person may see: the lock order of every decision. */
export async function beginSeen(tx: Tx, actor: PersonActor, requestId: string): Promise<Result<Seen>> {
  const directory = await directoryAt(await holdRevision(tx))
  const locked = await lockRequest(tx, requestId)
  if (!locked) return refuse({ code: 'not_found' })
  const request = { ...locked, level: locked.level as Level }
  const approverTeams = request.consent.groups.flatMap((group) => group.team_ids)
  if (!maySee(actor.id, { ...request, approverTeams }, directory)) return refuse({ code: 'not_found' })
  return ok({ request, directory })
}

/** As above, for what only those may do who could decide it now. */
export async function beginTriage(tx: Tx, actor: PersonActor, requestId: string): Promise<Result<Begun>> {
  const seen = await beginSeen(tx, actor, requestId)
  if (!seen.ok) return seen
  const { request, directory } = seen.value
  const votes = await findVotes(tx, requestId)
  const refusal = refuseTriage(actor.id, request, votes, request.now, directory)
  return refusal ? refuse(refusal) : ok({ request, directory, votes })
}
