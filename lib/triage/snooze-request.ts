import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { latestSnooze } from '@/lib/core/triage/may-triage'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginTriage } from './begin'
import type { Claimed } from './schema'
import { putAside } from './store'

/**
 * Puts a request aside for this person alone; it comes back by itself. Never T3, and never past four fifths of its time:
 * refused with the latest moment that there is. It stays with everybody else as it is.
 */
export async function snoozeRequest(
  ctx: { actor: PersonActor },
  input: { requestId: string; minutes: number },
): Promise<Result<Claimed>> {
  return inTransaction(async (tx) => {
    const begun = await beginTriage(tx, ctx.actor, input.requestId)
    if (!begun.ok) return begun
    const { request } = begun.value
    const latest = latestSnooze(request, request.now)
    if (latest === null) return refuse({ code: 'triage.no_snooze' })
    const until = new Date(request.now.getTime() + input.minutes * 60_000)
    if (until > latest) return refuse({ code: 'triage.too_long', latest: latest.toISOString() })
    await putAside(tx, { requestId: request.id, personId: ctx.actor.id, until })
    await appendEntry(tx, {
      type: 'request.snoozed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { request_id: request.id },
      facts: { until: until.toISOString() },
    })
    await announce(tx, { kind: 'request', id: request.id })
    return ok({ until: until.toISOString() })
  })
}
