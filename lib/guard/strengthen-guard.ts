import { appendEntry } from '@/lib/audit/store'
import { type GuardNumbers, guardNumbers, weakened } from '@/lib/core/guard/settings'
import { ok, type Result, refuse } from '@/lib/core/result'
import { announce } from '@/lib/directory/store-announce'
import { type Administering, asAdministrator } from '@/lib/people/administer'
import { inTransaction } from '@/lib/platform/transaction'
import { putSettings } from './store'

/**
 * Makes the fatigue guard stricter, alone and at once; what makes it weaker is a proposal of the kind `organisation.guard`. Compared with what
 * holds under the lock: of two who change it at once, the second never undoes what the first made stricter.
 * Refuses `auth.forbidden`, `guard.weakens`.
 */
export async function strengthenGuard(ctx: Administering, input: GuardNumbers): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    const directory = await asAdministrator(tx, ctx)
    if (!directory.ok) return directory
    const before = guardNumbers(directory.value.organisation.guard)
    const weaker = weakened(before, input)
    if (weaker) return refuse({ code: 'guard.weakens', pointer: `/${weaker}` })
    if (before.approvals === input.approvals && before.rest_minutes === input.rest_minutes) return ok(null)
    await putSettings(tx, input)
    await appendEntry(tx, {
      type: 'guard.settings_changed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: {},
      facts: { before, after: { approvals: input.approvals, rest_minutes: input.rest_minutes } },
    })
    await announce(tx, { kind: 'config', id: 'organisation' })
    return ok(null)
  })
}
