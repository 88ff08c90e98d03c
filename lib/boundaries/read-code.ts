import type { WorkflowFiles } from '@/lib/core/boundary/files'
import { ok, type Result, refuse } from '@/lib/core/result'
import { currentDirectory } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { aroundOf } from './around'
import { checkText } from './check'
import { checkToWire, workflowOfPipeline } from './code'
import { parseFiles } from './files'
import { readFiles } from './read-files'
import type { CodeCheck } from './schema-code'
import type { FilesView } from './schema-views'
import { findActive } from './store'

/** Whether a workflow's files are good, by everything that the server knows. Nothing is stored. */
export async function readCodeCheck(
  pipelineId: string,
  slug: string,
  files: WorkflowFiles,
  now: Date,
): Promise<Result<CodeCheck>> {
  const directory = await currentDirectory()
  const found = workflowOfPipeline(pipelineId, slug, directory)
  if (!found.ok) return found
  const parsed = parseFiles(files)
  if (!parsed.ok) return parsed
  const { file, cedar } = parsed.value
  const active = await findActive(prisma(), found.value.workflow.id)
  const text = { cedar, catalogue: file.catalogue, tests: file.tests }
  return ok(checkToWire(await checkText(text, aroundOf(found.value.workflow, active, directory, now), 'en')))
}

/** The version in force as files, as the sponsor of the pipeline may read it. */
export async function readCodeFiles(pipelineId: string, slug: string): Promise<Result<FilesView>> {
  const found = workflowOfPipeline(pipelineId, slug, await currentDirectory())
  if (!found.ok) return found
  const files = await readFiles(found.value.sponsorId, slug, null)
  return files ? ok(files) : refuse({ code: 'not_found' })
}
