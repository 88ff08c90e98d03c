import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { endAbsenceRow } from './store'

/** "I am back", or: I will not be away after all. Refuses `not_found` for somebody else's and for one that is over. */
export async function endAbsence(ctx: { actor: PersonActor }, input: { id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const ended = await endAbsenceRow(tx, { id: input.id, personId: ctx.actor.id })
    if (!ended) return refuse({ code: 'not_found' })
    const from = ended.startsAt.toISOString()
    await appendEntry(tx, {
      type: 'absence.ended',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: ctx.actor.id, absence_id: input.id },
      facts: {
        before: { from, until: ended.endsAt.toISOString(), delegate: ended.delegateId },
        after: { from, until: ended.endedAt.toISOString(), delegate: ended.delegateId },
      },
    })
    await announce(tx, { kind: 'config', id: 'oncall' })
    return ok(null)
  })
}
