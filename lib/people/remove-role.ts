import { appendEntry } from '@/lib/audit/store'
import { isLastAdmin } from '@/lib/core/people/administer'
import type { GivenRole } from '@/lib/core/proposal/kinds'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { deleteRole } from './store-admin'

/**
 * Takes a role from somebody, by one person: it only narrows. Giving one takes two (`proposals`).
 * Refuses `auth.forbidden`, `not_found` (they do not have it), `person.last_admin`.
 */
export async function removeRole(
  ctx: Administering,
  input: { readonly id: string; readonly role: GivenRole },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const person = directory.value.people.get(input.id)
    if (person?.status !== 'active' || !person.roles.includes(input.role)) return refuse({ code: 'not_found' })
    if (input.role === 'admin' && isLastAdmin(person.id, directory.value)) return refuse({ code: 'person.last_admin' })
    await deleteRole(tx, person.id, input.role)
    await appendEntry(tx, {
      type: 'person.role_removed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: person.id },
      facts: { person: person.id, role: input.role, before: { has: true }, after: { has: false } },
    })
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
