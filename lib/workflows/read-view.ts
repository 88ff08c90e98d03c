import { readVersionItems } from '@/lib/boundaries/read-versions'
import type { WorkflowView } from '@/lib/boundaries/schema-views'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { mayEditWorkflow, mayReadWorkflow, ownsAWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { activeDigest, countStats, findWorkflowRows, itemOf } from './read-items'

/** One workflow with its versions and machines; null to whoever may not read it. */
export async function readWorkflow(personId: string, slug: string): Promise<WorkflowView | null> {
  const [directory, at, [row]] = await Promise.all([currentDirectory(), now(), findWorkflowRows(slug)])
  const workflow = row && directory.workflows.get(row.id)
  if (!row || !workflow || !mayReadWorkflow(personId, workflow, row.openStatus === 'in_review', directory)) return null
  const [stats, versions] = await Promise.all([countStats([row.id]), readVersionItems(row.id, directory)])
  const roles = directory.people.get(personId)?.roles ?? []
  const owns = mayEditWorkflow(personId, workflow, directory)
  return {
    ...itemOf(row, workflow, stats.get(row.id), directory, at),
    code_prefix: row.codePrefix,
    may: {
      edit: owns,
      suspend: row.status === 'active' && (owns || roles.includes('admin')),
      resume: row.status === 'suspended' && (owns || roles.includes('admin')),
      review:
        row.openStatus === 'in_review' && (owns || roles.includes('compliance') || ownsAWorkflow(personId, directory)),
      change_owners: owns || roles.includes('admin'),
    },
    versions,
    code:
      row.codeDigest === null || row.codeSeenAt === null
        ? null
        : {
            digest: row.codeDigest,
            ref: row.codeRef ?? '',
            seen_at: row.codeSeenAt.toISOString(),
            pipeline: directory.pipelines.get(row.codePipeline ?? '')?.title ?? '',
            active_digest: activeDigest(row, workflow, directory) ?? '',
          },
    machines: machinesOf(workflow, directory),
    suspended_at: row.suspendedAt?.toISOString() ?? null,
    server_now: at.toISOString(),
  }
}

/** What the version in force names, with its state; something that is not registered (any more) is said to be so. */
function machinesOf(workflow: DirectoryWorkflow, directory: Directory): WorkflowView['machines'] {
  const of = (
    kind: 'agent' | 'executor' | 'runtime',
    slugs: ReadonlySet<string>,
    known: Iterable<{ slug: string; title: string; status: string }>,
  ) => {
    const bySlug = new Map([...known].map((each) => [each.slug, each]))
    return [...slugs].sort().map((slug) => ({
      kind,
      slug,
      title: bySlug.get(slug)?.title ?? slug,
      status: bySlug.get(slug)?.status ?? 'unknown',
    }))
  }
  return [
    ...of('agent', workflow.agents, directory.agents.values()),
    ...of('executor', workflow.executors, directory.executors.values()),
    ...of('runtime', workflow.runtimes, directory.runtimes.values()),
  ]
}
