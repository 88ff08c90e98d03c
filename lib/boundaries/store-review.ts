import type { Comparison, SimulationSummary, TestResult } from '@/lib/core/boundary/analysis'
import type { Capacity } from '@/lib/core/boundary/review'
import type { Json } from '@/lib/core/canonical/json'
import { limits } from '@/lib/core/limits'
import type { Db, Tx } from '@/lib/platform/transaction'
import type { Prisma } from '@/prisma/generated/client'

/** What is frozen with a change when it is handed in: what reviewers see and sign. */
export type FrozenAnalysis = {
  comparison: Comparison
  simulation: SimulationSummary
  tests: TestResult[]
  /** Who accepted that requests which people denied would now pass without one; null when there are none. */
  accepted_by: string | null
  submitted_by: string
  submission: string
}

export type Freeze = {
  analysis: FrozenAnalysis
  direction: Comparison['direction']
  reviewsNeeded: number
  changeDigest: string
  activateAt: Date | null
}

/** Hands a draft in, if it is still the text that was analysed; false when it is not. */
export async function freezeChange(tx: Tx, id: string, edits: number, frozen: Freeze): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE boundaries SET status = 'in_review', submitted_at = clock_timestamp(), analysis = ${JSON.stringify(frozen.analysis)}::jsonb,
      activate_at = ${frozen.activateAt}, direction = ${frozen.direction}, reviews_needed = ${frozen.reviewsNeeded}, change_digest = ${frozen.changeDigest}
    WHERE id = ${id} AND status = 'draft' AND edits = ${edits}`
  return count === 1
}

/** Slugs of the workflows with a handed-in version whose time has come, the longest due first. */
export async function findDue(db: Db, limit: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ slug: string }[]>`
    SELECT w.slug FROM boundaries b JOIN workflows w ON w.id = b.workflow_id
    WHERE b.status = 'in_review' AND b.activate_at <= clock_timestamp() ORDER BY b.activate_at LIMIT ${limit}`
  return rows.map(({ slug }) => slug)
}

/** Back to a draft: what was frozen is given up, and reviews of it count no more. */
export async function backToDraft(tx: Tx, id: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE boundaries SET status = 'draft', submitted_at = NULL, analysis = NULL, direction = NULL, reviews_needed = 1, change_digest = NULL, activate_at = NULL
    WHERE id = ${id} AND status = 'in_review'`
  return count === 1
}

export type ReviewVerb = 'approve' | 'deny' | 'request_changes'

export type ReviewRow = {
  personId: string
  verb: ReviewVerb
  capacity: Capacity
  reason: string
  accepts: boolean
  changeDigest: string
  decidedAt: Date
}

/** Every review of a version, of whatever text of it, in their order. */
export async function findReviews(tx: Db, boundaryId: string): Promise<ReviewRow[]> {
  const rows = await tx.boundaryReview.findMany({
    where: { boundaryId },
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    select: {
      personId: true,
      verb: true,
      capacity: true,
      reason: true,
      accepts: true,
      changeDigest: true,
      decidedAt: true,
    },
  })
  return rows as ReviewRow[]
}

export type NewReview = Omit<ReviewRow, 'decidedAt'> & {
  id: string
  boundaryId: string
  statement: string
  sessionId: string
  passkeyId: string | null
  assertion: { [key: string]: Json } | null
}

/** Writes one review; the database refuses it when it is not about what is in review, unsigned, an author's or a second one. */
export async function insertReview(tx: Tx, { assertion, ...review }: NewReview): Promise<void> {
  await tx.boundaryReview.create({
    data: { ...review, ...(assertion === null ? {} : { assertion: assertion as Prisma.InputJsonObject }) },
  })
}

/** Puts a version in force: the old one is retired, the workflow points at the new one, all at once. The database counts the reviews again. */
export async function activateVersion(
  tx: Tx,
  boundary: { id: string; workflowId: string },
  reviewerId: string,
): Promise<{ retired: { id: string; version: number } | null; first: boolean }> {
  const retired = await tx.$queryRaw<{ id: string; version: number }[]>`
    UPDATE boundaries SET status = 'retired', retired_at = clock_timestamp()
    WHERE workflow_id = ${boundary.workflowId} AND status = 'active' RETURNING id, version`
  await tx.$executeRaw`
    UPDATE boundaries SET status = 'active', activated_at = clock_timestamp(), reviewer_id = ${reviewerId}
    WHERE id = ${boundary.id} AND status = 'in_review'`
  const became = await tx.$queryRaw<{ first: boolean }[]>`
    WITH was AS (SELECT status FROM workflows WHERE id = ${boundary.workflowId})
    UPDATE workflows SET active_boundary_id = ${boundary.id}, status = CASE WHEN status = 'draft' THEN 'active' ELSE status END
    WHERE id = ${boundary.workflowId} RETURNING (SELECT status = 'draft' FROM was) AS first`
  return { retired: retired[0] ?? null, first: became[0]?.first ?? false }
}

export type CommentRow = {
  id: string
  personId: string
  rule: string | null
  text: string
  createdAt: Date
  resolvedAt: Date | null
  resolvedBy: string | null
}

/** Remarks on a version, oldest first. */
export async function findComments(tx: Db, boundaryId: string): Promise<CommentRow[]> {
  return tx.boundaryComment.findMany({
    where: { boundaryId },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: limits.commentsMax,
    omit: { boundaryId: true },
  })
}

/** How many remarks a version has. */
export async function countComments(tx: Tx, boundaryId: string): Promise<number> {
  return tx.boundaryComment.count({ where: { boundaryId } })
}

export async function insertComment(
  tx: Tx,
  comment: Pick<CommentRow, 'id' | 'personId' | 'rule' | 'text'> & { boundaryId: string },
): Promise<void> {
  await tx.boundaryComment.create({ data: comment })
}

/** Settles a remark of this version, once; false when it is not there or was settled before. */
export async function resolveRemark(tx: Tx, boundaryId: string, id: string, personId: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE boundary_comments SET resolved_at = clock_timestamp(), resolved_by = ${personId}
    WHERE id = ${id} AND boundary_id = ${boundaryId} AND resolved_at IS NULL`
  return count === 1
}
