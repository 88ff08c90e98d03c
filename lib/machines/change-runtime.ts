import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { canonicalize } from '@/lib/core/canonical/json'
import { mayManageRuntime } from '@/lib/core/machine/may-manage'
import { maySeeRuntime } from '@/lib/core/machine/may-stop'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import type { ChangeRuntimeBody } from './schema'
import { type RuntimeText, updateRuntime } from './store'
import { unknownPeople, vendorOf } from './vendor'

/**
 * Changes what is said of a runtime: its title, who owns it, its vendor with contract, contact and who answers for what. By
 * its owner or an administrator, with before and after in the log. Changing nothing writes nothing.
 * Refuses `not_found`, `auth.forbidden`, `request.invalid`.
 */
export async function changeRuntime(
  ctx: { actor: PersonActor },
  input: ChangeRuntimeBody & { id: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const runtime = directory.runtimes.get(input.id)
    if (!runtime || !maySeeRuntime(ctx.actor.id, runtime, directory)) return refuse({ code: 'not_found' })
    if (!mayManageRuntime(ctx.actor.id, runtime, directory)) return refuse({ code: 'auth.forbidden', role: 'admin' })
    const errors = unknownPeople(input, directory)
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const before: RuntimeText = { title: runtime.title, ownerId: runtime.ownerId, vendor: runtime.vendor }
    const after: RuntimeText = {
      title: input.title ?? before.title,
      ownerId: input.owner_id === undefined ? before.ownerId : input.owner_id,
      vendor: input.vendor === undefined ? before.vendor : vendorOf(input.vendor),
    }
    const changed = (['title', 'ownerId', 'vendor'] as const).filter(
      (name) => canonicalize(after[name]) !== canonicalize(before[name]),
    )
    if (changed.length === 0) return ok({ id: runtime.id })
    await updateRuntime(tx, runtime.id, after)
    await appendEntry(
      tx,
      {
        type: 'runtime.changed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { runtime_id: runtime.id },
        facts: {
          slug: runtime.slug,
          changed: changed.map((name) => (name === 'ownerId' ? 'owner' : name)),
          owner_before: before.ownerId,
          owner_after: after.ownerId,
          vendor_managed: after.vendor !== null,
        },
      },
      { before, after },
    )
    await announce(tx, { kind: 'config', id: 'machines' })
    return ok({ id: runtime.id })
  })
}
