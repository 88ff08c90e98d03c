import { appendEntry } from '@/lib/audit/store'
import { fileDigest, type WorkflowFiles } from '@/lib/core/boundary/files'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory, directoryAt } from '@/lib/directory/current'
import { holdRevision } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { newId } from '@/lib/platform/ids'
import { autocommit, inTransaction, type Tx, violatesUnique } from '@/lib/platform/transaction'
import { aroundOf } from './around'
import { fileOf, type PipelineActor, workflowOfPipeline } from './code'
import { type ParsedFiles, parseFiles } from './files'
import { reviewNotices } from './notices'
import type { CodeProposal } from './schema-code'
import { type BoundaryRow, findActive, insertDraft, lockOpen, noteCodeState, retireDraft, saveDraftText } from './store'
import { backToDraft, freezeChange } from './store-review'
import { type Analysed, analyse, frozenOf, submissionBlockers } from './submission'

type Input = { slug: string; files: WorkflowFiles; title: string; note: string; ref: string }
type Found = { files: ParsedFiles; analysed: Analysed; basedOn: string | null }

/**
 * A pipeline hands a workflow's files in for review, in the name of its sponsor, who is the author and so never approves it. A
 * proposal from code takes the place of the one before; a draft that people are writing stays (`draft.open`). Proposed again,
 * the same files are the same proposal. Where the author has to accept that denied requests would pass, which a machine
 * cannot, the draft waits for the sponsor in the console.
 * Refuses files that cannot be read and `change.blocked` with everything that keeps them from being handed in.
 */
export async function proposeChange(ctx: VerbContext<PipelineActor>, input: Input): Promise<Result<CodeProposal>> {
  const directory = await currentDirectory()
  const found = workflowOfPipeline(ctx.actor.id, input.slug, directory)
  if (!found.ok) return found
  const parsed = parseFiles(input.files)
  if (!parsed.ok) return parsed
  const { file, cedar } = parsed.value
  if (file.slug !== input.slug)
    return refuse({
      code: 'request.invalid',
      errors: [{ pointer: '/files/workflow.json/slug', detail: `is not ${input.slug}` }],
    })
  const { workflow } = found.value
  const active = await findActive(autocommit(), workflow.id)
  const text = { cedar, catalogue: file.catalogue, tests: file.tests }
  const analysed = await analyse(autocommit(), text, aroundOf(workflow, active, directory, ctx.now))
  const prepared = { files: parsed.value, analysed, basedOn: active?.id ?? null }
  try {
    return await proposeOnce(ctx, input, prepared)
  } catch (error) {
    // Somebody opened a draft at the same moment. Asked again, it is found.
    if (violatesUnique(error)) return proposeOnce(ctx, input, prepared)
    throw error
  }
}

async function proposeOnce(
  ctx: VerbContext<PipelineActor>,
  input: Input,
  { files: { file, cedar }, analysed, basedOn }: Found,
): Promise<Result<CodeProposal>> {
  return inTransaction(async (tx) => {
    const directory = await directoryAt(await holdRevision(tx))
    const found = workflowOfPipeline(ctx.actor.id, input.slug, directory)
    if (!found.ok) return found
    const { workflow, sponsorId } = found.value
    const open = await lockOpen(tx, workflow.id)
    if (open?.source === 'console') return refuse({ code: 'draft.open', boundary_id: open.id })
    const active = await findActive(tx, workflow.id)
    if ((active?.id ?? null) !== basedOn) return refuse({ code: 'config.changed' })
    const digestOf = (of: Pick<BoundaryRow, 'catalogue' | 'tests' | 'cedar'>) =>
      fileDigest({ ...fileOf(workflow, of, '', directory), v: 1 }, of.cedar)
    const proposed = digestOf({ catalogue: file.catalogue, tests: file.tests, cedar })
    if (active && digestOf(active) === proposed) return ok(answerOf(active, 'in_force'))
    if (open?.status === 'in_review' && open.authorId === sponsorId && digestOf(open) === proposed)
      return ok(answerOf(open, 'in_review'))
    const blockers = submissionBlockers(analysed, false, 'en')
    const waits = blockers.length > 0 && blockers.every(({ code }) => code === 'denied_would_pass')
    if (!analysed.simulation || (blockers.length > 0 && !waits)) return refuse({ code: 'change.blocked', blockers })

    const text = {
      cedar,
      catalogue: file.catalogue,
      tests: file.tests,
      title: input.title,
      note: input.note,
      ticket: '',
    }
    const draft = await placeDraft(tx, ctx, input, { workflow, sponsorId, open, basedOn, text })
    await noteCodeState(tx, {
      workflowId: workflow.id,
      digest: fileDigest(file, cedar),
      ref: input.ref,
      pipelineId: ctx.actor.id,
    })
    await announce(tx, { kind: 'config', id: 'boundaries' })
    if (waits) return ok({ ...answerOf(draft, 'draft'), blockers })
    const frozen = frozenOf(
      {
        workflow: workflow.slug,
        version: draft.version,
        basedOn: active?.version ?? null,
        submission: newId('sub', ctx.now.getTime()),
        activateAt: null,
      },
      text,
      { check: analysed.check, simulation: analysed.simulation },
      { id: sponsorId, accepts: false },
    )
    if (!(await freezeChange(tx, draft.id, draft.edits, frozen))) throw new Error('a draft that is held has changed')
    await appendEntry(
      tx,
      {
        type: 'boundary.submitted',
        actor: { kind: 'pipeline', id: ctx.actor.id },
        subject: { workflow_id: workflow.id, boundary_id: draft.id },
        facts: {
          workflow: workflow.slug,
          version: draft.version,
          based_on: active?.version ?? null,
          direction: frozen.direction,
          reviews_needed: frozen.reviewsNeeded,
          change_digest: frozen.changeDigest,
          simulated: frozen.analysis.simulation.requests,
          dataset: frozen.analysis.simulation.dataset,
          accepted_by: null,
          author: sponsorId,
          ref: input.ref,
        },
      },
      { title: input.title, note: input.note },
    )
    await insertNotices(tx, reviewNotices(workflow, draft, frozen.direction, sponsorId, directory, ctx.now))
    return ok({
      status: 'in_review',
      version: draft.version,
      direction: frozen.direction,
      reviews_needed: frozen.reviewsNeeded,
      change_digest: frozen.changeDigest,
      blockers: [],
    })
  })
}

type Place = {
  workflow: { id: string; slug: string }
  sponsorId: string
  open: BoundaryRow | null
  basedOn: string | null
  text: Parameters<typeof saveDraftText>[4]
}

/** The draft that the files go into: the open one from code, taken back from review, or a new one when another sponsor wrote it. */
async function placeDraft(
  tx: Tx,
  ctx: VerbContext<PipelineActor>,
  input: Input,
  { workflow, sponsorId, open, basedOn, text }: Place,
): Promise<BoundaryRow> {
  const actor = { kind: 'pipeline' as const, id: ctx.actor.id }
  const note = (type: 'boundary.withdrawn' | 'boundary.discarded' | 'boundary.drafted', id: string, version: number) =>
    appendEntry(tx, {
      type,
      actor,
      subject: { workflow_id: workflow.id, boundary_id: id },
      facts: { workflow: workflow.slug, version, source: 'code', ref: input.ref },
    })
  if (open?.status === 'in_review') {
    await backToDraft(tx, open.id)
    await note('boundary.withdrawn', open.id, open.version)
  }
  if (open && open.authorId === sponsorId) {
    const saved = await saveDraftText(tx, open.id, open.edits, sponsorId, text)
    if (!saved) throw new Error('a draft that is held was saved by somebody else')
    return { ...open, ...text, tests: [...text.tests], status: 'draft', edits: saved.edits, editedBy: sponsorId }
  }
  if (open) {
    await retireDraft(tx, open.id)
    await note('boundary.discarded', open.id, open.version)
  }
  const id = newId('bnd', ctx.now.getTime())
  const sourceRef = { pipeline: ctx.actor.slug, ref: input.ref }
  const version = await insertDraft(tx, {
    ...text,
    ...{ id, workflowId: workflow.id, authorId: sponsorId, basedOnId: basedOn, source: 'code', sourceRef },
  })
  await note('boundary.drafted', id, version)
  const placed = await lockOpen(tx, workflow.id)
  if (!placed) throw new Error('a draft that was just written is not there')
  return placed
}

function answerOf(row: BoundaryRow, status: CodeProposal['status']): CodeProposal {
  return {
    status,
    version: row.version,
    direction: row.direction,
    reviews_needed: status === 'in_review' ? row.reviewsNeeded : null,
    change_digest: status === 'in_review' ? row.changeDigest : null,
    blockers: [],
  }
}
