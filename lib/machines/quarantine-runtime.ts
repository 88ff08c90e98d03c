import type { PersonActor } from '@/lib/core/actor'
import type { Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { type StopInput, type Stopped, stopRuntime, stopTimeout } from './stop'

/** Stops a runtime and every agent inside, at once. Only two people let it go on. */
export async function quarantineRuntime(ctx: { actor: PersonActor }, input: StopInput): Promise<Result<Stopped>> {
  return inTransaction((tx) => stopRuntime(tx, ctx.actor, input, 'quarantined'), stopTimeout)
}
