import { appendEntry } from '@/lib/audit/store'
import { ok, type Result } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { type Administering, asAdministrator } from './administer'
import { renameOrganisation } from './store-admin'

/** Says how the organisation is called; its slug stays what files are named by. Refuses `auth.forbidden`. */
export async function changeOrganisationName(
  ctx: Administering,
  input: { readonly name: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const before = directory.value.organisation.name
    if (before === input.name) return ok(null)
    await renameOrganisation(tx, input.name)
    await appendEntry(
      tx,
      {
        type: 'organisation.changed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: {},
        facts: { changed: ['name'] },
      },
      { before: { name: before }, after: { name: input.name } },
    )
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
