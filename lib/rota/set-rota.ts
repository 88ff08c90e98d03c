import type { FieldError } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inRota } from '@/lib/core/rota/may'
import { inTransaction } from '@/lib/platform/transaction'
import { beginRota, type Changing } from './begin'
import { logRota, rotaFacts } from './entry'
import type { RotaInput } from './schema'
import { writeRota } from './store'

/**
 * Says who of a team is asked first, in which order, for how long each and when they hand over. Overrides and holidays stay.
 * Refuses `not_found`, `auth.forbidden`, and people who are no active members (`request.invalid`).
 */
export async function setRota(ctx: Changing, input: { teamId: string; rota: RotaInput }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const begun = await beginRota(tx, ctx, input.teamId)
    if (!begun.ok) return begun
    const { team, rota, directory } = begun.value
    const fits = inRota(team, directory)
    const errors = input.rota.order.flatMap((id, at): FieldError[] =>
      fits(id) ? [] : [{ pointer: `/order/${at}`, detail: 'is no active member of the team' }],
    )
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const after = {
      timeZone: input.rota.time_zone,
      handoverMinute: input.rota.handover,
      turnDays: input.rota.turn_days,
      startsOn: input.rota.starts_on,
      order: input.rota.order,
    }
    await writeRota(tx, team.id, after)
    await logRota(tx, ctx, team, { what: 'order', before: rota ? rotaFacts(rota) : null, after: rotaFacts(after) })
    return ok(null)
  })
}
