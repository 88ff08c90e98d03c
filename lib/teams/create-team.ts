import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { insertTeam } from './store'

/**
 * A new team with nobody in it: it gives no power by itself, so one person makes it. Refuses `auth.forbidden`, `name.taken`.
 */
export async function createTeam(
  ctx: Administering,
  input: { readonly slug: string; readonly title: string },
): Promise<Result<{ id: string }>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const id = newId('tem')
    if (!(await insertTeam(tx, { id, ...input }))) return refuse({ code: 'name.taken', pointer: '/slug' })
    await appendEntry(tx, {
      type: 'team.created',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { team_id: id },
      facts: { slug: input.slug, title: input.title },
    })
    await announce(tx, { kind: 'config', id: 'people' })
    return ok({ id })
  })
}
