import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { aroundOf, type Checked } from './around'
import { checkText } from './check'
import type { CheckView } from './schema-views'
import { boundaryOf } from './store'

/** What can be said about a text of this workflow; null to whoever may not read it. */
export async function readCheck(personId: string, slug: string, text: Checked): Promise<CheckView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow || !mayReadWorkflow(personId, workflow, false, directory)) return null
  const active = await prisma().boundary.findFirst({ where: { workflowId: workflow.id, status: 'active' } })
  return checkText(text, aroundOf(workflow, active && boundaryOf(active), directory, await now()), sayingIn())
}
