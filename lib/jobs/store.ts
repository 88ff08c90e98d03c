import { expiredReason } from '@/lib/core/request/wire'
import type { Tx } from '@/lib/platform/transaction'

/** Rows that a sweep takes at once: small enough that its locks are held for milliseconds. */
export const SWEEP_BATCH = 200

export interface ExpiredRequest {
  readonly id: string
  readonly agent_id: string
  /** Its slug. */
  readonly workflow: string
  readonly expires_at: Date
}

/**
 * Ends up to `limit` pending requests whose time is over, by the database's clock. Rows that someone is deciding on are
 * skipped, never waited for: whoever holds the row enforces the deadline too, and the next sweep finds what is left.
 */
export function expireDueRequests(tx: Tx, limit: number): Promise<ExpiredRequest[]> {
  return tx.$queryRaw<ExpiredRequest[]>`
    WITH due AS (
      SELECT id FROM requests WHERE status = 'pending' AND expires_at <= clock_timestamp()
      ORDER BY expires_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE requests r
    SET status = 'expired', next_action = 'none', retry_after_s = NULL, resolved_at = clock_timestamp(),
        resolution = ${JSON.stringify({ reasons: [expiredReason] })}::jsonb
    FROM due, workflows w WHERE r.id = due.id AND w.id = r.workflow_id AND r.status = 'pending' AND r.expires_at <= clock_timestamp()
    RETURNING r.id, r.agent_id, w.slug AS workflow, r.expires_at`
}

export interface ExpiredGrant {
  readonly id: string
  readonly request_id: string
  readonly agent_id: string
  readonly executor_id: string
  /** Its slug. */
  readonly workflow: string
  readonly expires_at: Date
}

/** Ends up to `limit` grants that nobody redeemed in time. A row that is being redeemed right now is skipped. */
export function expireDueGrants(tx: Tx, limit: number): Promise<ExpiredGrant[]> {
  return tx.$queryRaw<ExpiredGrant[]>`
    WITH due AS (
      SELECT id FROM grants WHERE status = 'issued' AND expires_at <= clock_timestamp()
      ORDER BY expires_at, id LIMIT ${limit} FOR UPDATE SKIP LOCKED
    )
    UPDATE grants g
    SET status = 'expired', ended_at = clock_timestamp(), ended_by = 'system', ended_why = 'never redeemed'
    FROM due, requests r, workflows w
    WHERE g.id = due.id AND r.id = g.request_id AND w.id = r.workflow_id AND g.status = 'issued' AND g.expires_at <= clock_timestamp()
    RETURNING g.id, g.request_id, g.agent_id, g.executor_id, w.slug AS workflow, g.expires_at`
}

export interface EndedLease {
  readonly id: string
  readonly grant_id: string
  readonly request_id: string
  readonly agent_id: string
  readonly executor_id: string
  /** Its slug. */
  readonly workflow: string
  readonly lease_expires_at: Date
  /** False when the grant had been revoked while it ran. */
  readonly revoked: boolean
  /** The accountable owner: a person, or the lead of the team that owns it; null when the role has a gap or is a vendor's. */
  readonly owner_id: string | null
}

/**
 * Gives up to `limit` executions whose lease ended without a report the outcome `unknown` and revokes their grants.
 * Grant and execution are both locked with SKIP LOCKED before either is written, so this never waits while it holds
 * something and cannot be half of a deadlock with a completion or a heartbeat.
 */
export function endDueLeases(tx: Tx, limit: number): Promise<EndedLease[]> {
  return tx.$queryRaw<EndedLease[]>`
    WITH due AS (
      SELECT e.id, e.grant_id, g.status AS grant_status FROM executions e JOIN grants g ON g.id = e.grant_id
      WHERE e.outcome IS NULL AND e.lease_expires_at <= clock_timestamp()
      ORDER BY e.lease_expires_at, e.id LIMIT ${limit} FOR UPDATE OF g, e SKIP LOCKED
    ), ended AS (
      UPDATE executions e SET outcome = 'unknown', completed_at = clock_timestamp(), detail = 'no report before the lease ended'
      FROM due WHERE e.id = due.id AND e.outcome IS NULL AND e.lease_expires_at <= clock_timestamp()
      RETURNING e.id, e.grant_id, e.request_id, e.executor_id, e.lease_expires_at
    ), revoked AS (
      UPDATE grants g SET status = 'revoked', ended_at = clock_timestamp(), ended_by = 'system', ended_why = 'no report before the lease ended'
      FROM ended WHERE g.id = ended.grant_id AND g.status = 'redeemed'
      RETURNING g.id
    )
    SELECT ended.id, ended.grant_id, ended.request_id, r.agent_id, ended.executor_id, w.slug AS workflow, ended.lease_expires_at,
           EXISTS (SELECT 1 FROM revoked WHERE revoked.id = ended.grant_id) AS revoked,
           (SELECT coalesce(a.person_id, t.lead_id) FROM accountability_assignments a LEFT JOIN teams t ON t.id = a.team_id
            WHERE a.workflow_id = r.workflow_id AND a.role = 'accountable_owner' AND a.ended_at IS NULL) AS owner_id
    FROM ended JOIN requests r ON r.id = ended.request_id JOIN workflows w ON w.id = r.workflow_id
    ORDER BY ended.lease_expires_at, ended.id`
}

/** What nobody can use any more; each number is rows removed. */
export interface Purged {
  readonly challenges: number
  readonly assertions: number
  readonly idempotencyKeys: number
}

/**
 * Removes used-up one-time rows: challenges a day after their end, client assertions five minutes after theirs (skew
 * included, so none becomes usable again by being forgotten), idempotency keys after `idempotencyHours`.
 */
export async function purgeSpent(tx: Tx, idempotencyHours: number): Promise<Purged> {
  const challenges =
    await tx.$executeRaw`DELETE FROM webauthn_challenges WHERE expires_at < clock_timestamp() - interval '1 day'`
  const assertions =
    await tx.$executeRaw`DELETE FROM assertion_jtis WHERE expires_at < clock_timestamp() - interval '5 minutes'`
  const idempotencyKeys =
    await tx.$executeRaw`DELETE FROM idempotency_keys WHERE created_at < clock_timestamp() - make_interval(hours => ${idempotencyHours}::int)`
  return { challenges, assertions, idempotencyKeys }
}

/** What changed, for open screens and waiting agents; delivered when the transaction commits. */
export type Change = {
  readonly kind: 'request' | 'grant' | 'log'
  readonly id: string
  readonly agent?: string
  readonly request_id?: string
}

/** Tells every process about `changes` on the channel `countersign_changed`. */
export async function notifyChanged(tx: Tx, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const payloads = changes.map((change) => JSON.stringify(change))
  await tx.$executeRaw`SELECT pg_notify('countersign_changed', payload) FROM unnest(${payloads}::text[]) AS payload`
}
