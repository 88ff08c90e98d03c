import type { Directory } from '../directory'

/** What visibility depends on. */
export type Seen = {
  workflowId: string
  sponsorId: string
  principals: readonly string[]
  approverTeams: readonly string[]
}

/** May this person see the request in the console? Compliance and administrators see all; others what concerns them. */
export function maySee(personId: string, request: Seen, directory: Directory): boolean {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return false
  if (seesAll(personId, directory)) return true
  return (
    request.sponsorId === personId ||
    request.principals.includes(personId) ||
    (directory.workflows.get(request.workflowId)?.ownerIds.includes(personId) ?? false) ||
    request.approverTeams.some((team) => directory.teams.get(team)?.memberIds.has(personId) ?? false)
  )
}

/** Compliance reads all; administrators too, though they never decide by being administrators. */
export function seesAll(personId: string, directory: Directory): boolean {
  const roles = directory.people.get(personId)?.roles ?? []
  return roles.includes('compliance') || roles.includes('admin')
}
