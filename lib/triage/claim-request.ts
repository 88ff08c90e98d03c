import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { nameOf } from '@/lib/core/names'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginTriage } from './begin'
import type { Claimed } from './schema'
import { findClaim, takeClaim } from './store'

/**
 * "I am looking at it." Others see who and until when; escalation pauses for ten minutes, three times at most. It decides
 * nothing, keeps nobody else from deciding, and ends by itself. Refuses who could not decide it, and while somebody else is looking.
 */
export async function claimRequest(
  ctx: { actor: PersonActor },
  input: { requestId: string },
): Promise<Result<Claimed>> {
  return inTransaction(async (tx) => {
    const begun = await beginTriage(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const claim = await takeClaim(tx, { requestId: input.requestId, personId: ctx.actor.id })
    if (!claim) {
      const held = await findClaim(tx, input.requestId)
      if (!held) return refuse({ code: 'request.expired' })
      const by = nameOf(held.personId, begun.value.directory)
      return refuse({ code: 'triage.claimed', by, until: held.until.toISOString() })
    }
    const until = claim.until.toISOString()
    await appendEntry(tx, {
      type: 'request.claimed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { request_id: input.requestId },
      facts: { until, times: claim.times },
    })
    await announce(tx, { kind: 'request', id: input.requestId })
    return ok({ until })
  })
}
