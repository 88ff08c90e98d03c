import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { endSession, notifySession } from './store'

/**
 * Ends one of the person's own sessions, at once and everywhere: the next look-up fails, open streams are told.
 * Refuses `not_found` for a session that is over or is someone else's.
 */
export async function revokeSession(
  ctx: { readonly actor: PersonActor },
  input: { readonly sessionId: string },
): Promise<Result<null>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    const personId = await endSession(tx, input.sessionId, actor.id)
    if (personId === null) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'identity.session.revoked',
      actor: { kind: 'person', id: actor.id },
      subject: { person_id: personId, session_id: input.sessionId },
      facts: { why: input.sessionId === actor.sessionId ? 'signed_out' : 'revoked' },
    })
    await notifySession(tx, input.sessionId)
    return ok(null)
  })
}
