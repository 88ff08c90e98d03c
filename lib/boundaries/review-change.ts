import { appendEntry } from '@/lib/audit/store'
import type { PersonActor } from '@/lib/core/actor'
import { mayApprove, maySendBack, missingReviews } from '@/lib/core/boundary/review'
import { deniedCount } from '@/lib/core/boundary/simulation'
import { reasonDigest } from '@/lib/core/decision/statement'
import type { SaidIn } from '@/lib/core/language/said'
import type { NoReviewWhy } from '@/lib/core/refusal'
import { ok, type Result, refuse } from '@/lib/core/result'
import type { VerbContext } from '@/lib/directory/context'
import { databaseNow } from '@/lib/directory/store'
import { announce } from '@/lib/directory/store-announce'
import { type Signature, type SigningChallenge, signStatement } from '@/lib/identity/passkey/statement'
import { insertNotices } from '@/lib/notices/store'
import { holdLiveSession } from '@/lib/people/store'
import { newId } from '@/lib/platform/ids'
import { inTransaction, type Tx } from '@/lib/platform/transaction'
import { activate, activationBlockersNow } from './activation'
import { type Attempt, beginOnWorkflow } from './attempt'
import { decidedNotices } from './notices'
import { reviewedOf } from './reviewed'
import type { BoundaryRow } from './store'
import { backToDraft, type FrozenAnalysis, findReviews, insertReview, type ReviewVerb } from './store-review'

type Input = {
  slug: string
  verb: ReviewVerb
  changeDigest: string
  reason: string
  accepts: boolean
  signature: Signature | null
  /** Of a refusal. */
  language: SaidIn
}
export type Reviewed = { status: 'draft' | 'in_review' | 'active'; version: number; given: number; needed: number }
type Answer = { challenge: SigningChallenge } | Reviewed
/** What is decided about: handed in, and still what the reviewer was shown. */
type Subject = Attempt & { open: BoundaryRow; analysis: FrozenAnalysis }

/**
 * A person reviews a handed-in change. One transaction, in this order because the order is the safety:
 *  1. hold the configuration alone (an approval may activate, and two that both held it shared would deadlock), then the
 *     version's row: an approval, a withdrawal and a save come one after the other;
 *  2. ask core whether this person may, now; a refused try is written to the log;
 *  3. check that the session still stands, and that nothing blocks activation when this is the last approval that it takes;
 *  4. verify the passkey over what is stored now: digest, verb, capacity, reason, what is accepted;
 *  5. write the review (the database refuses an author's, an unsigned and a second one);
 *  6. the last needed approval activates here and now, unless it waits for its time; the database counts the reviews again;
 *  7. entries, notices, commit. Nothing that matters happens after.
 * Denying or asking for changes takes no passkey and sends it back to its author at once.
 */
export async function reviewChange(ctx: VerbContext<PersonActor>, input: Input): Promise<Result<Answer>> {
  return inTransaction(async (tx) => {
    const begun = await beginOnWorkflow(tx, ctx.actor.id, input.slug, 'alone')
    if (!begun.ok) return begun
    const { open } = begun.value
    if (!open) return refuse({ code: 'not_found' })
    if (open.status !== 'in_review') return refuse({ code: 'change.wrong_state', status: open.status })
    if (open.changeDigest !== input.changeDigest) return refuse({ code: 'change.stale' })
    const subject: Subject = { ...begun.value, open, analysis: open.analysis as unknown as FrozenAnalysis }
    return input.verb === 'approve' ? approve(tx, ctx, input, subject) : sendBack(tx, ctx, input, subject)
  })
}

async function approve(tx: Tx, ctx: VerbContext<PersonActor>, input: Input, subject: Subject): Promise<Result<Answer>> {
  const { open, workflow, directory, analysis } = subject
  const change = reviewedOf(open)
  const eligible = mayApprove(ctx.actor.id, change, workflow, directory, ctx.now)
  if (!eligible.may) return refused(tx, ctx, subject, eligible.why)
  const earlier = (await findReviews(tx, open.id)).filter(({ changeDigest }) => changeDigest === open.changeDigest)
  if (earlier.some(({ personId }) => personId === ctx.actor.id)) return refuse({ code: 'review.already' })
  if (deniedCount(analysis.simulation) > 0 && !input.accepts) return refuse({ code: 'review.unaccepted' })
  if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
  const approvals = [...earlier.filter(({ verb }) => verb === 'approve').map(({ personId }) => personId), ctx.actor.id]
  const missing = missingReviews(approvals, change, workflow, directory, ctx.now)
  // What waits for its time is asked then whether anything blocks it.
  const waits = open.activateAt !== null && open.activateAt > (await databaseNow(tx))
  const activates = missing.length === 0 && !waits
  if (activates) {
    const blockers = await activationBlockersNow(tx, open, workflow, directory, ctx.now, input.language)
    if (blockers.length > 0) return refuse({ code: 'change.blocked', blockers })
  }
  const signed = await signStatement(tx, {
    personId: ctx.actor.id,
    purpose: 'boundary_review',
    says: {
      boundary_id: open.id,
      workflow: workflow.slug,
      version: open.version,
      change_digest: input.changeDigest,
      verb: 'approve',
      capacity: eligible.capacity,
      reason_digest: reasonDigest(input.reason),
      accepts: input.accepts,
    },
    signature: input.signature,
  })
  if (!signed.ok) return signed.refusal.code === 'passkey.required' ? refused(tx, ctx, subject, 'no_passkey') : signed
  if (!signed.value.signed) return ok({ challenge: signed.value.challenge })
  const { passkeyId, statement, evidence } = signed.value
  await note(tx, ctx, input, subject, { capacity: eligible.capacity, statement, passkeyId, assertion: evidence })
  if (activates) await activate(tx, open, workflow, directory, approvals)
  return ok({
    status: activates ? 'active' : 'in_review',
    version: open.version,
    given: approvals.length,
    needed: open.reviewsNeeded,
  })
}

async function sendBack(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  input: Input,
  subject: Subject,
): Promise<Result<Answer>> {
  const { open, workflow, directory } = subject
  if (!maySendBack(ctx.actor.id, workflow, directory)) return refused(tx, ctx, subject, 'not_reviewer')
  const earlier = (await findReviews(tx, open.id)).filter(({ changeDigest }) => changeDigest === open.changeDigest)
  // Who let it through may think better of it: the author gets it back, and the approval stands in the log.
  const again = earlier.some(({ personId }) => personId === ctx.actor.id)
  if (!(await holdLiveSession(tx, ctx.actor.sessionId, ctx.actor.id))) return refuse({ code: 'auth.invalid' })
  const eligible = mayApprove(ctx.actor.id, reviewedOf(open), workflow, directory, ctx.now)
  const capacity = eligible.may ? eligible.capacity : workflow.ownerIds.includes(ctx.actor.id) ? 'owner' : 'independent'
  await note(tx, ctx, input, subject, { capacity, statement: '', passkeyId: null, assertion: null }, !again)
  await backToDraft(tx, open.id)
  return ok({ status: 'draft', version: open.version, given: 0, needed: open.reviewsNeeded })
}

/** Writes the review with its entry and tells the author and the owners. */
async function note(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  input: Input,
  { open, workflow }: Subject,
  signed: Pick<Parameters<typeof insertReview>[1], 'capacity' | 'statement' | 'passkeyId' | 'assertion'>,
  kept = true,
): Promise<void> {
  const reviewId = newId('rev', ctx.now.getTime())
  if (kept)
    await insertReview(tx, {
      id: reviewId,
      boundaryId: open.id,
      personId: ctx.actor.id,
      verb: input.verb,
      reason: input.reason,
      accepts: input.accepts,
      changeDigest: input.changeDigest,
      sessionId: ctx.actor.sessionId,
      ...signed,
    })
  await appendEntry(
    tx,
    {
      type: 'boundary.reviewed',
      actor: { kind: 'person', id: ctx.actor.id },
      subject: { workflow_id: workflow.id, boundary_id: open.id, ...(kept && { review_id: reviewId }) },
      facts: {
        workflow: workflow.slug,
        version: open.version,
        verb: input.verb,
        capacity: signed.capacity,
        change_digest: input.changeDigest,
        direction: open.direction,
        reason_digest: reasonDigest(input.reason),
        accepts: input.accepts,
        factor: signed.passkeyId ? 'passkey' : 'session',
        passkey: signed.passkeyId,
      },
    },
    { reason: input.reason },
  )
  await insertNotices(tx, decidedNotices(workflow, open, ctx.actor, input.verb))
  await announce(tx, { kind: 'config', id: 'boundaries' })
}

/** A try that separation of duties refuses is part of the story. */
async function refused(
  tx: Tx,
  ctx: VerbContext<PersonActor>,
  { open, workflow }: Subject,
  why: NoReviewWhy,
): Promise<Result<never>> {
  await appendEntry(tx, {
    type: 'boundary.review_refused',
    actor: { kind: 'person', id: ctx.actor.id },
    subject: { workflow_id: workflow.id, boundary_id: open.id },
    facts: { workflow: workflow.slug, version: open.version, change_digest: open.changeDigest, why },
  })
  return refuse({ code: 'review.not_eligible', why })
}
