import type { Json } from '@/lib/core/canonical/json'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { Answer, VerbContext } from '@/lib/directory/context'
import type { Tx } from '@/lib/platform/transaction'
import { claimIdempotency, findIdempotent, storeAnswer } from './store'

/**
 * Claims the call's Idempotency-Key inside the verb's own transaction, so that key and effect commit together or not at
 * all. `new` when the verb should go on; otherwise the stored answer, or the refusal for another body. A refused verb
 * rolls nothing back but keeps the key only if it commits, so callers return refusals through the transaction as they are.
 */
export async function claim<T>(tx: Tx, ctx: VerbContext): Promise<'new' | Result<Answer<T>>> {
  const { idempotency, actor } = ctx
  if (!idempotency || (await claimIdempotency(tx, actor.id, idempotency))) return 'new'
  const known = await findIdempotent(tx, actor.id, idempotency.route, idempotency.key)
  if (known && known.bodyDigest !== idempotency.bodyDigest) return refuse({ code: 'idempotency.mismatch' })
  if (known?.status == null || known.response === null) return 'new'
  return ok({ status: known.status, body: known.response as T, replayed: true })
}

/** Stores the verb's answer under the claimed key, in the same transaction. */
export async function settle<T extends Json>(tx: Tx, ctx: VerbContext, answer: Answer<T>): Promise<Result<Answer<T>>> {
  if (ctx.idempotency) await storeAnswer(tx, ctx.actor.id, ctx.idempotency, answer.status, answer.body)
  return ok(answer)
}
