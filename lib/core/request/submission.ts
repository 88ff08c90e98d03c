import type { Json } from '../canonical/json'
import { mayTakePart } from '../catalogue/taking-part'
import type {
  ActionType,
  Directory,
  DirectoryAgent,
  DirectoryBoundary,
  DirectoryExecutor,
  DirectoryWorkflow,
  ResourcePattern,
} from '../directory'
import { ok, type Result, refuse } from '../result'
import { findResource, inexactScope, readResource } from './resource'

/** What an agent asks for, already validated in shape. */
export type Wish = {
  workflow: string
  action: string
  resource: string
  params: { [name: string]: Json }
  executor: string
  on_behalf_of: readonly string[]
  secret?:
    | { store: string; path: string; version: string; fields: string[]; purpose: string; lifetime_seconds: number }
    | undefined
}

/** The wish with everything it names found in the directory. */
export type Submission = {
  workflow: DirectoryWorkflow
  boundary: DirectoryBoundary
  type: ActionType
  pattern: ResourcePattern
  resource: { id: string; kind: string }
  agent: DirectoryAgent
  executor: DirectoryExecutor
  principals: readonly string[]
}

/**
 * Finds what a wish names. Refuses what is unknown, by field: there is nothing to judge and nothing to store.
 * Wildcards and role labels are refused here, before any rule could allow them (DESIGN 12).
 */
export function findSubmission(wish: Wish, agentId: string, directory: Directory): Result<Submission> {
  const agent = directory.agents.get(agentId)
  if (agent?.status !== 'active') return refuse({ code: 'auth.suspended' })
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(wish.workflow) ?? '')
  // To an agent that takes no part in it a workflow does not exist.
  if (!workflow?.boundary || workflow.status === 'draft' || !mayTakePart(workflow, agent, directory))
    return refuse({ code: 'workflow.unknown' })
  const type = workflow.actionTypes.get(wish.action)
  if (!type) return refuse({ code: 'action.unknown' })
  const resource = readResource(wish.resource)
  if (!resource) return refuse({ code: 'resource.unknown', detail: 'must be kind:id, exact, without wildcards' })
  if (resource.kind !== type.resourceKind)
    return refuse({ code: 'resource.unknown', detail: `${type.name} acts on a ${type.resourceKind}` })
  const pattern = findResource(wish.resource, resource.kind, workflow.resources)
  if (!pattern) return refuse({ code: 'resource.unknown', detail: 'not a resource of this workflow' })
  const executor = directory.executors.get(directory.executorIdBySlug.get(wish.executor) ?? '')
  if (executor?.status !== 'active' || !workflow.executors.has(executor.slug))
    return refuse({ code: 'executor.unknown' })
  const principals = [...new Set(wish.on_behalf_of)].sort()
  for (const [index, id] of wish.on_behalf_of.entries())
    if (directory.people.get(id)?.status !== 'active')
      return refuse({ code: 'principal.unknown', pointer: `/on_behalf_of/${index}` })
  if (wish.secret) {
    const inexact = inexactScope([wish.secret.store, wish.secret.path, wish.secret.version, ...wish.secret.fields])
    if (inexact !== null)
      return refuse({
        code: 'request.invalid',
        errors: [
          {
            pointer: '/secret',
            detail: `“${inexact}” is not an exact scope: name the secret, its version and its fields`,
          },
        ],
      })
  }
  return ok({
    workflow,
    boundary: workflow.boundary,
    type,
    pattern,
    resource: { id: wish.resource, kind: resource.kind },
    agent,
    executor,
    principals,
  })
}
