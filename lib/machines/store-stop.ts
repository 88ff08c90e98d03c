import type { Reason } from '@/lib/core/boundary/consent'
import { expiredReason } from '@/lib/core/request/wire'
import type { Db } from '@/lib/platform/prisma'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** What a stop is about: one machine, every agent of a runtime, or a workflow. */
export type Scope = { kind: 'agent' | 'executor' | 'auditor' | 'pipeline' | 'runtime' | 'workflow'; id: string }

/** The open requests of a scope (alias `r`) and its live grants (alias `g`), both by their partial indexes. */
function within({ kind, id }: Scope): { requests: Prisma.Sql; grants: Prisma.Sql } {
  switch (kind) {
    case 'agent':
      return { requests: Prisma.sql`r.agent_id = ${id}`, grants: Prisma.sql`g.agent_id = ${id}` }
    case 'executor':
      return { requests: Prisma.sql`r.executor_id = ${id}`, grants: Prisma.sql`g.executor_id = ${id}` }
    case 'runtime': {
      const inside = Prisma.sql`(SELECT id FROM agents WHERE runtime_id = ${id})`
      return { requests: Prisma.sql`r.agent_id IN ${inside}`, grants: Prisma.sql`g.agent_id IN ${inside}` }
    }
    case 'workflow':
      return {
        requests: Prisma.sql`r.workflow_id = ${id}`,
        grants: Prisma.sql`EXISTS (SELECT 1 FROM requests r WHERE r.id = g.request_id AND r.workflow_id = ${id})`,
      }
    default:
      // Auditors and pipelines neither ask nor redeem.
      return { requests: Prisma.sql`false`, grants: Prisma.sql`false` }
  }
}

/** What a stop would end now. */
export type Open = { pending: number; grants: number; executions: number }

/** Counts what a stop would end; for saying it before it is confirmed. */
export async function countOpen(db: Db, scope: Scope): Promise<Open> {
  const { requests, grants } = within(scope)
  const rows = await db.$queryRaw<Open[]>`
    SELECT (SELECT count(*)::int FROM requests r WHERE r.status = 'pending' AND ${requests}) AS pending,
      (SELECT count(*)::int FROM grants g WHERE g.status IN ('issued', 'redeemed') AND ${grants}) AS grants,
      (SELECT count(*)::int FROM grants g JOIN executions e ON e.grant_id = g.id WHERE g.status = 'redeemed' AND e.outcome IS NULL AND ${grants}) AS executions`
  return rows[0] ?? { pending: 0, grants: 0, executions: 0 }
}

/**
 * Locks every request of the scope that is pending or has a live grant, in the order of their ids, and gives the ids. The
 * caller holds the configuration lock for itself, so that none is added: whoever submits, decides or redeems holds it shared.
 */
export async function lockOpen(tx: Tx, scope: Scope): Promise<string[]> {
  const { requests, grants } = within(scope)
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM requests WHERE id IN (
      SELECT r.id FROM requests r WHERE r.status = 'pending' AND ${requests}
      UNION SELECT g.request_id FROM grants g WHERE g.status IN ('issued', 'redeemed') AND ${grants})
    ORDER BY id FOR NO KEY UPDATE`
  return rows.map((row) => row.id)
}

export type EndedRequest = { id: string; digest: string; status: 'cancelled' | 'expired' }

/** Ends the pending ones among locked requests. What nobody decided in time has expired, whatever stops now. */
export function cancelPending(tx: Tx, ids: readonly string[], reason: Reason): Promise<EndedRequest[]> {
  return tx.$queryRaw<EndedRequest[]>`
    UPDATE requests r SET status = ended.status, next_action = 'none', retry_after_s = NULL, resolved_at = clock_timestamp(),
      resolution = CASE ended.status WHEN 'expired' THEN ${JSON.stringify({ reasons: [expiredReason] })}::jsonb ELSE ${JSON.stringify({ reasons: [reason] })}::jsonb END
    FROM (SELECT id, CASE WHEN expires_at > clock_timestamp() THEN 'cancelled' ELSE 'expired' END AS status
          FROM requests WHERE id = ANY(${[...ids]}::text[]) AND status = 'pending') AS ended
    WHERE r.id = ended.id AND r.status = 'pending' RETURNING r.id, r.digest, r.status`
}

export type EndedGrant = { id: string; request_id: string; was: 'issued' | 'redeemed' }

/** Revokes the live grants of locked requests, used or not. */
export function revokeLive(tx: Tx, requestIds: readonly string[], by: string, why: string): Promise<EndedGrant[]> {
  return tx.$queryRaw<EndedGrant[]>`
    WITH live AS (
      SELECT id, status FROM grants WHERE request_id = ANY(${[...requestIds]}::text[]) AND status IN ('issued', 'redeemed') ORDER BY id FOR UPDATE)
    UPDATE grants g SET status = 'revoked', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why}
    FROM live WHERE g.id = live.id RETURNING g.id, g.request_id, live.status AS was`
}

export type EndedExecution = { id: string; grant_id: string; request_id: string }

/** Ends the executions of revoked grants that have no report: what they did is not known to us. */
export function endOpenExecutions(tx: Tx, grantIds: readonly string[], detail: string): Promise<EndedExecution[]> {
  return tx.$queryRaw<EndedExecution[]>`
    UPDATE executions SET outcome = 'unknown', detail = ${detail}, completed_at = clock_timestamp()
    WHERE grant_id = ANY(${[...grantIds]}::text[]) AND outcome IS NULL RETURNING id, grant_id, request_id`
}
