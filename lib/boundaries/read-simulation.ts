import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import { mayReadWorkflow } from '@/lib/core/workflow/visibility'
import { currentDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import { aroundOf, type Checked } from './around'
import { type Progress, simulate } from './simulate'
import { boundaryOf } from './store'
import { countRecorded, recordedRequests } from './store-recorded'

/** A simulation that is ready to run: over how many requests, and how. */
export type Simulation = {
  of: number
  run: (hooks: { progress: Progress; signal: AbortSignal }) => Promise<SimulationSummary>
}

/** Prepares a simulation of a text over the last requests of a workflow; null to whoever may not read it. */
export async function readSimulation(
  personId: string,
  slug: string,
  text: Pick<Checked, 'cedar' | 'catalogue'> & { last: number },
): Promise<Simulation | null> {
  const directory = await currentDirectory()
  const workflow = directory.workflows.get(directory.workflowIdBySlug.get(slug) ?? '')
  if (!workflow) return null
  const [inReview, row, of, at] = await Promise.all([
    prisma().boundary.count({ where: { workflowId: workflow.id, status: 'in_review' } }),
    prisma().boundary.findFirst({ where: { workflowId: workflow.id, status: 'active' } }),
    countRecorded(prisma(), workflow.id, text.last),
    now(),
  ])
  if (!mayReadWorkflow(personId, workflow, inReview > 0, directory)) return null
  const around = aroundOf(workflow, row && boundaryOf(row), directory, at)
  return { of, run: (hooks) => simulate(text, around, recordedRequests(prisma(), workflow.id, text.last), hooks) }
}
