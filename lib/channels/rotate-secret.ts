import { appendEntry } from '@/lib/audit/store'
import { ok, type Result, refuse } from '@/lib/core/result'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { hookSecretText } from '@/lib/platform/chat'
import { inTransaction } from '@/lib/platform/transaction'
import { findLiveHook, nextGeneration } from './store'

/**
 * A new signing secret for a generic chat, shown once. For a day messages carry a signature of the old one too, so that
 * whoever receives can change over without missing one (ATTACKS 96). Refuses `auth.forbidden`, `not_found`.
 */
export async function rotateSecret(
  ctx: Administering,
  input: { readonly id: string },
): Promise<Result<{ id: string; secret: string }>> {
  return inTransaction(async (tx) => {
    const admin = await asAdministrator(tx, ctx)
    if (!admin.ok) return admin
    const hook = await findLiveHook(tx, input.id)
    if (hook?.kind !== 'generic') return refuse({ code: 'not_found' })
    const generation = await nextGeneration(tx, input.id)
    await appendEntry(tx, {
      type: 'channel.hook_secret_changed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { hook_id: input.id },
      facts: { host: hook.host, generation },
    })
    return ok({ id: input.id, secret: hookSecretText(input.id, generation) })
  })
}
