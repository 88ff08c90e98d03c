import { appendEntry } from '@/lib/audit/store'
import type { Json } from '@/lib/core/canonical/json'
import type { DirectoryTeam } from '@/lib/core/directory'
import type { Rota } from '@/lib/core/rota/rota'
import { announce } from '@/lib/directory/store-announce'
import type { Tx } from '@/lib/platform/transaction'
import type { Changing } from './begin'

/** Last step of every change to a rota: its entry with what held before and what holds now, and open screens. */
export async function logRota(
  tx: Tx,
  { actor }: Changing,
  team: DirectoryTeam,
  change: { what: 'order' | 'override' | 'holiday'; before: Json; after: Json },
  /** Free text is no part of the leaf. */
  payload?: Json,
): Promise<void> {
  await appendEntry(
    tx,
    {
      type: 'rota.changed',
      actor: { kind: 'person', id: actor.id },
      subject: { team_id: team.id },
      facts: { slug: team.slug, ...change },
    },
    payload,
  )
  await announce(tx, { kind: 'config', id: 'oncall' })
}

/** What the log says of a rota: ids and numbers. */
export function rotaFacts(rota: Pick<Rota, 'timeZone' | 'handoverMinute' | 'turnDays' | 'startsOn' | 'order'>) {
  return {
    order: [...rota.order],
    turn_days: rota.turnDays,
    time_zone: rota.timeZone,
    handover_minute: rota.handoverMinute,
    starts_on: rota.startsOn,
  }
}
