import type { PersonActor } from '@/lib/core/actor'
import { maySee } from '@/lib/core/request/visibility'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory } from '@/lib/directory/current'
import { autocommit } from '@/lib/platform/transaction'
import { findSeen } from '@/lib/requests/store'
import { tellSighting } from './store'

/** A page of this person has the request open, or has it no more. Only on what they may see. */
export async function showPresence(
  ctx: VerbContext<PersonActor>,
  input: { requestId: string; connection: string; here: boolean },
): Promise<Result<null>> {
  const seen = await findSeen(autocommit(), input.requestId)
  if (!seen || !maySee(ctx.actor.id, seen, await currentDirectory())) return refuse({ code: 'not_found' })
  await tellSighting({
    request_id: input.requestId,
    person_id: ctx.actor.id,
    connection: input.connection,
    here: input.here,
  })
  return ok(null)
}
