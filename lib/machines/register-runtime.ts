import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { mayRegisterRuntime } from '@/lib/core/machine/may-manage'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import type { RegisterRuntimeBody } from './schema'
import { insertRuntime } from './store'
import { unknownPeople, vendorOf } from './vendor'

/**
 * Registers a place where agents run: ours, or a vendor's. What its vendor does not say is stored as not said; until it is
 * said, every request from inside is denied (DESIGN 5).
 * Refuses `auth.forbidden`, `name.taken`, `request.invalid`.
 */
export async function registerRuntime(
  ctx: { actor: PersonActor },
  input: RegisterRuntimeBody,
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await lockRevision(tx))
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    if (!mayRegisterRuntime(ctx.actor.id, input.owner_id, directory))
      return refuse({ code: 'auth.forbidden', role: 'admin' })
    const errors = unknownPeople(input, directory)
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const vendor = vendorOf(input.vendor)
    const id = await insertRuntime(tx, { slug: input.slug, title: input.title, ownerId: input.owner_id, vendor })
    if (id === null) return refuse({ code: 'name.taken', pointer: '/slug' })
    await appendEntry(
      tx,
      {
        type: 'runtime.registered',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { runtime_id: id },
        facts: { slug: input.slug, owner: input.owner_id, vendor_managed: vendor !== null },
      },
      { title: input.title, vendor },
    )
    await announce(tx, { kind: 'config', id: 'machines' })
    return ok({ id })
  })
}
