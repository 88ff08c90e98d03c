import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { renameTeam } from './store'

/** Says how a team is called; its slug never changes. Refuses `auth.forbidden`, `not_found`. */
export async function changeTeam(
  ctx: Administering,
  input: { readonly id: string; readonly title: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const team = directory.value.teams.get(input.id)
    if (!team) return refuse({ code: 'not_found' })
    if (team.title === input.title) return ok(null)
    await renameTeam(tx, team.id, input.title)
    await appendEntry(tx, {
      type: 'team.changed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { team_id: team.id },
      facts: { slug: team.slug, changed: ['title'], before: { title: team.title }, after: { title: input.title } },
    })
    await announce(tx, { kind: 'config', id: 'people' })
    return ok(null)
  })
}
