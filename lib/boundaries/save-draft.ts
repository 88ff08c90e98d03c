import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { inTransaction } from '@/lib/platform/transaction'
import { beginAsOwner } from './attempt'
import { type DraftText, saveDraftText } from './store'

type Input = DraftText & { slug: string; edits: number }
type Saved = { edits: number; edited_at: string }

/**
 * Saves the open draft as often as its editor likes. A draft is no configuration, so nothing is read again anywhere, and it
 * is not a step of the story, so the log says nothing of it: what is handed in, it does. Whoever saved last never approves.
 * Refuses `draft.changed` with who saved in between, `change.wrong_state` once it was handed in.
 */
export async function saveDraft(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Saved>> {
  return inTransaction(async (tx) => {
    const begun = await beginAsOwner(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { directory, open } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if (open.status !== 'draft') return refuse({ code: 'change.wrong_state', status: open.status })
    const saved = await saveDraftText(tx, open.id, input.edits, ctx.actor.id, input)
    if (!saved) {
      const by = open.editedBy ?? open.authorId
      return refuse({
        code: 'draft.changed',
        by: directory.people.get(by)?.name ?? by,
        at: (open.editedAt ?? open.createdAt).toISOString(),
        edits: open.edits,
      })
    }
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ edits: saved.edits, edited_at: saved.editedAt.toISOString() })
  })
}
