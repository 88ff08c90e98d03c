import { limits } from '@/lib/core/limits'
import { nameOf } from '@/lib/core/names'
import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inRota } from '@/lib/core/rota/may'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { beginExisting, type Changing } from './begin'
import { logRota } from './entry'
import { insertOverride } from './store'

/**
 * Somebody is on call for a while instead of whoever's turn it is. Refuses `not_found`, `auth.forbidden`, somebody who is no
 * active member or a time that is over (`request.invalid`), and `time.taken` where another override stands.
 */
export async function addOverride(
  ctx: Changing,
  input: { teamId: string; personId: string; from: Date; until: Date },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const begun = await beginExisting(tx, ctx, input.teamId)
    if (!begun.ok) return begun
    const { team, rota, directory, now } = begun.value
    const errors: FieldError[] = []
    if (!inRota(team, directory)(input.personId))
      errors.push({ pointer: '/person', detail: 'is no active member of the team' })
    if (input.until <= now) errors.push({ pointer: '/until', detail: 'is over' })
    if (rota.overrides.length >= limits.overridesMax)
      errors.push({ pointer: '/from', detail: `cannot be one more than ${limits.overridesMax}` })
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const other = rota.overrides.find(({ from, until }) => from < input.until && input.from < until)
    if (other)
      return refuse({
        code: 'time.taken',
        by: nameOf(other.personId, directory),
        from: other.from.toISOString(),
        until: other.until.toISOString(),
      })
    const id = newId('rov')
    await insertOverride(tx, {
      id,
      teamId: team.id,
      personId: input.personId,
      startsAt: input.from,
      endsAt: input.until,
    })
    const after = { person: input.personId, from: input.from.toISOString(), until: input.until.toISOString() }
    await logRota(tx, ctx, team, { what: 'override', before: null, after })
    return ok({ id })
  })
}
