import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { WorkflowFiles } from '@/lib/core/boundary/files'
import type { SaidIn } from '@/lib/core/language/said'
import type { Blocker } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { newId } from '@/lib/platform/ids'
import { inTransaction, violatesUnique } from '@/lib/platform/transaction'
import { beginAsOwner } from './attempt'
import { textBlockers } from './blockers'
import { readText } from './check'
import { type ParsedFiles, parseFiles } from './files'
import { emptyDraft, findActive, insertDraft, saveDraftText } from './store'

/** `language`: of a refusal. */
type Input = { slug: string; files: WorkflowFiles; language: SaidIn }
type Imported = { boundary_id: string; version: number; edits: number }

/**
 * An owner reads a workflow's files into the open draft, or into a new one: rules, catalogue and tests. Who answers for what is
 * not imported, because everybody signs for that themselves. Refuses files that cannot be read or are another workflow's,
 * and a text with faults (`change.blocked`), so that nothing good is overwritten with something broken.
 */
export async function importFiles(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Imported>> {
  const parsed = parseFiles(input.files)
  if (!parsed.ok) return parsed
  if (parsed.value.file.slug !== input.slug)
    return refuse({
      code: 'request.invalid',
      errors: [{ pointer: '/workflow.json/slug', detail: `is not ${input.slug}` }],
    })
  const { file, cedar } = parsed.value
  const blockers = textBlockers(readText({ cedar, catalogue: file.catalogue }, input.language), input.language)
  try {
    return await importOnce(ctx, input.slug, parsed.value, blockers)
  } catch (error) {
    // Somebody opened a draft at the same moment: now it is there.
    if (violatesUnique(error)) return importOnce(ctx, input.slug, parsed.value, blockers)
    throw error
  }
}

async function importOnce(
  ctx: VerbContext<PersonActor>,
  slug: string,
  { file, cedar }: ParsedFiles,
  blockers: Blocker[],
): Promise<Result<Imported>> {
  return inTransaction(async (tx) => {
    const begun = await beginAsOwner(tx, ctx.actor.id, slug)
    if (!begun.ok) return begun
    const { workflow, open } = begun.value
    if (open && open.status !== 'draft') return refuse({ code: 'change.wrong_state', status: open.status })
    if (blockers.length > 0) return refuse({ code: 'change.blocked', blockers })
    const text = {
      cedar,
      catalogue: file.catalogue,
      tests: file.tests,
      title: open?.title ?? '',
      note: open?.note ?? '',
      ticket: open?.ticket ?? '',
    }
    if (open) {
      const saved = await saveDraftText(tx, open.id, open.edits, ctx.actor.id, text)
      if (!saved) throw new Error('a draft that is held was saved by somebody else')
      await announce(tx, { kind: 'config', id: 'boundaries' })
      return ok({ boundary_id: open.id, version: open.version, edits: saved.edits })
    }
    const active = await findActive(tx, workflow.id)
    const id = newId('bnd', ctx.now.getTime())
    const version = await insertDraft(tx, {
      ...emptyDraft,
      ...text,
      id,
      workflowId: workflow.id,
      authorId: ctx.actor.id,
      basedOnId: active?.id ?? null,
      source: 'console',
      sourceRef: null,
    })
    await appendEntry(tx, {
      type: 'boundary.drafted',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, boundary_id: id },
      facts: { workflow: workflow.slug, version, based_on: active?.version ?? null, source: 'files' },
    })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({ boundary_id: id, version, edits: 0 })
  })
}
