import type { PersonActor } from '@/lib/core/actor'
import type { Directory } from '@/lib/core/directory'
import { refuseUnlessAdmin } from '@/lib/core/people/administer'
import { ok, type Result, refuse } from '@/lib/core/result'
import { directoryAt } from '@/lib/directory/current'
import { lockRevision } from '@/lib/directory/store'
import type { Tx } from '@/lib/platform/transaction'
import { holdLiveSession } from './store'

export interface Administering {
  readonly actor: PersonActor
}

/**
 * First steps of everything that changes members, teams or the organisation: alone with the configuration, so that what is
 * asked next holds until the commit; then the session as it is now.
 */
export async function alone(tx: Tx, ctx: Administering): Promise<Result<Directory>> {
  const directory = await directoryAt(await lockRevision(tx))
  return (await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))
    ? ok(directory)
    : refuse({ code: 'auth.invalid' })
}

/** The same for what only administrators do. */
export async function asAdministrator(tx: Tx, ctx: Administering): Promise<Result<Directory>> {
  const directory = await alone(tx, ctx)
  if (!directory.ok) return directory
  const forbidden = refuseUnlessAdmin(ctx.actor.id, directory.value)
  return forbidden ? refuse(forbidden) : directory
}
