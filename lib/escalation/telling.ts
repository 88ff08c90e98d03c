import type { EscalationStep } from '@/lib/core/escalation/ladder'
import type { Told } from '@/lib/core/escalation/told'
import type { Level } from '@/lib/core/presentation/presentation'
import { tell } from '@/lib/deliveries/store-tell'
import type { Tx } from '@/lib/platform/transaction'

/** Who is told of a request on their own channels, and as what. */
export type Call = { event: 'asked' | `reminded:${string}`; people: string[] }

/**
 * What a step tells people on their own channels. Who hears of it for the first time is asked; who was told before, and who
 * answers for the workflow and may not decide it, is reminded. `before`: everybody who was told so far.
 */
export function callsOf(step: EscalationStep, told: Told, before: readonly string[] = []): Call[] {
  const owners = told.notes.flatMap((note) => (note.code === 'owner' ? [note.person] : []))
  const others = told.people.filter((id) => !owners.includes(id))
  const calls: Call[] = [
    { event: 'asked', people: others.filter((id) => !before.includes(id)) },
    { event: `reminded:${step}`, people: others.filter((id) => before.includes(id)) },
    { event: 'reminded:owner', people: owners },
  ]
  return calls.filter(({ people }) => people.length > 0)
}

/** Tells them, in the transaction of the step. */
export async function tellPeople(
  tx: Tx,
  request: { id: string; level: Level; approverTeams: readonly string[] },
  step: EscalationStep,
  told: Told,
  before: readonly string[],
): Promise<void> {
  const { id: requestId, level, approverTeams: teams } = request
  if (level !== 'T1' && level !== 'T2' && level !== 'T3') return
  for (const { event, people } of callsOf(step, told, before))
    await tell(tx, people, { event, requestId, level, teams })
}
