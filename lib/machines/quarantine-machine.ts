import type { PersonActor } from '@/lib/core/actor'
import type { Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { type StopInput, type Stopped, stopMachine, stopTimeout } from './stop'

/** Stops a machine at once. Only two people let it go on. */
export async function quarantineMachine(ctx: { actor: PersonActor }, input: StopInput): Promise<Result<Stopped>> {
  return inTransaction((tx) => stopMachine(tx, ctx.actor, input, 'quarantined'), stopTimeout)
}
