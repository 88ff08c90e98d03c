import { assigneeOf } from '../accountability/gap'
import type { Directory, DirectoryWorkflow } from '../directory'

/** What visibility depends on. */
export type Seen = {
  workflowId: string
  sponsorId: string
  principals: readonly string[]
  approverTeams: readonly string[]
}

/**
 * May this person see the request in the console? Compliance and administrators see all; others what concerns them. Whoever answers
 * for the workflow is told of its requests, so they may read them (DESIGN 2.8, 5); that makes nobody eligible to decide.
 */
export function maySee(personId: string, request: Seen, directory: Directory): boolean {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return false
  if (seesAll(personId, directory)) return true
  return (
    request.sponsorId === personId ||
    request.principals.includes(personId) ||
    overseesWorkflow(personId, directory.workflows.get(request.workflowId), directory) ||
    request.approverTeams.some((team) => directory.teams.get(team)?.memberIds.has(personId) ?? false)
  )
}

/** An owner of the workflow, or whoever is its accountable owner: the person named, the team's lead, who vouches for the vendor. */
export function overseesWorkflow(
  personId: string,
  workflow: Pick<DirectoryWorkflow, 'ownerIds' | 'assignments'> | undefined,
  directory: Directory,
): boolean {
  return (
    workflow !== undefined &&
    (workflow.ownerIds.includes(personId) ||
      workflow.assignments.some(
        (assignment) => assignment.role === 'accountable_owner' && assigneeOf(assignment, directory) === personId,
      ))
  )
}

/** Compliance reads all; administrators too, though they never decide by being administrators. */
export function seesAll(personId: string, directory: Directory): boolean {
  const roles = directory.people.get(personId)?.roles ?? []
  return roles.includes('compliance') || roles.includes('admin')
}
