import type { PersonActor } from '@/lib/core/actor'
import { findMachine } from '@/lib/core/machine/machine'
import { mayResumeMachine } from '@/lib/core/machine/may-manage'
import { maySeeMachine } from '@/lib/core/machine/may-stop'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import { letMachineGoOn } from './resuming'

/**
 * Lets a suspended machine work again: its sponsor, the owner of its runtime or an administrator. A quarantined one goes on
 * only by a proposal that a second person agrees to, and a retired one never: both are refused here.
 */
export async function resumeMachine(
  ctx: { actor: PersonActor },
  input: { id: string; reason: string },
): Promise<Result<{ id: string; status: 'active' }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const machine = findMachine(input.id, directory)
    if (!machine || !maySeeMachine(ctx.actor.id, machine, directory)) return refuse({ code: 'not_found' })
    if (!mayResumeMachine(ctx.actor.id, machine, directory)) return refuse({ code: 'auth.forbidden', role: 'admin' })
    if (machine.status !== 'suspended') return refuse({ code: 'machine.wrong_state', status: machine.status })
    await letMachineGoOn(tx, machine, { by: ctx.actor.id, reason: input.reason })
    return ok({ id: machine.id, status: 'active' })
  })
}
