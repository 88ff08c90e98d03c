import type { Directory } from '../directory'
import type { Refusal } from '../refusal'

/** Members, teams and sessions are administered by administrators and nobody else; null when this person is one. */
export function refuseUnlessAdmin(personId: string, directory: Directory): Refusal | null {
  return hasRole(personId, 'admin', directory) ? null : { code: 'auth.forbidden', role: 'admin' }
}

/** Who may read about members and teams: administrators and compliance reviewers; null when this person is one. */
export function refuseUnlessReader(personId: string, directory: Directory): Refusal | null {
  return hasRole(personId, 'admin', directory) || hasRole(personId, 'compliance', directory)
    ? null
    : { code: 'auth.forbidden', role: 'admin or compliance' }
}

/** Who may take somebody out of a team: administrators and its lead. Taking out only narrows. */
export function mayRemoveMember(personId: string, teamId: string, directory: Directory): boolean {
  return (
    hasRole(personId, 'admin', directory) ||
    (directory.people.get(personId)?.status === 'active' && directory.teams.get(teamId)?.leadId === personId)
  )
}

/** Is this person the only administrator left? Without one nobody could let anybody in. */
export function isLastAdmin(personId: string, directory: Directory): boolean {
  const admins = [...directory.people.keys()].filter((id) => hasRole(id, 'admin', directory))
  return admins.length === 1 && admins[0] === personId
}

function hasRole(personId: string, role: 'admin' | 'compliance', directory: Directory): boolean {
  const person = directory.people.get(personId)
  return person?.status === 'active' && person.roles.includes(role)
}
