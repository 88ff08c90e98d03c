import type { Comparison } from '@/lib/core/boundary/analysis'
import { mayApprove, missingReviews, type Reviewed, reviewCandidates } from '@/lib/core/boundary/review'
import { reviewWords } from '@/lib/core/boundary/review-words'
import { sayComparison } from '@/lib/core/boundary/say-comparison'
import type { Directory, DirectoryWorkflow } from '@/lib/core/directory'
import type { NoReviewWhy } from '@/lib/core/refusal'
import { prisma } from '@/lib/platform/prisma'
import { sayingIn } from '@/lib/platform/spoken-language'
import { rulesOf } from './comparison'
import { reviewedOf } from './reviewed'
import type { BoundaryView, ReviewerView, ReviewView } from './schema-views'
import { type BoundaryRow, findInForceAt } from './store'
import { type CommentRow, type FrozenAnalysis, findComments, findReviews, type ReviewRow } from './store-review'

type Names = (id: string) => string

/** What reviewers see of a change and of each other; `review` is null while it is not handed in, and for versions of the demo that nobody signed. */
export async function readReview(
  row: BoundaryRow,
  workflow: DirectoryWorkflow,
  personId: string,
  directory: Directory,
  now: Date,
): Promise<Pick<BoundaryView, 'review' | 'said'>> {
  const name: Names = (id) => directory.people.get(id)?.name ?? id
  const [reviews, comments] = await Promise.all([findReviews(prisma(), row.id), findComments(prisma(), row.id)])
  const said = {
    reviews: reviews.map((review) => reviewView(review, row.changeDigest, name)),
    comments: comments.map((comment) => commentView(comment, name)),
  }
  const { submittedAt, changeDigest, direction } = row
  if (submittedAt === null || changeDigest === null || direction === null) return { said, review: null }
  const analysis = row.analysis as unknown as FrozenAnalysis
  const [holders, pending] = await Promise.all([
    prisma().passkey.findMany({ where: { revokedAt: null }, select: { personId: true }, distinct: ['personId'] }),
    prisma().request.count({ where: { workflowId: workflow.id, status: 'pending', expiresAt: { gt: now } } }),
  ])
  const passkeys = new Set(holders.map((holder) => holder.personId))
  const current = reviews.filter(({ changeDigest }) => changeDigest === row.changeDigest)
  const approvals = current.filter(({ verb }) => verb === 'approve')
  const change = reviewedOf(row)
  const whyNot = (id: string): NoReviewWhy | null => {
    const eligible = mayApprove(id, change, workflow, directory, now)
    return eligible.may ? (passkeys.has(id) ? null : 'no_passkey') : eligible.why
  }
  const given = current.some((review) => review.personId === personId)
  const why = whyNot(personId)
  const words = reviewWords[sayingIn()]
  const view: BoundaryView['review'] = {
    submitted_at: submittedAt.toISOString(),
    change_digest: changeDigest,
    direction,
    needed: row.reviewsNeeded,
    given: approvals.length,
    complete:
      missingReviews(
        approvals.map((review) => review.personId),
        change,
        workflow,
        directory,
        now,
      ).length === 0,
    activate_at: row.activateAt?.toISOString() ?? null,
    comparison: await comparisonOf(analysis, row, submittedAt),
    simulation: analysis.simulation,
    tests: analysis.tests,
    accepted_by: analysis.accepted_by && name(analysis.accepted_by),
    reviews: said.reviews,
    reviewers: reviewersOf(change, current, workflow, personId, whyNot, directory, now),
    comments: said.comments,
    me: {
      may_approve: row.status === 'in_review' && why === null && !given,
      why,
      sentence: given ? words.reviewed : why === null ? '' : words.why[why].you,
    },
    after: { pending, agents: row.catalogue.agents.length },
  }
  return { said, review: view }
}

/**
 * The frozen comparison in the reader's language. What is signed stays what was frozen: it is said anew from the texts that
 * were compared, this version and the one that was in force then, and only where they still say the same in English.
 */
async function comparisonOf({ comparison }: FrozenAnalysis, row: BoundaryRow, submittedAt: Date): Promise<Comparison> {
  const language = sayingIn()
  if (language === 'en') return comparison
  const old = await findInForceAt(prisma(), row.workflowId, submittedAt)
  const sideOf = (side: BoundaryRow) => ({ rules: rulesOf(side), catalogue: side.catalogue })
  return sayComparison(comparison, { old: old && sideOf(old), new: sideOf(row) }, language)
}

function reviewView(review: ReviewRow, digest: string | null, name: Names): ReviewView {
  return {
    person: { id: review.personId, name: name(review.personId) },
    capacity: review.capacity,
    verb: review.verb,
    reason: review.reason,
    accepts: review.accepts,
    at: review.decidedAt.toISOString(),
    outdated: review.changeDigest !== digest,
  }
}

/** Who reviewed, who is asked and who cannot, in this order. Those who could never be asked are not listed, but authors are. */
function reviewersOf(
  change: Reviewed,
  current: readonly ReviewRow[],
  workflow: DirectoryWorkflow,
  me: string,
  whyNot: (id: string) => NoReviewWhy | null,
  directory: Directory,
  now: Date,
): ReviewerView[] {
  const words = reviewWords[sayingIn()]
  const everyone = new Set([...current.map(({ personId }) => personId), ...reviewCandidates(workflow, directory)])
  const views = [...everyone].map((id): ReviewerView => {
    const base = { person: { id, name: directory.people.get(id)?.name ?? id }, is_me: id === me }
    const review = current.find(({ personId }) => personId === id)
    if (review)
      return {
        ...base,
        capacity: review.capacity,
        state: stateOf[review.verb],
        sentence: words.capacity[review.capacity],
      }
    const why = whyNot(id)
    if (why) return { ...base, capacity: null, state: 'cannot', sentence: words.why[why].they }
    const eligible = mayApprove(id, change, workflow, directory, now)
    const capacity = eligible.may ? eligible.capacity : null
    return { ...base, capacity, state: 'asked', sentence: capacity ? words.capacity[capacity] : '' }
  })
  const order = { approved: 0, denied: 0, requested_changes: 0, asked: 1, cannot: 2 } as const
  return views.sort((a, b) => order[a.state] - order[b.state] || Number(b.is_me) - Number(a.is_me))
}

const stateOf = { approve: 'approved', deny: 'denied', request_changes: 'requested_changes' } as const

function commentView(comment: CommentRow, name: Names): NonNullable<BoundaryView['review']>['comments'][number] {
  return {
    id: comment.id,
    rule: comment.rule,
    person: { id: comment.personId, name: name(comment.personId) },
    text: comment.text,
    at: comment.createdAt.toISOString(),
    resolved:
      comment.resolvedAt && comment.resolvedBy
        ? { by: name(comment.resolvedBy), at: comment.resolvedAt.toISOString() }
        : null,
  }
}
