import type { Deciding } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import { dueAt, type LadderStep, stepAfter, type Window } from '@/lib/core/escalation/ladder'
import { type Told, tellFirst } from '@/lib/core/escalation/told'
import type { Level } from '@/lib/core/presentation/presentation'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { situationsOf } from './situation'
import { type Call, callsOf } from './telling'

/** How a request begins to look for people: written, told and timed by the statement that inserts it. */
export type Beginning = {
  stepId: string
  told: Told
  calls: Call[]
  next: { step: LadderStep; at: Date } | null
}

/**
 * Who is told of a request that is about to be asked (whoever is on call for its teams, and who stands in for them), and when
 * more are. `createdAt` is the instant that its row will have: who joined a team since is none of those asked (ATTACKS 38).
 */
export async function planFirst(
  tx: Tx,
  request: Deciding & Window & { workflowId: string; level: Level },
  directory: Directory,
): Promise<Beginning> {
  const told = tellFirst((await situationsOf(tx, [request], directory))(request))
  const step = stepAfter('first')
  return {
    stepId: newId('esc'),
    told,
    calls: callsOf('first', told),
    next: step && { step, at: dueAt(step, request.level, request) },
  }
}
