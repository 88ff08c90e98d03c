import { appendEntry } from '@/lib/audit/store'
import { mayStandIn } from '@/lib/core/absence/may'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { findAbsencesOf, insertAbsence, lockAbsencesOf } from './store'

const DAY_MS = 86_400_000
/** A page that was open for a while still says “now”. */
const LATE_MS = 60_000

/**
 * "I am out of office": for sixty days at most, and never twice at once. A delegate of the same team is told instead, and
 * decides only what they may decide anyway. Refuses `request.invalid` by field and `time.taken`.
 */
export async function setAbsence(
  ctx: { actor: PersonActor },
  input: { from: Date | null; until: Date; delegate: string | null },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const { actor } = ctx
    const directory = await directoryAt(await holdRevision(tx))
    if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
    await lockAbsencesOf(tx, actor.id)
    const now = await databaseNow(tx)
    const from = input.from !== null && input.from > now ? input.from : now
    const mine = await findAbsencesOf(tx, actor.id, now)
    const errors: FieldError[] = []
    if (input.from !== null && input.from.getTime() < now.getTime() - LATE_MS)
      errors.push({ pointer: '/from', detail: 'is over' })
    else if (mine.length >= limits.absencesMax)
      errors.push({ pointer: '/from', detail: `cannot be one more than ${limits.absencesMax}` })
    if (input.until <= from) errors.push({ pointer: '/until', detail: 'is not after the beginning' })
    else if (input.until.getTime() - from.getTime() > limits.absenceDaysMax * DAY_MS)
      errors.push({ pointer: '/until', detail: `is more than ${limits.absenceDaysMax} days after the beginning` })
    if (input.delegate !== null && !mayStandIn(input.delegate, actor.id, directory))
      errors.push({ pointer: '/delegate', detail: 'is nobody else who is active in one of your teams' })
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const other = mine.find((absence) => absence.from < input.until && from < absence.until)
    if (other)
      return refuse({
        code: 'time.taken',
        by: 'Your own out of office',
        from: other.from.toISOString(),
        until: other.until.toISOString(),
      })
    const id = newId('abs')
    await insertAbsence(tx, {
      id,
      personId: actor.id,
      delegateId: input.delegate,
      startsAt: from,
      endsAt: input.until,
    })
    const after = { from: from.toISOString(), until: input.until.toISOString(), delegate: input.delegate }
    await appendEntry(tx, {
      type: 'absence.set',
      actor: { kind: 'person', id: actor.id },
      subject: { person_id: actor.id, absence_id: id },
      facts: { delegate: input.delegate, before: null, after },
    })
    await announce(tx, { kind: 'config', id: 'oncall' })
    return ok({ id })
  })
}
