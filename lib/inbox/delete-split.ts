import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { lockSplits, deleteSplit as remove } from './store-splits'

/** Takes a tab of one's own away. Somebody else's is not found. */
export async function deleteSplit(ctx: { actor: PersonActor }, input: { id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    await lockSplits(tx, ctx.actor.id)
    return (await remove(tx, ctx.actor.id, input.id)) ? ok(null) : refuse({ code: 'not_found' })
  })
}
