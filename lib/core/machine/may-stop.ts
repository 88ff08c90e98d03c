import { assigneeOf } from '../accountability/gap'
import type { Directory, DirectoryRuntime, DirectoryWorkflow } from '../directory'
import { seesAll } from '../request/visibility'
import { type Machine, workflowsIn, workflowsNaming } from './machine'

/**
 * May this person stop the machine? Narrowing is cheap, so everybody may who is told of it at all: its sponsor, who owns
 * the runtime that it runs in, whoever owns or answers for a workflow that names it, compliance and administrators.
 */
export function mayStopMachine(personId: string, machine: Machine, directory: Directory): boolean {
  if (!isActive(personId, directory)) return false
  if (seesAll(personId, directory) || machine.sponsorId === personId) return true
  const runtime = machine.runtimeId === null ? undefined : directory.runtimes.get(machine.runtimeId)
  if (runtime?.ownerId === personId) return true
  return workflowsNaming(machine, directory).some((workflow) => answersFor(personId, workflow, directory))
}

/** May this person stop the runtime, and with it every agent inside? As with a machine, without the sponsors of single ones. */
export function mayStopRuntime(personId: string, runtime: DirectoryRuntime, directory: Directory): boolean {
  if (!isActive(personId, directory)) return false
  if (seesAll(personId, directory) || runtime.ownerId === personId) return true
  return workflowsIn(runtime.slug, directory).some((workflow) => answersFor(personId, workflow, directory))
}

/** May this person suspend the workflow: its owners, its accountable owner, its incident response, administrators. */
export function mayStopWorkflow(personId: string, workflow: DirectoryWorkflow, directory: Directory): boolean {
  if (!isActive(personId, directory)) return false
  const isAdmin = directory.people.get(personId)?.roles.includes('admin') ?? false
  return isAdmin || answersFor(personId, workflow, directory)
}

/** Whoever may stop a machine is shown it; to others it does not exist. */
export function maySeeMachine(personId: string, machine: Machine, directory: Directory): boolean {
  return mayStopMachine(personId, machine, directory)
}

/** A sponsor of one of the agents inside may look at the runtime too, though they stop only their own. */
export function maySeeRuntime(personId: string, runtime: DirectoryRuntime, directory: Directory): boolean {
  if (mayStopRuntime(personId, runtime, directory)) return true
  const inside = [...directory.agents.values()].filter((agent) => agent.runtimeId === runtime.id)
  return isActive(personId, directory) && inside.some((agent) => agent.sponsorId === personId)
}

/** Owns the workflow, or is named for its outcome or for incidents. */
function answersFor(personId: string, workflow: DirectoryWorkflow, directory: Directory): boolean {
  if (workflow.ownerIds.includes(personId)) return true
  return workflow.assignments.some(
    (assignment) =>
      (assignment.role === 'accountable_owner' || assignment.role === 'incident_response') &&
      assigneeOf(assignment, directory) === personId,
  )
}

function isActive(personId: string, directory: Directory): boolean {
  return directory.people.get(personId)?.status === 'active'
}
