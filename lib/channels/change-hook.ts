import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { channelKeys } from '@/lib/platform/channel-keys'
import { env } from '@/lib/platform/env'
import { inTransaction } from '@/lib/platform/transaction'
import { faultsOfHook } from './audience'
import type { ChangeHookBody } from './schema'
import { findLiveHook, updateHook } from './store'

/** An administrator changes a chat's title, levels, audience or address. Refuses as `addHook`, and `not_found`. */
export async function changeHook(ctx: Administering, input: ChangeHookBody & { id: string }): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    const before = await findLiveHook(tx, input.id)
    if (!before) return refuse({ code: 'not_found' })
    const errors = faultsOfHook(input, admin.value, env().internalHosts)
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const host = input.url === undefined ? before.host : new URL(input.url).host
    const changed = [
      ...(input.title === before.title ? [] : ['title']),
      ...([...input.topics].sort().join() === [...before.topics].sort().join() ? [] : ['levels']),
      ...(input.team_id === before.teamId && input.person_id === before.personId ? [] : ['audience']),
      ...(input.url === undefined ? [] : ['address']),
    ]
    await updateHook(tx, input.id, {
      title: input.title,
      topics: input.topics,
      teamId: input.team_id,
      personId: input.person_id,
      ...(input.url === undefined ? {} : { host, sealedUrl: channelKeys().seal(input.url, input.id) }),
    })
    await appendEntry(tx, {
      type: 'channel.hook_changed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { hook_id: input.id },
      facts: {
        host,
        was_host: before.host,
        changed,
        levels: input.topics,
        team: input.team_id,
        person: input.person_id,
      },
    })
    return ok(null)
  })
}
