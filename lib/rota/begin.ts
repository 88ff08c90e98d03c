import type { PersonActor } from '@/lib/core/actor'
import type { Directory, DirectoryTeam } from '@/lib/core/directory'
import { ok, type Result, refuse } from '@/lib/core/result'
import { mayChangeRota, maySeeRota } from '@/lib/core/rota/may'
import type { Rota } from '@/lib/core/rota/rota'
import { directoryAt } from '@/lib/directory/current'
import { databaseNow, holdRevision } from '@/lib/directory/store'
import { rulesInForce } from '@/lib/people/rules'
import { holdLiveSession } from '@/lib/people/store'
import type { Tx } from '@/lib/platform/transaction'
import { findRotas, lockTeam } from './store'

export interface Changing {
  readonly actor: PersonActor
}
export type Begun = { team: DirectoryTeam; rota: Rota | null; directory: Directory; now: Date }

/**
 * First steps of every change to a rota: configuration, session, the team alone, who may, and the rota as it stands. A team
 * that the person may not see is not there; one that they see and may not change is forbidden.
 */
export async function beginRota(tx: Tx, { actor }: Changing, teamId: string): Promise<Result<Begun>> {
  const directory = await directoryAt(await holdRevision(tx))
  if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
  const team = directory.teams.get(teamId)
  if (!team || !maySeeRota(actor.id, team, directory, rulesInForce)) return refuse({ code: 'not_found' })
  if (!mayChangeRota(actor.id, team, directory, rulesInForce))
    return refuse({ code: 'auth.forbidden', role: 'admin or workflow_owner' })
  if (!(await lockTeam(tx, teamId))) return refuse({ code: 'not_found' })
  const now = await databaseNow(tx)
  const rota = (await findRotas(tx, [teamId], now)).get(teamId) ?? null
  return ok({ team, rota, directory, now })
}

/** The same where there must be a rota to change. */
export async function beginExisting(tx: Tx, ctx: Changing, teamId: string): Promise<Result<Begun & { rota: Rota }>> {
  const begun = await beginRota(tx, ctx, teamId)
  if (!begun.ok) return begun
  const { rota } = begun.value
  return rota ? ok({ ...begun.value, rota }) : refuse({ code: 'not_found' })
}
