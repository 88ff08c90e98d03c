import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory } from '@/lib/directory/current'
import { type Checked, checkText } from './check'
import type { CheckView } from './schema'

/** What can be said about a text of this workflow; null to whoever may not read it. */
export async function readCheck(personId: string, slug: string, text: Checked): Promise<CheckView | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow || !mayReadWorkflow(personId, workflow, false, directory)) return null
  return checkText(text)
}
