import type { Assignment, Directory, DirectoryWorkflow } from '../directory'
import { seesAll } from '../request/visibility'
import { assigneeOf } from './gap'

/** May this person see who answers for what in a workflow? Its owners, compliance, administrators and whoever is named. */
export function maySeeAccountability(personId: string, workflow: DirectoryWorkflow, directory: Directory): boolean {
  if (!isActive(personId, directory)) return false
  return (
    seesAll(personId, directory) ||
    workflow.ownerIds.includes(personId) ||
    workflow.assignments.some((assignment) => assigneeOf(assignment, directory) === personId)
  )
}

/** May this person name who answers for a workflow? Its owners, and administrators. */
export function mayAssign(
  personId: string,
  workflow: Pick<DirectoryWorkflow, 'ownerIds'>,
  directory: Directory,
): boolean {
  if (!isActive(personId, directory)) return false
  return workflow.ownerIds.includes(personId) || hasRole(personId, 'admin', directory)
}

/** May this person end an assignment? Who may name somebody, and whoever is named: nobody answers against their will. */
export function mayWithdraw(
  personId: string,
  assignment: Pick<Assignment, 'personId' | 'teamId' | 'vendor'>,
  workflow: Pick<DirectoryWorkflow, 'ownerIds'>,
  directory: Directory,
): boolean {
  return (
    mayAssign(personId, workflow, directory) ||
    (isActive(personId, directory) && assigneeOf(assignment, directory) === personId)
  )
}

/** May this person ask everybody to confirm? Compliance reviewers and administrators. */
export function mayAskEverybody(personId: string, directory: Directory): boolean {
  return isActive(personId, directory) && seesAll(personId, directory)
}

/** May this person hand over what somebody answers for? Administrators, and the person themself. */
export function mayHandOver(personId: string, of: string, directory: Directory): boolean {
  return isActive(personId, directory) && (personId === of || hasRole(personId, 'admin', directory))
}

/** May this person see everything that somebody answers for? Compliance, administrators, and the person themself. */
export function maySeeResponsibilities(personId: string, of: string, directory: Directory): boolean {
  return isActive(personId, directory) && (personId === of || seesAll(personId, directory))
}

/** Who is told when nobody answers: the workflow's owners, administrators and compliance; those who are still here. */
export function escalationOf(workflow: Pick<DirectoryWorkflow, 'ownerIds'>, directory: Directory): string[] {
  return [...directory.people.values()]
    .filter(
      (person) => person.status === 'active' && (workflow.ownerIds.includes(person.id) || person.roles.length > 0),
    )
    .map((person) => person.id)
}

/** Who is told what went wrong in a workflow: whoever answers for it, and its owners; the escalation when that is nobody. */
export function answerableFor(workflow: DirectoryWorkflow, directory: Directory): string[] {
  const assignment = workflow.assignments.find(({ role }) => role === 'accountable_owner')
  const owner = assignment ? assigneeOf(assignment, directory) : null
  const named = [...new Set([...(owner === null ? [] : [owner]), ...workflow.ownerIds])].filter((id) =>
    isActive(id, directory),
  )
  return named.length > 0 ? named : escalationOf(workflow, directory)
}

function hasRole(personId: string, role: 'admin' | 'compliance', directory: Directory): boolean {
  return directory.people.get(personId)?.roles.includes(role) ?? false
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}
