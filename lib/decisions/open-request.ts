import type { PersonActor } from '@/lib/core/actor'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory } from '@/lib/directory/current'
import { autocommit } from '@/lib/platform/transaction'
import { findSeen } from '@/lib/requests/store'
import { noteOpened } from './store'

/** A person opened a request's presentation, or unfolded a value of it. Recorded once; refuses what they may not see and a stale presentation. */
export async function openRequest(
  ctx: VerbContext<PersonActor>,
  input: { requestId: string; presentation_digest: string; expanded: string[] },
): Promise<Result<null>> {
  const seen = await findSeen(autocommit(), input.requestId)
  if (!seen || !maySee(ctx.actor.id, seen, await currentDirectory())) return refuse({ code: 'not_found' })
  if (seen.presentationDigest !== input.presentation_digest) return refuse({ code: 'decision.stale' })
  await noteOpened(autocommit(), {
    requestId: input.requestId,
    personId: ctx.actor.id,
    presentationDigest: input.presentation_digest,
    expanded: input.expanded,
  })
  return ok(null)
}
