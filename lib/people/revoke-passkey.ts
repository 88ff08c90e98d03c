import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import { activePasskeys, endPasskey } from '@/lib/identity/passkey/store'
import { inTransaction } from '@/lib/platform/transaction'
import { lockPerson } from './store'

/**
 * Ends one of the person's own passkeys. Never the last one: then nothing would stand between a stolen session and a new
 * passkey. Refuses `not_found`, and `passkey.refused` (`last`).
 */
export async function revokePasskey(
  ctx: { readonly actor: PersonActor },
  input: { readonly passkeyId: string },
): Promise<Result<null>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    // Two removals at once must not both see two passkeys.
    await lockPerson(tx, actor.id)
    const passkeys = await activePasskeys(tx, actor.id)
    if (!passkeys.some(({ id }) => id === input.passkeyId)) return refuse({ code: 'not_found' })
    if (passkeys.length === 1) return refuse({ code: 'passkey.refused', why: 'last' })
    if (!(await endPasskey(tx, input.passkeyId, actor.id, 'person'))) return refuse({ code: 'not_found' })
    await appendEntry(tx, {
      type: 'identity.passkey.revoked',
      actor: { kind: 'person', id: actor.id },
      subject: { person_id: actor.id, passkey_id: input.passkeyId, session_id: actor.sessionId },
      facts: { why: 'person' },
    })
    return ok(null)
  })
}
