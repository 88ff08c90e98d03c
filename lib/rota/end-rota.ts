import { ok, type Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { beginExisting, type Changing } from './begin'
import { logRota, rotaFacts } from './entry'
import { deleteRota } from './store'

/** The team has no rota any more: all of it is told of everything. Refuses `not_found`, `auth.forbidden`. */
export async function endRota(ctx: Changing, input: { teamId: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const begun = await beginExisting(tx, ctx, input.teamId)
    if (!begun.ok) return begun
    const { team, rota } = begun.value
    await deleteRota(tx, team.id)
    await logRota(tx, ctx, team, { what: 'order', before: rotaFacts(rota), after: null })
    return ok(null)
  })
}
