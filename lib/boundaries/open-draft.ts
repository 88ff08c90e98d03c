import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { newId } from '@/lib/platform/ids'
import { inTransaction, violatesUnique } from '@/lib/platform/transaction'
import { beginAsOwner } from './attempt'
import { type DraftText, emptyDraft, findActive, findVersion, insertDraft } from './store'

type Input = { slug: string; fromVersion: number | null }
type Opened = { boundary_id: string; version: number }

/**
 * An owner begins a change: from the version in force, or from the one named, which is how an earlier one is restored. One
 * change of a workflow is open at a time: `draft.open` names it, also to whoever lost the race for it.
 */
export async function openDraft(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Opened>> {
  try {
    return await openOnce(ctx, input)
  } catch (error) {
    // Another one was opened between the look and the insert. Asked again, the look finds it.
    if (violatesUnique(error)) return openOnce(ctx, input)
    throw error
  }
}

async function openOnce(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Opened>> {
  return inTransaction(async (tx) => {
    const begun = await beginAsOwner(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { workflow, open } = begun.value
    if (open) return refuse({ code: 'draft.open', boundary_id: open.id })
    const from =
      input.fromVersion === null
        ? await findActive(tx, workflow.id)
        : await findVersion(tx, workflow.id, input.fromVersion)
    if (input.fromVersion !== null && !from) return refuse({ code: 'not_found' })
    const text: DraftText = from
      ? { ...emptyDraft, cedar: from.cedar, catalogue: from.catalogue, tests: from.tests }
      : emptyDraft
    const restores = from !== null && from.status !== 'active' ? from.version : null
    const id = newId('bnd', ctx.now.getTime())
    const version = await insertDraft(tx, {
      ...text,
      title: restores === null ? '' : `Back to version ${restores}`,
      id,
      workflowId: workflow.id,
      authorId: ctx.actor.id,
      basedOnId: from?.id ?? null,
      source: 'console',
      sourceRef: null,
    })
    await appendEntry(tx, {
      type: 'boundary.drafted',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, boundary_id: id },
      facts: { workflow: workflow.slug, version, based_on: from?.version ?? null, source: 'console' },
    })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ boundary_id: id, version })
  })
}
