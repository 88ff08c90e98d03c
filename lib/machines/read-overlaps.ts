import { overlappingClaims, type WorkflowClaims } from '@/lib/core/boundary/claims'
import type { CatalogueJson } from '@/lib/core/catalogue/catalogue'
import type { Directory } from '@/lib/core/directory'
import { maySeeRuntime } from '@/lib/core/machine/may-stop'
import { seesAll } from '@/lib/core/request/visibility'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import type { Overlaps, OverlapView } from './schema'
import { workflowRef } from './view'

/** What several workflows claim at once, in the runtimes that the person is shown. */
export async function readOverlaps(personId: string): Promise<Overlaps> {
  const [directory, at] = await Promise.all([freshDirectory(), now()])
  const shown = new Set(
    [...directory.runtimes.values()]
      .filter((runtime) => maySeeRuntime(personId, runtime, directory))
      .map((runtime) => runtime.slug),
  )
  const overlaps = await findOverlaps(personId, directory)
  return { items: overlaps.filter((overlap) => shown.has(overlap.runtime)), server_now: at.toISOString() }
}

/**
 * The overlaps between workflows by their versions in force and those handed in. A draft counts only for whoever may read it:
 * what somebody else is still writing is not theirs to see.
 */
export async function findOverlaps(personId: string, directory: Directory): Promise<OverlapView[]> {
  const versions = await prisma().boundary.findMany({
    where: { status: { in: ['active', 'in_review', 'draft'] } },
    select: { workflowId: true, status: true, catalogue: true },
  })
  const claims = versions.flatMap(({ workflowId, status, catalogue }): WorkflowClaims[] => {
    const workflow = directory.workflows.get(workflowId)
    if (!workflow) return []
    const reads = status !== 'draft' || seesAll(personId, directory) || workflow.ownerIds.includes(personId)
    const { slug, title } = workflow
    return reads ? [{ workflowId, slug, title, catalogue: catalogue as CatalogueJson }] : []
  })
  const once = new Map<string, OverlapView>()
  for (const { runtime, action, patterns, workflows, ownerId } of overlappingClaims(claims, directory.ownerships)) {
    const view: OverlapView = {
      runtime,
      action,
      pattern: patterns[0].length >= patterns[1].length ? patterns[0] : patterns[1],
      claims: workflows.flatMap(({ workflowId }, at) => {
        const workflow = directory.workflows.get(workflowId)
        return workflow
          ? [{ workflow_id: workflowId, workflow: workflowRef(workflow), action, pattern: patterns[at] ?? '' }]
          : []
      }),
      owner: ownerId === null ? null : (directory.workflows.get(ownerId)?.slug ?? null),
    }
    // A workflow's version in force and its next one often claim the same.
    once.set(
      JSON.stringify([runtime, action, view.claims.map(({ workflow, pattern }) => [workflow.slug, pattern]).sort()]),
      view,
    )
  }
  return [...once.values()]
}
