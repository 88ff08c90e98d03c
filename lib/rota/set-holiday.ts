import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { dayAt } from '@/lib/core/rota/zone'
import { inTransaction } from '@/lib/platform/transaction'
import { beginExisting, type Changing } from './begin'
import { logRota } from './entry'
import { deleteHoliday, writeHoliday } from './store'

/**
 * A day, in the rota's zone, on which nobody in particular is on call and the whole team is told; `title` null: it is none any
 * more. Refuses `not_found`, `auth.forbidden`, and a day that is over (`request.invalid`).
 */
export async function setHoliday(
  ctx: Changing,
  input: { teamId: string; day: string; title: string | null },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const begun = await beginExisting(tx, ctx, input.teamId)
    if (!begun.ok) return begun
    const { team, rota, now } = begun.value
    const known = rota.holidays.find(({ day }) => day === input.day)
    const before = known ? { day: known.day } : null
    if (input.title === null) {
      if (!(await deleteHoliday(tx, team.id, input.day))) return refuse({ code: 'not_found' })
      await logRota(tx, ctx, team, { what: 'holiday', before: before ?? { day: input.day }, after: null })
      return ok(null)
    }
    if (input.day < dayAt(now, rota.timeZone))
      return refuse({ code: 'request.invalid', errors: [{ pointer: '/day', detail: 'is over' }] })
    if (!known && rota.holidays.length >= limits.holidaysMax)
      return refuse({
        code: 'request.invalid',
        errors: [{ pointer: '/day', detail: `cannot be one more than ${limits.holidaysMax}` }],
      })
    await writeHoliday(tx, team.id, input.day, input.title)
    await logRota(tx, ctx, team, { what: 'holiday', before, after: { day: input.day } }, { title: input.title })
    return ok(null)
  })
}
