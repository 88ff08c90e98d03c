import type { ActionTypeJson, ResourceJson } from '../catalogue/catalogue'
import type { DirectoryWorkflow, RuntimeOwnership } from '../directory'
import { globCovers, globsIntersect } from './globs'

/** What a workflow's version takes part in: its catalogue's runtimes × actions × resources of the action's kind. */
export type WorkflowClaims = {
  workflowId: string
  slug: string
  title: string
  catalogue: {
    action_types: readonly Pick<ActionTypeJson, 'name' | 'resource_kind'>[]
    resources: readonly Pick<ResourceJson, 'kind' | 'pattern'>[]
    runtimes: readonly string[]
  }
}

/** What a workflow claims by its version in force. */
export function claimsInForce(workflow: DirectoryWorkflow): WorkflowClaims {
  const { id, slug, title, actionTypes, resources, runtimes } = workflow
  const action_types = [...actionTypes.values()].map(({ name, resourceKind }) => ({
    name,
    resource_kind: resourceKind,
  }))
  return { workflowId: id, slug, title, catalogue: { action_types, resources, runtimes: [...runtimes] } }
}

/** Two workflows that claim the same in one runtime. */
export type Overlap = {
  runtime: string
  action: string
  /** What the first workflow claims, and what the second one. */
  patterns: [string, string]
  workflows: [
    Pick<WorkflowClaims, 'workflowId' | 'slug' | 'title'>,
    Pick<WorkflowClaims, 'workflowId' | 'slug' | 'title'>,
  ]
  /** The workflow that was chosen to judge it; null: nobody chose, so that neither of the two can be activated. */
  ownerId: string | null
}

/**
 * The overlaps between workflows: the same runtime and action, and patterns that have a resource in common. Each pair once. An
 * ownership settles one when it covers either pattern.
 */
export function overlappingClaims(
  workflows: readonly WorkflowClaims[],
  ownerships: readonly RuntimeOwnership[],
): Overlap[] {
  const overlaps: Overlap[] = []
  for (const [index, a] of workflows.entries())
    for (const b of workflows.slice(index + 1))
      if (a.workflowId !== b.workflowId) overlaps.push(...overlapsOf(a, b, ownerships))
  return overlaps
}

/** The overlaps of one workflow, as it would be under a version, with the others. */
export function overlapsWith(
  workflow: WorkflowClaims,
  others: readonly WorkflowClaims[],
  ownerships: readonly RuntimeOwnership[],
): Overlap[] {
  return others
    .filter((other) => other.workflowId !== workflow.workflowId)
    .flatMap((other) => overlapsOf(workflow, other, ownerships))
}

function overlapsOf(a: WorkflowClaims, b: WorkflowClaims, ownerships: readonly RuntimeOwnership[]): Overlap[] {
  const runtimes = a.catalogue.runtimes.filter((slug) => b.catalogue.runtimes.includes(slug))
  if (runtimes.length === 0) return []
  return a.catalogue.action_types.flatMap((type) => {
    const other = b.catalogue.action_types.find((candidate) => candidate.name === type.name)
    if (!other) return []
    const shared = patternsOf(a, type.resource_kind).flatMap((left) =>
      patternsOf(b, other.resource_kind).flatMap((right): [string, string][] =>
        globsIntersect(left, right) ? [[left, right]] : [],
      ),
    )
    return runtimes.flatMap((runtime) =>
      shared.map((patterns): Overlap => {
        const claimed = { runtime, action: type.name, patterns }
        return { ...claimed, workflows: [nameOf(a), nameOf(b)], ownerId: ownerOf(claimed, ownerships) }
      }),
    )
  })
}

function ownerOf(
  { runtime, action, patterns }: Pick<Overlap, 'runtime' | 'action' | 'patterns'>,
  ownerships: readonly RuntimeOwnership[],
): string | null {
  const found = ownerships.find(
    (ownership) =>
      ownership.runtime === runtime &&
      ownership.action === action &&
      // What both claim lies within either pattern, so covering one of them covers it.
      patterns.some((pattern) => globCovers(ownership.pattern, pattern)),
  )
  return found?.workflowId ?? null
}

function patternsOf({ catalogue }: WorkflowClaims, kind: string): string[] {
  return catalogue.resources.filter((resource) => resource.kind === kind).map((resource) => resource.pattern)
}

function nameOf({ workflowId, slug, title }: WorkflowClaims): Overlap['workflows'][number] {
  return { workflowId, slug, title }
}
