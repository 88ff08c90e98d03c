import type { Directory, DirectoryAgent, DirectoryWorkflow } from '../directory'
import { matchesGlob } from '../request/resource'

/** May this agent ask in this workflow? It and the runtime that it runs in must both be named by the version in force. */
export function mayTakePart(workflow: DirectoryWorkflow, agent: DirectoryAgent, directory: Directory): boolean {
  const runtime = directory.runtimes.get(agent.runtimeId)
  return runtime !== undefined && workflow.agents.has(agent.slug) && workflow.runtimes.has(runtime.slug)
}

/**
 * Several workflows claim this in the agent's runtime and another one was chosen to judge it: then it is not this one's to
 * consent to (DESIGN 5).
 */
export function ownedElsewhere(
  workflow: { id: string },
  agent: DirectoryAgent,
  wish: { action: string; resource: string },
  directory: Directory,
): boolean {
  const runtime = directory.runtimes.get(agent.runtimeId)?.slug
  return directory.ownerships.some(
    (ownership) =>
      ownership.runtime === runtime &&
      ownership.action === wish.action &&
      ownership.workflowId !== workflow.id &&
      matchesGlob(wish.resource, ownership.pattern),
  )
}
