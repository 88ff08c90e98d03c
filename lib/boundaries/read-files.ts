import { accountabilityFile, fileDigest, type WorkflowFile, workflowFiles } from '@/lib/core/boundary/files'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import type { FilesView } from './schema'
import { type BoundaryRow, boundaryOf } from './store'

/** A version as files: the one in force unless another is named. Null to whoever may not read it, and when there is none. */
export async function readFiles(personId: string, slug: string, version: number | null): Promise<FilesView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const inReview = await prisma().boundary.count({ where: { workflowId: workflow.id, status: 'in_review' } })
  if (!mayReadWorkflow(personId, workflow, inReview > 0, directory)) return null
  const [named, row] = await Promise.all([
    prisma().workflow.findUnique({ where: { id: workflow.id }, select: { description: true } }),
    prisma().boundary.findFirst({
      where: { workflowId: workflow.id, ...(version === null ? { status: 'active' } : { version }) },
    }),
  ])
  if (!row) return null
  const boundary = boundaryOf(row)
  const file = fileOf(workflow, boundary, named?.description ?? '', directory)
  return {
    version: row.version,
    files: workflowFiles(file, boundary.cedar),
    digest: fileDigest(file, boundary.cedar),
  }
}

function fileOf(
  workflow: DirectoryWorkflow,
  boundary: BoundaryRow,
  description: string,
  directory: Directory,
): WorkflowFile {
  return {
    v: 1,
    slug: workflow.slug,
    title: workflow.title,
    description,
    code_prefix: workflow.codePrefix,
    accountability: accountabilityFile(workflow.assignments, directory),
    catalogue: boundary.catalogue,
    tests: boundary.tests,
  }
}
