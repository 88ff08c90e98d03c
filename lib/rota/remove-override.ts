import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { beginExisting, type Changing } from './begin'
import { logRota } from './entry'
import { deleteOverride } from './store'

/** It is again whoever's turn it is. Refuses `not_found`, `auth.forbidden`. */
export async function removeOverride(ctx: Changing, input: { teamId: string; id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const begun = await beginExisting(tx, ctx, input.teamId)
    if (!begun.ok) return begun
    const { team } = begun.value
    const gone = await deleteOverride(tx, team.id, input.id)
    if (!gone) return refuse({ code: 'not_found' })
    const before = { person: gone.personId, from: gone.startsAt.toISOString(), until: gone.endsAt.toISOString() }
    await logRota(tx, ctx, team, { what: 'override', before, after: null })
    return ok(null)
  })
}
