import type { PinnedTest } from '@/lib/core/boundary/analysis'
import { cedarSchemaFor } from '@/lib/core/boundary/cedar-schema'
import type { Json } from '@/lib/core/canonical/json'
import { type CatalogueJson, emptyCatalogue, readCatalogue } from '@/lib/core/catalogue/catalogue'
import type { Db, Tx } from '@/lib/platform/transaction'
import type { Prisma } from '@/prisma/generated/client'

export type BoundaryStatus = 'draft' | 'in_review' | 'active' | 'retired'

/** A version with everything in it, as verbs decide on it. */
export type BoundaryRow = {
  id: string
  workflowId: string
  version: number
  status: BoundaryStatus
  cedar: string
  cedarSchema: Json
  catalogue: CatalogueJson
  tests: PinnedTest[]
  title: string
  note: string
  ticket: string
  basedOnId: string | null
  authorId: string
  reviewerId: string | null
  edits: number
  editedBy: string | null
  editedAt: Date | null
  source: 'console' | 'code'
  sourceRef: { pipeline: string; ref: string } | null
  submittedAt: Date | null
  analysis: Json
  direction: 'loosens' | 'tightens' | 'neutral' | null
  reviewsNeeded: number
  changeDigest: string | null
  /** Not before then; null: with its last approval. */
  activateAt: Date | null
  createdAt: Date
  activatedAt: Date | null
  retiredAt: Date | null
}

/** The row as the client gives it: its JSON columns were validated when they were written. */
export function boundaryOf(row: Prisma.BoundaryGetPayload<object>): BoundaryRow {
  return row as unknown as BoundaryRow
}

/** The open version (`draft`, `in_review`) of a workflow, held until the transaction ends; null when there is none. Configuration lock first. */
export async function lockOpen(tx: Tx, workflowId: string): Promise<BoundaryRow | null> {
  await tx.$queryRaw`SELECT 1 FROM boundaries WHERE workflow_id = ${workflowId} AND status IN ('draft', 'in_review') FOR NO KEY UPDATE`
  const row = await tx.boundary.findFirst({ where: { workflowId, status: { in: ['draft', 'in_review'] } } })
  return row && boundaryOf(row)
}

/** The version that was in force at a moment; null when there was none. */
export async function findInForceAt(db: Db, workflowId: string, at: Date): Promise<BoundaryRow | null> {
  const row = await db.boundary.findFirst({
    where: { workflowId, activatedAt: { lte: at }, OR: [{ retiredAt: null }, { retiredAt: { gt: at } }] },
    orderBy: { activatedAt: 'desc' },
  })
  return row && boundaryOf(row)
}

/** The open version without a lock: for what is found out before a transaction, and asked again in it. */
export async function findOpen(db: Db, workflowId: string): Promise<BoundaryRow | null> {
  const row = await db.boundary.findFirst({ where: { workflowId, status: { in: ['draft', 'in_review'] } } })
  return row && boundaryOf(row)
}

/** One version by its number; null when there is none. */
export async function findVersion(tx: Db, workflowId: string, version: number): Promise<BoundaryRow | null> {
  const row = await tx.boundary.findUnique({ where: { workflowId_version: { workflowId, version } } })
  return row && boundaryOf(row)
}

/** The version in force; null before the first one. */
export async function findActive(tx: Db, workflowId: string): Promise<BoundaryRow | null> {
  const row = await tx.boundary.findFirst({ where: { workflowId, status: 'active' } })
  return row && boundaryOf(row)
}

/** What somebody writes into a draft. */
export type DraftText = {
  cedar: string
  catalogue: CatalogueJson
  tests: readonly PinnedTest[]
  title: string
  note: string
  ticket: string
}

export const emptyDraft: DraftText = {
  cedar: '',
  catalogue: emptyCatalogue,
  tests: [],
  title: '',
  note: '',
  ticket: '',
}

export type NewDraft = DraftText & {
  id: string
  workflowId: string
  authorId: string
  basedOnId: string | null
  source: 'console' | 'code'
  sourceRef: { pipeline: string; ref: string } | null
}

/** Writes a draft under the workflow's next number. A second open one fails on `one_open_boundary_per_workflow`. */
export async function insertDraft(tx: Tx, draft: NewDraft): Promise<number> {
  const highest = await tx.boundary.aggregate({ where: { workflowId: draft.workflowId }, _max: { version: true } })
  const version = (highest._max.version ?? 0) + 1
  const { catalogue, tests, sourceRef, ...plain } = draft
  await tx.boundary.create({
    data: {
      ...plain,
      version,
      status: 'draft',
      catalogue: asJson(catalogue),
      tests: asJson(tests),
      cedarSchema: schemaOf(catalogue),
      editedBy: draft.authorId,
      ...(sourceRef === null ? {} : { sourceRef }),
    },
  })
  return version
}

/**
 * Saves a draft if it is still the one that was read (`edits`): one conditional UPDATE, so of two people who save at once
 * exactly one is told. Gives the new number, or null when nothing was written.
 */
export async function saveDraftText(
  tx: Tx,
  boundaryId: string,
  edits: number,
  personId: string,
  text: DraftText,
): Promise<{ edits: number; editedAt: Date } | null> {
  const rows = await tx.$queryRaw<{ edits: number; editedAt: Date }[]>`
    UPDATE boundaries SET cedar = ${text.cedar}, catalogue = ${JSON.stringify(text.catalogue)}::jsonb, tests = ${JSON.stringify(text.tests)}::jsonb,
      cedar_schema = ${JSON.stringify(schemaOf(text.catalogue))}::jsonb, title = ${text.title}, note = ${text.note}, ticket = ${text.ticket},
      edits = edits + 1, edited_by = ${personId}, edited_at = clock_timestamp()
    WHERE id = ${boundaryId} AND status = 'draft' AND edits = ${edits} RETURNING edits, edited_at AS "editedAt"`
  return rows[0] ?? null
}

/** Gives a draft up: it was never in force, and its number is not used again. */
export async function retireDraft(tx: Tx, boundaryId: string): Promise<boolean> {
  const count = await tx.$executeRaw`
    UPDATE boundaries SET status = 'retired', retired_at = clock_timestamp() WHERE id = ${boundaryId} AND status = 'draft'`
  return count === 1
}

/** What a pipeline saw of a workflow's files, last. */
export async function noteCodeState(
  tx: Tx,
  state: { workflowId: string; digest: string; ref: string; pipelineId: string },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO code_states (workflow_id, digest, ref, pipeline_id, seen_at) VALUES (${state.workflowId}, ${state.digest}, ${state.ref}, ${state.pipelineId}, clock_timestamp())
    ON CONFLICT (workflow_id) DO UPDATE SET digest = excluded.digest, ref = excluded.ref, pipeline_id = excluded.pipeline_id, seen_at = excluded.seen_at`
}

/** The description of a workflow, which is in its files but no decision rests on. */
export async function workflowDescription(tx: Db, workflowId: string): Promise<string> {
  const row = await tx.workflow.findUnique({ where: { id: workflowId }, select: { description: true } })
  return row?.description ?? ''
}

function schemaOf(catalogue: CatalogueJson): Prisma.InputJsonValue {
  return asJson(cedarSchemaFor(readCatalogue(catalogue).actionTypes.values()))
}

/** Plain data as a JSON column takes it. */
function asJson(value: unknown): Prisma.InputJsonValue {
  return JSON.parse(JSON.stringify(value))
}
