import type { EscalationStep } from '@/lib/core/escalation/ladder'
import type { Told } from '@/lib/core/escalation/told'
import type { Level } from '@/lib/core/presentation/presentation'
import { tell } from '@/lib/deliveries/store'
import type { Tx } from '@/lib/platform/transaction'

/**
 * Tells people on their own channels, in the transaction of the step. Who hears of it for the first time is asked; who was told
 * before, and who answers for the workflow and may not decide it, is reminded. `before`: everybody who was told so far.
 */
export async function tellPeople(
  tx: Tx,
  request: { id: string; level: Level; approverTeams: readonly string[] },
  step: EscalationStep,
  told: Told,
  before: readonly string[] = [],
): Promise<void> {
  const { id: requestId, level, approverTeams: teams } = request
  if (level !== 'T1' && level !== 'T2' && level !== 'T3') return
  const owners = told.notes.flatMap((note) => (note.code === 'owner' ? [note.person] : []))
  const others = told.people.filter((id) => !owners.includes(id))
  const asked = others.filter((id) => !before.includes(id))
  const again = others.filter((id) => before.includes(id))
  if (asked.length > 0) await tell(tx, asked, { event: 'asked', requestId, level, teams })
  if (again.length > 0) await tell(tx, again, { event: `reminded:${step}`, requestId, level, teams })
  if (owners.length > 0) await tell(tx, owners, { event: 'reminded:owner', requestId, level, teams })
}
