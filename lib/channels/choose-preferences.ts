import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { defaultPreferences } from '@/lib/core/message/preferences'
import { ok, type Result, refuse } from '@/lib/core/result'
import { holdLiveSession } from '@/lib/people/store'
import { inTransaction } from '@/lib/platform/transaction'
import type { PreferencesBody } from './schema'
import { lockPreferences, savePreferences } from './store'

/**
 * A person says how they want to be reached. What already waits goes by the new choice, because a message is timed when it is due.
 * T3 is no choice. Refuses `auth.invalid`.
 */
export async function choosePreferences(ctx: { actor: PersonActor }, input: PreferencesBody): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
    const before = (await lockPreferences(tx, ctx.actor.id)) ?? {
      email: [...defaultPreferences.email],
      push: [...defaultPreferences.push],
      digest_minutes: defaultPreferences.digestMinutes,
      quiet: defaultPreferences.quiet,
      time_zone: defaultPreferences.zone,
    }
    const changed = (Object.keys(input) as (keyof PreferencesBody)[]).filter(
      (name) => JSON.stringify(sorted(input[name])) !== JSON.stringify(sorted(before[name])),
    )
    await savePreferences(tx, ctx.actor.id, input)
    if (changed.length > 0)
      await appendEntry(
        tx,
        {
          type: 'channel.preferences_changed',
          actor: { kind: 'person', id: ctx.actor.id },
          subject: { person_id: ctx.actor.id },
          facts: { changed },
        },
        { before, after: input },
      )
    return ok(null)
  })
}

function sorted(value: unknown): unknown {
  return Array.isArray(value) ? [...value].sort() : value
}
