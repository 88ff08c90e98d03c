import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { type Result, refuse } from '@/lib/core/result'
import { mayEditWorkflow, mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { directoryAt } from '@/lib/directory/current'
import { holdRevision, lockRevision } from '@/lib/directory/store'
import type { Tx } from '@/lib/platform/transaction'
import { type BoundaryRow, lockOpen } from './store'

/** A workflow with its open version, both held. */
export type Attempt = { directory: Directory; workflow: DirectoryWorkflow; open: BoundaryRow | null }

/**
 * The first steps of every verb on a workflow's open version, in the lock order: configuration, boundary row, then load and
 * ask who may read. `alone` takes the configuration for this transaction only, as whatever may activate must from the start.
 * To whoever may not read it the workflow does not exist.
 */
export async function beginOnWorkflow(
  tx: Tx,
  personId: string,
  slug: string,
  hold: 'with others' | 'alone' = 'with others',
): Promise<Result<Attempt>> {
  const directory = await directoryAt(await (hold === 'alone' ? lockRevision(tx) : holdRevision(tx)))
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return refuse({ code: 'not_found' })
  const open = await lockOpen(tx, workflow.id)
  if (!mayReadWorkflow(personId, workflow, open?.status === 'in_review', directory))
    return refuse({ code: 'not_found' })
  return { ok: true, value: { directory, workflow, open } }
}

/** As `beginOnWorkflow`, for its owners: whoever may read it but not write is told so. */
export async function beginAsOwner(tx: Tx, personId: string, slug: string): Promise<Result<Attempt>> {
  const begun = await beginOnWorkflow(tx, personId, slug)
  if (begun.ok && !mayEditWorkflow(personId, begun.value.workflow, begun.value.directory))
    return refuse({ code: 'auth.forbidden', role: 'owner of this workflow' })
  return begun
}
