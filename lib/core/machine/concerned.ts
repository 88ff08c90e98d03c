import { assigneeOf } from '../accountability/gap'
import type { Directory, DirectoryRuntime, DirectoryWorkflow } from '../directory'
import { type Machine, workflowsIn, workflowsNaming } from './machine'

/** Who is told that a machine was stopped: its sponsor, the owner of its runtime, and who answers for what it takes part in. */
export function concernedByMachine(machine: Machine, directory: Directory): string[] {
  const runtime = machine.runtimeId === null ? undefined : directory.runtimes.get(machine.runtimeId)
  return active(
    [
      machine.sponsorId,
      runtime?.ownerId,
      ...workflowsNaming(machine, directory).flatMap((w) => answering(w, directory)),
    ],
    directory,
  )
}

/** Who is told that a runtime was stopped: its owner, the sponsors of the agents inside, and who answers for its workflows. */
export function concernedByRuntime(runtime: DirectoryRuntime, directory: Directory): string[] {
  const inside = [...directory.agents.values()].filter((agent) => agent.runtimeId === runtime.id)
  return active(
    [
      runtime.ownerId,
      ...inside.map((agent) => agent.sponsorId),
      ...workflowsIn(runtime.slug, directory).flatMap((workflow) => answering(workflow, directory)),
    ],
    directory,
  )
}

/** Who is told that a workflow was suspended: whoever owns or answers for it, and the sponsors of its agents. */
export function concernedByWorkflow(workflow: DirectoryWorkflow, directory: Directory): string[] {
  const agents = [...directory.agents.values()].filter((agent) => workflow.agents.has(agent.slug))
  return active([...answering(workflow, directory), ...agents.map((agent) => agent.sponsorId)], directory)
}

function answering(workflow: DirectoryWorkflow, directory: Directory): (string | null)[] {
  const named = workflow.assignments.filter(({ role }) => role === 'accountable_owner' || role === 'incident_response')
  return [...workflow.ownerIds, ...named.map((assignment) => assigneeOf(assignment, directory))]
}

function active(ids: readonly (string | null | undefined)[], directory: Directory): string[] {
  const known = ids.filter((id): id is string => typeof id === 'string')
  return [...new Set(known)].filter((id) => directory.people.get(id)?.status === 'active')
}
