import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { SaidIn } from '@/lib/core/language/said'
import { ok, type Result, refuse } from '@/lib/core/result'
import { inTransaction } from '@/lib/platform/transaction'
import { holdLiveSession } from './store'
import { saveLanguage } from './store-language'

/**
 * A person says which language they read: messages to them are written in it from now on, also those that already wait. Pages
 * go by the browser's cookie. Choosing the same again is no change. Refuses `auth.invalid`.
 */
export async function chooseLanguage(
  ctx: { readonly actor: PersonActor },
  input: { readonly language: SaidIn },
): Promise<Result<null>> {
  const { actor } = ctx
  return inTransaction(async (tx) => {
    if (!(await holdLiveSession(tx, actor.sessionId, actor.id))) return refuse({ code: 'auth.invalid' })
    const changed = await saveLanguage(tx, actor.id, input.language)
    if (changed)
      await appendEntry(
        tx,
        {
          type: 'channel.preferences_changed',
          actor: { kind: 'person', id: actor.id },
          subject: { person_id: actor.id },
          facts: { changed: ['language'] },
        },
        { before: { language: changed.before }, after: { language: input.language } },
      )
    return ok(null)
  })
}
