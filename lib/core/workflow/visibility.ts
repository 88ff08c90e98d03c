import { assigneeOf } from '../accountability/gap'
import type { Directory, DirectoryWorkflow } from '../directory'
import { seesAll } from '../request/visibility'

/** What visibility and rights depend on. */
export type WorkflowSeen = Pick<DirectoryWorkflow, 'ownerIds' | 'assignments'>

/**
 * May this person read the workflow, its versions and what they say? Its owners, compliance, administrators, whoever answers
 * for one of its roles, and, while a version is in review, everybody who could be asked to review it: owners of any workflow.
 * To everybody else it does not exist.
 */
export function mayReadWorkflow(
  personId: string,
  workflow: WorkflowSeen,
  inReview: boolean,
  directory: Directory,
): boolean {
  if (directory.people.get(personId)?.status !== 'active') return false
  return (
    seesAll(personId, directory) ||
    workflow.ownerIds.includes(personId) ||
    workflow.assignments.some((assignment) => assigneeOf(assignment, directory) === personId) ||
    (inReview && ownsAWorkflow(personId, directory))
  )
}

/** May this person write its drafts and hand them in? Its active owners only; nobody by being an administrator. */
export function mayEditWorkflow(
  personId: string,
  workflow: Pick<WorkflowSeen, 'ownerIds'>,
  directory: Directory,
): boolean {
  return directory.people.get(personId)?.status === 'active' && workflow.ownerIds.includes(personId)
}

/** May this person create a workflow? Administrators, and whoever owns one already. It has no power until a version is in force. */
export function mayCreateWorkflow(personId: string, directory: Directory): boolean {
  const person = directory.people.get(personId)
  if (person?.status !== 'active') return false
  return person.roles.includes('admin') || ownsAWorkflow(personId, directory)
}

/** May this person take somebody out of its owners? Its owners and administrators: it only narrows. */
export function mayRemoveOwner(
  personId: string,
  workflow: Pick<WorkflowSeen, 'ownerIds'>,
  directory: Directory,
): boolean {
  const admin = directory.people.get(personId)?.roles.includes('admin') ?? false
  return mayEditWorkflow(personId, workflow, directory) || (admin && isHere(personId, directory))
}

/** Would nobody who is here own it without them? */
export function isLastOwner(personId: string, workflow: Pick<WorkflowSeen, 'ownerIds'>, directory: Directory): boolean {
  return !workflow.ownerIds.some((id) => id !== personId && isHere(id, directory))
}

function isHere(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}

/** Owns any workflow. */
export function ownsAWorkflow(personId: string, directory: Directory): boolean {
  return [...directory.workflows.values()].some((workflow) => workflow.ownerIds.includes(personId))
}

/** The person who answers for it: the assignee of `accountable_owner` once acknowledged; null when nobody does. */
export function accountableOwner(workflow: Pick<WorkflowSeen, 'assignments'>, directory: Directory): string | null {
  const assignment = workflow.assignments.find((candidate) => candidate.role === 'accountable_owner')
  if (!assignment?.acknowledgedAt) return null
  const assignee = assigneeOf(assignment, directory)
  return assignee !== null && directory.people.get(assignee)?.status === 'active' ? assignee : null
}
