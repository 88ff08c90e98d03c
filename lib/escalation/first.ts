import type { Deciding } from '@/lib/core/decision/eligibility'
import type { Directory } from '@/lib/core/directory'
import { dueAt, stepAfter, type Window } from '@/lib/core/escalation/ladder'
import { type Told, tellFirst } from '@/lib/core/escalation/told'
import type { Level } from '@/lib/core/presentation/presentation'
import { newId } from '@/lib/platform/ids'
import type { Tx } from '@/lib/platform/transaction'
import { situationsOf } from './situation'
import { beganAt, insertStep, insertTimer } from './store'
import { tellPeople } from './telling'

/** Who is told of a request that is about to be asked: whoever is on call for its teams, and who stands in for them. */
export async function planFirst(
  tx: Tx,
  request: Omit<Deciding, 'createdAt'> & { workflowId: string },
  directory: Directory,
): Promise<Told> {
  // The instant that the row will have: who joined a team since is none of those asked (ATTACKS 38).
  const asked = { ...request, createdAt: await beganAt(tx) }
  return tellFirst((await situationsOf(tx, [asked], directory))(asked))
}

/** Tells them, writes it down and starts the timer, in the transaction that asks. */
export async function beginLadder(
  tx: Tx,
  request: Window & { id: string; level: Level; approverTeams: readonly string[] },
  told: Told,
): Promise<void> {
  await insertStep(tx, { id: newId('esc'), requestId: request.id, step: 'first', ...told })
  await tellPeople(tx, request, 'first', told)
  const step = stepAfter('first')
  if (step) await insertTimer(tx, { requestId: request.id, step, nextAt: dueAt(step, request.level, request) })
}
