import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { prepareBoundary } from '@/lib/platform/cedar'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { compareTexts, rulesOf } from './comparison'
import { readVersionItems } from './read-versions'
import type { CompareView } from './schema-views'
import { findVersion } from './store'

/** Two versions of a workflow compared, whatever their states; null to whoever may not read it, and when one is not there. */
export async function readComparison(
  personId: string,
  slug: string,
  versions: { from: number; to: number },
): Promise<CompareView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const inReview = await prisma().boundary.count({ where: { workflowId: workflow.id, status: 'in_review' } })
  if (!mayReadWorkflow(personId, workflow, inReview > 0, directory)) return null
  const [from, to, items] = await Promise.all([
    findVersion(prisma(), workflow.id, versions.from),
    findVersion(prisma(), workflow.id, versions.to),
    readVersionItems(workflow.id, directory, [versions.from, versions.to]),
  ])
  const itemOf = (version: number) => items.find((item) => item.version === version)
  const [fromItem, toItem] = [itemOf(versions.from), itemOf(versions.to)]
  if (!from || !to || !fromItem || !toItem) return null
  const old = { ...from, prepared: prepareBoundary(from) }
  return {
    from: { ...fromItem, cedar: from.cedar },
    to: { ...toItem, cedar: to.cedar },
    comparison: await compareTexts(old, { ...to, rules: rulesOf(to) }, directory, sayingIn()),
  }
}
