import { fileDigest, workflowFiles } from '@/lib/core/boundary/files'
import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { fileOf } from './code'
import type { FilesView } from './schema-views'
import { boundaryOf, workflowDescription } from './store'

/** A version as files: the one in force unless another is named. Null to whoever may not read it, and when there is none. */
export async function readFiles(personId: string, slug: string, version: number | null): Promise<FilesView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const inReview = await prisma().boundary.count({ where: { workflowId: workflow.id, status: 'in_review' } })
  if (!mayReadWorkflow(personId, workflow, inReview > 0, directory)) return null
  const [description, row] = await Promise.all([
    workflowDescription(prisma(), workflow.id),
    prisma().boundary.findFirst({
      where: { workflowId: workflow.id, ...(version === null ? { status: 'active' } : { version }) },
    }),
  ])
  if (!row) return null
  const boundary = boundaryOf(row)
  const file = fileOf(workflow, boundary, description, directory)
  return {
    version: row.version,
    files: workflowFiles(file, boundary.cedar),
    digest: fileDigest(file, boundary.cedar),
  }
}
