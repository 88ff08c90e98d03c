import type { PersonActor } from '@/lib/core/actor'
import type { Result } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { type StopInput, type Stopped, stopMachine, stopTimeout } from './stop'

/** Stops a machine at once. May be taken back by one person who answers for it. */
export async function suspendMachine(ctx: { actor: PersonActor }, input: StopInput): Promise<Result<Stopped>> {
  return inTransaction((tx) => stopMachine(tx, ctx.actor, input, 'suspended'), stopTimeout)
}
