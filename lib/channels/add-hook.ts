import { appendEntry } from '@/lib/audit/store'
import { limits } from '@/lib/core/limits'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { channelKeys } from '@/lib/platform/channel-keys'
import { hookSecretText } from '@/lib/platform/chat'
import { env } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import { faultsOfHook } from './audience'
import type { AddHookBody } from './schema'
import { countHooks, insertHook } from './store'

/**
 * An administrator adds a chat that hears of requests. Its address is sealed, because it holds a token; a generic one gets a
 * signing secret that is shown once and stored nowhere.
 * Refuses `auth.forbidden`, `request.invalid` for an address that is not called (ATTACKS 93) or an unknown audience.
 */
export async function addHook(
  ctx: Administering,
  input: AddHookBody,
): Promise<Result<{ id: string; secret: string | null }>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    const errors = faultsOfHook(input, admin.value, env().internalHosts)
    if ((await countHooks(tx)) >= limits.chatHooksMax)
      errors.push({ pointer: '', detail: `would be one chat more than ${limits.chatHooksMax}` })
    if (errors.length > 0) return refuse({ code: 'request.invalid', errors })
    const id = newId('hok')
    const { host } = new URL(input.url)
    await insertHook(tx, {
      id,
      title: input.title,
      kind: input.kind,
      host,
      sealedUrl: channelKeys().seal(input.url, id),
      topics: input.topics,
      teamId: input.team_id,
      personId: input.person_id,
      createdBy: ctx.actor.id,
    })
    await appendEntry(tx, {
      type: 'channel.hook_added',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { hook_id: id },
      facts: { host, kind: input.kind, levels: input.topics, team: input.team_id, person: input.person_id },
    })
    return ok({ id, secret: input.kind === 'generic' ? hookSecretText(id, 1) : null })
  })
}
