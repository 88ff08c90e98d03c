import { aroundOf } from '@/lib/boundaries/around'
import { simulate } from '@/lib/boundaries/simulate'
import { findActive } from '@/lib/boundaries/store'
import { recordedRequests } from '@/lib/boundaries/store-recorded'
import { freshDirectory, now } from '@/lib/directory/current'
import { prisma } from '@/lib/platform/prisma'
import type { Bench } from './plan'
import { amount, type Row } from './table'

const TARGET_SECONDS = 10

/**
 * Recorded requests of Payments judged again by the version in force and by a text that moves one line, as the editor and a
 * submission do it, with the turns that it leaves to everybody else.
 */
export async function measureSimulation({ plan, say }: Bench): Promise<Row> {
  say(`simulation: ${amount(plan.simulated)} requests`)
  const directory = await freshDirectory()
  const workflow = [...directory.workflows.values()].find(({ slug }) => slug === 'payments')
  const active = workflow && (await findActive(prisma(), workflow.id))
  if (!workflow || !active) throw new Error('the demo has no boundary of payments')
  const cedar = active.cedar.replace('context.params.amount <= 5000', 'context.params.amount <= 8000')
  if (cedar === active.cedar) throw new Error('the text to be moved is not there')
  const around = aroundOf(workflow, active, directory, await now())
  const recorded = recordedRequests(prisma(), workflow.id, plan.simulated)
  let told = 0
  const from = performance.now()
  const summary = await simulate({ cedar, catalogue: active.catalogue }, around, recorded, {
    progress: () => {
      told++
    },
  })
  const seconds = (performance.now() - from) / 1_000
  if (summary.requests === 0) throw new Error('nothing was recorded')
  return {
    what: `simulation of ${amount(summary.requests)} recorded requests`,
    ours: `${amount(seconds)} s, ${amount(summary.requests / seconds)}/s, told ${amount(told)} times`,
    target: `seconds (< ${TARGET_SECONDS})`,
    met: seconds < TARGET_SECONDS,
  }
}
