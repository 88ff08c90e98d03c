import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { lockSplits, ownSplitIds, placeSplits } from './store-splits'

/** Puts a person's tabs in a new order. Refuses a list that is not exactly theirs: one of them would be forgotten or doubled. */
export async function orderSplits(ctx: { actor: PersonActor }, input: { ids: string[] }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    await lockSplits(tx, ctx.actor.id)
    const own = await ownSplitIds(tx, ctx.actor.id)
    const named = new Set(input.ids)
    if (input.ids.length !== own.length || !own.every((id) => named.has(id)))
      return refuse({
        code: 'request.invalid',
        errors: [{ pointer: '/ids', detail: 'must name each of your views once' }],
      })
    await placeSplits(tx, ctx.actor.id, input.ids)
    return ok(null)
  })
}
