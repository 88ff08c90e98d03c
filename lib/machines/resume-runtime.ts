import type { PersonActor } from '@/lib/core/actor'
import { mayManageRuntime } from '@/lib/core/machine/may-manage'
import { maySeeRuntime } from '@/lib/core/machine/may-stop'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import { letRuntimeGoOn } from './resuming'

/** Lets a suspended runtime work again: its owner or an administrator. A quarantined one takes a proposal of two people. */
export async function resumeRuntime(
  ctx: { actor: PersonActor },
  input: { id: string; reason: string },
): Promise<Result<{ id: string; status: 'active' }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const runtime = directory.runtimes.get(input.id)
    if (!runtime || !maySeeRuntime(ctx.actor.id, runtime, directory)) return refuse({ code: 'not_found' })
    if (!mayManageRuntime(ctx.actor.id, runtime, directory)) return refuse({ code: 'auth.forbidden', role: 'admin' })
    if (runtime.status !== 'suspended') return refuse({ code: 'machine.wrong_state', status: runtime.status })
    await letRuntimeGoOn(tx, runtime, { by: ctx.actor.id, reason: input.reason })
    return ok({ id: runtime.id, status: 'active' })
  })
}
