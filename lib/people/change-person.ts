import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { updatePerson } from './store-admin'

/**
 * Changes how a person is called and what they do; never their address or their id, which say who they are.
 * Refuses `auth.forbidden`, `not_found` (also for somebody who left).
 */
export async function changePerson(
  ctx: Administering,
  input: { readonly id: string; readonly name: string; readonly title: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const person = directory.value.people.get(input.id)
    if (person?.status !== 'active') return refuse({ code: 'not_found' })
    const before = { name: person.name, title: person.title }
    const after = { name: input.name, title: input.title }
    const changed = (['name', 'title'] as const).filter((member) => before[member] !== after[member])
    if (changed.length === 0) return ok(null)
    await updatePerson(tx, person.id, after)
    // Names are personal: before and after are in the payload, which can be erased.
    await appendEntry(
      tx,
      {
        type: 'person.changed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { person_id: person.id },
        facts: { person: person.id, changed },
      },
      { before, after },
    )
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
