import type { PersonActor } from '@/lib/core/actor'
import type { Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { type StopInput, type Stopped, stopRuntime, stopTimeout } from './stop'

/** Stops a runtime and every agent inside, at once. May be taken back by one person who answers for it. */
export async function suspendRuntime(ctx: { actor: PersonActor }, input: StopInput): Promise<Result<Stopped>> {
  return inTransaction((tx) => stopRuntime(tx, ctx.actor, input, 'suspended'), stopTimeout)
}
