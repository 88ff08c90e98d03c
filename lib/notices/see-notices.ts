import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { markSeen } from './store'

/**
 * Remembers that a person has looked at their notices up to one of them. Somebody else's notice marks nothing. No log
 * entry: what a person has read of their own is nobody else's business, and nothing rests on it.
 */
export async function seeNotices(
  ctx: { actor: PersonActor },
  input: { upTo: string },
): Promise<Result<{ seen: number }>> {
  return inTransaction(async (tx) => ok({ seen: await markSeen(tx, ctx.actor.id, input.upTo) }))
}
