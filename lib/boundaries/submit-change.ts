import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import type { SaidIn } from '@/lib/core/language/said'
import { ok, type Result, refuse } from '@/lib/core/result'
import { mayEditWorkflow } from '@/lib/core/workflow/visibility'
import type { VerbContext } from '@/lib/directory/context'
import { currentDirectory } from '@/lib/directory/current'
import { announce } from '@/lib/directory/store-announce'
import { insertNotices } from '@/lib/notices/store'
import { newId } from '@/lib/platform/ids'
import { autocommit, inTransaction } from '@/lib/platform/transaction'
import { aroundOf } from './around'
import { beginAsOwner } from './attempt'
import { reviewNotices } from './notices'
import { findActive, findOpen } from './store'
import { freezeChange } from './store-review'
import { analyse, frozenOf, submissionBlockers } from './submission'

/** `language`: of a refusal. What is frozen is English. */
type Input = { slug: string; edits: number; accepts: boolean; activate_at: string | null; language: SaidIn }
const MOST_AHEAD_DAYS = 90
const MOST_AHEAD_MS = MOST_AHEAD_DAYS * 86_400_000

export type Submitted = {
  version: number
  status: 'in_review'
  direction: string
  needed: number
  change_digest: string
}

/**
 * An owner hands the draft in. What reviewers will see is found out first, over up to ten thousand recorded requests, and
 * belongs to one number of `edits` and one version in force: in the transaction both must still be those, so that nobody
 * reviews the analysis of another text. `activate_at` is a moment before which it does not come into force. Refuses `draft.changed`, `change.wrong_state`, `change.stale`, and `change.blocked`
 * with everything that has to be settled first.
 */
export async function submitChange(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Submitted>> {
  const activateAt = input.activate_at === null ? null : new Date(input.activate_at)
  if (activateAt && (activateAt <= ctx.now || activateAt > new Date(ctx.now.getTime() + MOST_AHEAD_MS)))
    return refuse({
      code: 'request.invalid',
      errors: [{ pointer: '/activate_at', detail: `must be in the future, within ${MOST_AHEAD_DAYS} days` }],
    })
  const directory = await currentDirectory()
  const found = directory.workflows.get(directory.workflowIdBySlug.get(input.slug) ?? '')
  const draft = found && mayEditWorkflow(ctx.actor.id, found, directory) ? await findOpen(autocommit(), found.id) : null
  const based = found && draft ? await findActive(autocommit(), found.id) : null
  const analysed =
    found && draft?.edits === input.edits
      ? await analyse(autocommit(), draft, aroundOf(found, based, directory, ctx.now))
      : null

  return inTransaction(async (tx) => {
    const begun = await beginAsOwner(tx, ctx.actor.id, input.slug)
    if (!begun.ok) return begun
    const { workflow, open, directory } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if (open.status !== 'draft') return refuse({ code: 'change.wrong_state', status: open.status })
    if (open.edits !== input.edits) {
      const by = open.editedBy ?? open.authorId
      return refuse({
        code: 'draft.changed',
        by: directory.people.get(by)?.name ?? by,
        at: (open.editedAt ?? open.createdAt).toISOString(),
        edits: open.edits,
      })
    }
    if (!analysed || open.id !== draft?.id || workflow.boundary?.id !== based?.id)
      return refuse({ code: 'change.stale' })
    const blockers = submissionBlockers(analysed, input.accepts, input.language)
    if (blockers.length > 0 || !analysed.simulation) return refuse({ code: 'change.blocked', blockers })
    const frozen = frozenOf(
      {
        workflow: workflow.slug,
        version: open.version,
        basedOn: based?.version ?? null,
        submission: newId('sub', ctx.now.getTime()),
        activateAt,
      },
      open,
      { check: analysed.check, simulation: analysed.simulation },
      { id: ctx.actor.id, accepts: input.accepts },
    )
    if (!(await freezeChange(tx, open.id, input.edits, frozen))) return refuse({ code: 'change.stale' })
    await appendEntry(
      tx,
      {
        type: 'boundary.submitted',
        actor: { kind: 'person', id: ctx.actor.id },
        subject: { workflow_id: workflow.id, boundary_id: open.id },
        facts: {
          workflow: workflow.slug,
          version: open.version,
          based_on: based?.version ?? null,
          direction: frozen.direction,
          reviews_needed: frozen.reviewsNeeded,
          change_digest: frozen.changeDigest,
          simulated: frozen.analysis.simulation.requests,
          dataset: frozen.analysis.simulation.dataset,
          accepted_by: frozen.analysis.accepted_by,
          edited_by: open.editedBy,
          ...(activateAt && { activate_at: activateAt.toISOString() }),
        },
      },
      { title: open.title, note: open.note, ticket: open.ticket },
    )
    await insertNotices(tx, reviewNotices(workflow, open, frozen.direction, ctx.actor.id, directory, ctx.now))
    await announce(tx, { kind: 'config', id: 'boundaries' })
    return ok({
      version: open.version,
      status: 'in_review',
      direction: frozen.direction,
      needed: frozen.reviewsNeeded,
      change_digest: frozen.changeDigest,
    })
  })
}
