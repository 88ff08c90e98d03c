import { maySee } from '@/lib/core/request/visibility'
import { ok, refuse, type Result } from '@/lib/core/result'
import type { PersonActor } from '@/lib/core/actor'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { findSeen } from '@/lib/requests/store'
import { noteOpened } from './store'

/** A person opened a request's presentation, or unfolded a value of it. Recorded once; refuses what they may not see and a stale presentation. */
export async function openRequest(ctx: VerbContext<PersonActor>, input: { requestId: string; presentation_digest: string; expanded: string[] }): Promise<Result<null>> {
  const seen = await findSeen(prisma(), input.requestId)
  if (!seen || !maySee(ctx.actor.id, seen, await currentDirectory())) return refuse({ code: 'not_found' })
  if (seen.presentationDigest !== input.presentation_digest) return refuse({ code: 'decision.stale' })
  await noteOpened(prisma(), { requestId: input.requestId, personId: ctx.actor.id, presentationDigest: input.presentation_digest, expanded: input.expanded })
  return ok(null)
}
