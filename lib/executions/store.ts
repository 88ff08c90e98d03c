import { limits } from '@/lib/core/limits'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'

export type ExecutionRow = {
  id: string
  grantId: string
  requestId: string
  executorId: string
  digest: string
  leaseExpiresAt: Date
  /** The lease as it was when the grant was redeemed. */
  firstLease: Date
  outcome: 'succeeded' | 'failed' | 'unknown' | null
}

type Raw = {
  id: string
  grant_id: string
  request_id: string
  executor_id: string
  digest: string
  lease_expires_at: Date
  started_at: Date
  outcome: ExecutionRow['outcome']
}

/** The execution of a request's grant; null when it was never redeemed. */
export async function findExecutionByRequest(db: Db, requestId: string): Promise<ExecutionRow | null> {
  const rows = await db.$queryRaw<Raw[]>`
    SELECT e.id, e.grant_id, e.request_id, e.executor_id, r.digest, e.lease_expires_at, e.started_at, e.outcome
    FROM executions e JOIN requests r ON r.id = e.request_id WHERE e.request_id = ${requestId}`
  return rows[0] ? toRow(rows[0]) : null
}

/** The execution by id, without a lock: only to know which rows to lock. */
export async function findExecution(db: Db, id: string): Promise<ExecutionRow | null> {
  const rows = await db.$queryRaw<Raw[]>`
    SELECT e.id, e.grant_id, e.request_id, e.executor_id, r.digest, e.lease_expires_at, e.started_at, e.outcome
    FROM executions e JOIN requests r ON r.id = e.request_id WHERE e.id = ${id}`
  return rows[0] ? toRow(rows[0]) : null
}

/** Extends an open lease, never beyond an hour after the start; null when it was not open any more by the database's clock. */
export async function extendLease(db: Db, id: string, executorId: string): Promise<Date | null> {
  const rows = await db.$queryRaw<{ lease_expires_at: Date }[]>`
    UPDATE executions SET lease_expires_at = GREATEST(lease_expires_at, LEAST(clock_timestamp() + make_interval(secs => ${limits.leaseSeconds}), started_at + make_interval(secs => ${limits.leaseExtendedSecondsMax})))
    WHERE id = ${id} AND executor_id = ${executorId} AND outcome IS NULL AND lease_expires_at > clock_timestamp() RETURNING lease_expires_at`
  return rows[0]?.lease_expires_at ?? null
}

/** Writes the executor's report once, while its lease runs; false when it was reported or ended before. */
export async function reportExecution(
  tx: Tx,
  id: string,
  executorId: string,
  report: { outcome: 'succeeded' | 'failed' | 'unknown'; detail: string; evidenceDigest: string | null },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE executions SET outcome = ${report.outcome}, detail = ${report.detail}, evidence_digest = ${report.evidenceDigest}, completed_at = clock_timestamp()
    WHERE id = ${id} AND executor_id = ${executorId} AND outcome IS NULL AND lease_expires_at > clock_timestamp()`
  return changed === 1
}

/** Ends a grant's execution that has no report; its id, or null when there was none open. */
export async function endOpenExecution(
  tx: Tx,
  grantId: string,
  outcome: 'unknown',
  detail: string,
): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE executions SET outcome = ${outcome}, detail = ${detail}, completed_at = clock_timestamp() WHERE grant_id = ${grantId} AND outcome IS NULL RETURNING id`
  return rows[0]?.id ?? null
}

function toRow(raw: Raw): ExecutionRow {
  return {
    id: raw.id,
    grantId: raw.grant_id,
    requestId: raw.request_id,
    executorId: raw.executor_id,
    digest: raw.digest,
    leaseExpiresAt: raw.lease_expires_at,
    firstLease: new Date(raw.started_at.getTime() + limits.leaseSeconds * 1_000),
    outcome: raw.outcome,
  }
}
