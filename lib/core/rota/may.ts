import type { Directory, DirectoryTeam } from '../directory'
import type { RulesOf } from '../people/orphans'
import { seesAll } from '../request/visibility'

/**
 * May this person say who of a team is on call? Administrators, and owners of a workflow whose rules ask the team: a rota
 * moves who is told first and lets nobody decide, so one person suffices.
 */
export function mayChangeRota(
  personId: string,
  team: Pick<DirectoryTeam, 'slug'>,
  directory: Directory,
  rulesOf: RulesOf,
): boolean {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return false
  if (person.roles.includes('admin')) return true
  return [...directory.workflows.values()].some(
    (workflow) =>
      workflow.ownerIds.includes(personId) && rulesOf(workflow).some((rule) => rule.approvers.includes(team.slug)),
  )
}

/** May this person see it? Its members, whoever may change it, compliance and administrators. */
export function maySeeRota(personId: string, team: DirectoryTeam, directory: Directory, rulesOf: RulesOf): boolean {
  if (directory.people.get(personId)?.status !== 'active') return false
  return (
    team.memberIds.has(personId) || seesAll(personId, directory) || mayChangeRota(personId, team, directory, rulesOf)
  )
}

/** Who counts in a team's rota: active members. Others are passed over. */
export function inRota(team: Pick<DirectoryTeam, 'memberIds'> | undefined, directory: Directory) {
  return (personId: string): boolean =>
    team?.memberIds.has(personId) === true && directory.people.get(personId)?.status === 'active'
}
