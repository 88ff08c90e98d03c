import { appendEntry } from '@/lib/audit/store'
import { mayRemoveMember, refuseUnlessReader } from '@/lib/core/people/administer'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { type Administering, alone } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { deleteMember } from './store'

/**
 * Takes somebody out of a team, by one person and at once: it only narrows. What they approved for the team stops counting
 * where it is counted again. Its lead stays in it until another one leads.
 * Refuses `auth.forbidden`, `not_found`, `team.has_lead`.
 */
export async function removeMember(
  ctx: Administering,
  input: { readonly teamId: string; readonly personId: string },
): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const held = await alone(tx, ctx)
    if (!held.ok) return held
    const directory = held.value
    if (!mayRemoveMember(ctx.actor.id, input.teamId, directory))
      return refuse(refuseUnlessReader(ctx.actor.id, directory) ?? { code: 'auth.forbidden', role: 'admin' })
    const team = directory.teams.get(input.teamId)
    if (!team?.memberIds.has(input.personId)) return refuse({ code: 'not_found' })
    if (team.leadId === input.personId) return refuse({ code: 'team.has_lead' })
    await deleteMember(tx, team.id, input.personId)
    await appendEntry(tx, {
      type: 'team.member_removed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { team_id: team.id, person_id: input.personId },
      facts: { person: input.personId, slug: team.slug, before: { member: true }, after: { member: false } },
    })
    for (const id of ['people', 'boundaries'] as const) await announce(tx, { kind: 'config', id })
    return ok(null)
  })
}
