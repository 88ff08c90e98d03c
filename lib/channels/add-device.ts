import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { limits } from '@/lib/core/limits'
import { checkOutgoing } from '@/lib/core/net/hook-url'
import { ok, type Result, refuse } from '@/lib/core/result'
import { endDevice } from '@/lib/deliveries/store'
import { holdLiveSession } from '@/lib/people/store'
import { env } from '@/lib/platform/env'
import { newId } from '@/lib/platform/ids'
import { inTransaction } from '@/lib/platform/transaction'
import type { DeviceBody } from './schema'
import { countDevices, insertDevice, lockEndpoint, renewDevice } from './store'

/**
 * A person lets us send notifications to the browser they sit at. The address is that of the browser's push service: https and
 * public (ATTACKS 93). A browser belongs to whoever turned it on last; the one before gets nothing there any more.
 * Refuses `auth.invalid`, `request.invalid` for an address that is not called or one device too many.
 */
export async function addDevice(
  ctx: { actor: PersonActor },
  input: DeviceBody & { userAgent: string },
): Promise<Result<{ id: string }>> {
  const checked = checkOutgoing(input.endpoint, env().internalHosts)
  if (!checked.ok) return refuse({ code: 'request.invalid', errors: [{ pointer: '/endpoint', detail: checked.why }] })
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const known = await lockEndpoint(tx, input.endpoint)
    if (known?.person_id === ctx.actor.id) {
      await renewDevice(tx, known.id, { p256dh: input.p256dh, auth: input.auth })
      return ok({ id: known.id })
    }
    if ((await countDevices(tx, ctx.actor.id)) >= limits.pushDevicesMax)
      return refuse({
        code: 'request.invalid',
        errors: [{ pointer: '/endpoint', detail: `would be one device more than ${limits.pushDevicesMax}` }],
      })
    if (known) {
      await endDevice(tx, known.id, 'moved')
      await appendEntry(tx, {
        type: 'channel.device_removed',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { person_id: known.person_id, device_id: known.id },
        facts: { why: 'moved' },
      })
    }
    const id = newId('dev')
    await insertDevice(tx, {
      id,
      personId: ctx.actor.id,
      endpoint: input.endpoint,
      p256dh: input.p256dh,
      auth: input.auth,
      userAgent: input.userAgent.slice(0, 300),
    })
    await appendEntry(tx, {
      type: 'channel.device_added',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { person_id: ctx.actor.id, device_id: id },
      facts: { service: checked.url.hostname },
    })
    return ok({ id })
  })
}
