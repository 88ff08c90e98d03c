import type { EntryRow } from '@/lib/audit/store'
import type { Json } from '@/lib/core/canonical/json'
import type { Vote } from '@/lib/core/decision/quorum'
import type { Consented } from '@/lib/core/grant/redemption'
import type { Idempotency } from '@/lib/directory/context'
import { type Db, prisma } from '@/lib/platform/prisma'
import { arrayText, columnsOf, runStatement } from '@/lib/platform/statement'
import { together } from '@/lib/platform/together'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** Everything that redemption re-checks. All of it but `status` is immutable, so it may be read before the statement that acts. */
export type GrantForRedemption = Omit<Consented, 'decisions'> & {
  id: string
  decisions: (Vote & { grantTtlS: number | null })[]
  now: Date
}

type GrantRow = Omit<GrantForRedemption, 'request'> &
  Omit<GrantForRedemption['request'], 'id' | 'executorId'> & { requestId: string; named: string }

/**
 * The grant with its request, the facts it was judged by and the decisions; null when there is none. Outside of a transaction,
 * together with whatever else is looked for at the same time.
 */
export const findGrant = together(async (ids: readonly string[]): Promise<(GrantForRedemption | null)[]> => {
  const rows = await runStatement<GrantRow>(
    prisma(),
    Prisma.sql`
    SELECT g.id, g.status, g.executor_id AS "executorId", g.not_before AS "notBefore", g.expires_at AS "expiresAt", clock_timestamp() AS now,
      r.id AS "requestId", r.workflow_id AS "workflowId", r.boundary_version AS "boundaryVersion", r.agent_id AS "agentId", r.sponsor_id AS "sponsorId", r.executor_id AS named,
      r.principals, r.barred, r.action, r.resource, r.params, r.secret, r.digest, r.not_after AS "notAfter", r.created_at AS "createdAt", r.consent, r.emergency,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('personId', d.person_id, 'verb', d.verb, 'passkeyId', d.passkey_id, 'grantTtlS', d.grant_ttl_s) ORDER BY d.id), '[]') FROM decisions d WHERE d.request_id = r.id) AS decisions,
      (SELECT e.context FROM evaluations e WHERE e.request_id = r.id AND e.phase = 'submit' LIMIT 1) AS context
    FROM grants g JOIN requests r ON r.id = g.request_id WHERE g.id = ANY(${[...ids]}::text[])`,
  )
  const found = new Map(rows.map((row) => [row.id, grantOf(row)]))
  return ids.map((id) => found.get(id) ?? null)
})

function grantOf(row: GrantRow): GrantForRedemption {
  const { status, executorId, notBefore, expiresAt, now, decisions, requestId, named, ...request } = row
  return {
    id: row.id,
    status,
    executorId,
    notBefore,
    expiresAt,
    request: { ...request, id: requestId, executorId: named },
    decisions,
    now,
  }
}

export type Redemption = {
  revision: bigint
  grantId: string
  executorId: string
  digest: string
  executionId: string
  requestId: string
  leaseSeconds: number
  evaluation: { id: string; boundaryId: string; tier: string; determining: string[]; context: Json }
  entry: EntryRow
  idempotency: Idempotency | null
}

type Redeemed = { guard: boolean; redeemed: boolean; lease_expires_at: Date | null }

/** A redemption as texts, in the order in which the statement below names its columns. */
function textsOf({ evaluation, entry, idempotency, ...of }: Redemption): (string | null)[] {
  return [
    of.revision.toString(),
    of.grantId,
    of.executorId,
    of.digest,
    of.executionId,
    String(of.leaseSeconds),
    evaluation.id,
    evaluation.boundaryId,
    evaluation.tier,
    arrayText(evaluation.determining),
    JSON.stringify(evaluation.context),
    entry.id,
    entry.type,
    entry.requestId,
    entry.body,
    ...(idempotency
      ? [idempotency.route, idempotency.key, idempotency.bodyDigest, of.requestId]
      : [null, null, null, null]),
  ]
}

/**
 * Single use is this one conditional UPDATE (law 8): issued, inside its window by the database's clock, for this executor
 * and digest, under the configuration that the re-check was made by. Execution, evaluation, log entry and idempotency key
 * are written in the same statement or not at all. The key follows the use, never the other way round: a key of its own
 * must not make a second use look like the first. A key that another call took meanwhile fails the whole statement.
 *
 * What is redeemed at the same time shares the statement; of several who redeem the same grant in it, the UPDATE takes one.
 */
export const redeem = together(
  async (redemptions: readonly Redemption[]): Promise<Redeemed[]> =>
    runStatement<Redeemed>(
      prisma(),
      Prisma.sql`
    WITH held AS MATERIALIZED (SELECT countersign_config_hold() AS revision),
    given AS MATERIALIZED (
      SELECT r.*, r.expected::bigint = held.revision AS guard
      FROM held, unnest(${columnsOf(redemptions.map(textsOf))}) WITH ORDINALITY AS r(expected, grant_id, executor_id, digest, execution_id, lease_s, evaluation_id, boundary_id, tier, determining, context,
        entry_id, entry_type, entry_request_id, body, route, key, body_digest, key_request_id, place)),
    -- In one order for everybody, or two statements with the same grants could wait for each other.
    locked AS MATERIALIZED (SELECT id FROM grants WHERE id = ANY(${redemptions.map(({ grantId }) => grantId)}::text[]) ORDER BY id FOR NO KEY UPDATE),
    used AS (
      UPDATE grants g SET status = 'redeemed', redeemed_at = clock_timestamp() FROM given r
      WHERE g.id IN (SELECT id FROM locked) AND g.id = r.grant_id AND r.guard AND g.status = 'issued' AND g.executor_id = r.executor_id AND g.digest = r.digest
        AND g.not_before <= clock_timestamp() AND g.expires_at > clock_timestamp()
      RETURNING g.id, g.request_id, g.executor_id, g.redeemed_at, r.execution_id, r.lease_s, r.evaluation_id, r.boundary_id, r.tier, r.determining, r.context,
        r.entry_id, r.entry_type, r.entry_request_id, r.body, r.route, r.key, r.body_digest, r.key_request_id),
    idem AS (
      INSERT INTO idempotency_keys (client_id, route, key, body_digest, request_id, status)
      SELECT executor_id, route, key, body_digest, key_request_id, 200 FROM used WHERE key IS NOT NULL ORDER BY executor_id, route, key),
    exe AS (
      -- Both from the stored time of use, so that the first answer can be given again to the millisecond.
      INSERT INTO executions (id, grant_id, request_id, executor_id, started_at, lease_expires_at)
      SELECT execution_id, id, request_id, executor_id, redeemed_at, redeemed_at + make_interval(secs => lease_s::int) FROM used RETURNING id, lease_expires_at),
    ev AS (
      INSERT INTO evaluations (id, request_id, boundary_id, phase, tier, determining, errors, context)
      SELECT evaluation_id, request_id, boundary_id, 'redeem', tier, determining::text[], '{}', context::jsonb FROM used),
    ent AS (
      INSERT INTO log_entries (id, type, request_id, body) SELECT entry_id, entry_type, entry_request_id, body FROM used ORDER BY entry_id),
    -- Policy-only grants are not shown live, and NOTIFY serialises commits: it is sent for what people consented to.
    told AS (
      SELECT pg_notify('countersign_changed', json_build_object('kind', 'grant', 'id', used.id, 'request_id', used.request_id)::text)
      FROM used JOIN requests r ON r.id = used.request_id WHERE r.tier = 'approve')
    SELECT given.guard, exe.id IS NOT NULL AS redeemed, exe.lease_expires_at, (SELECT count(*) FROM told)::int AS told
    FROM given LEFT JOIN exe ON exe.id = given.execution_id ORDER BY given.place`,
    ),
)

/**
 * The log entry of a refused redemption, and word of it to whoever watches the grant, in one statement: refusing must not
 * cost more than granting, or refusals would be a way to keep the service busy.
 */
export async function recordRefusal(db: Db, entry: EntryRow, grant: GrantForRedemption | null): Promise<void> {
  const change = grant && JSON.stringify({ kind: 'grant', id: grant.id, request_id: grant.request.id })
  await runStatement(
    db,
    Prisma.sql`
    WITH ent AS (INSERT INTO log_entries (id, type, request_id, body) VALUES (${entry.id}, ${entry.type}, ${entry.requestId}, ${entry.body}))
    SELECT pg_notify('countersign_changed', change) FROM (SELECT ${change}::text AS change) AS told WHERE change IS NOT NULL`,
  )
}

export type LockedGrant = {
  id: string
  requestId: string
  agentId: string
  executorId: string
  status: GrantForRedemption['status']
  expiresAt: Date
  digest: string
  now: Date
}

/** Locks a grant's row (after its request's, see the lock order) and reads it with the database's clock. */
export async function lockGrant(tx: Tx, id: string): Promise<LockedGrant | null> {
  const rows = await tx.$queryRaw<LockedGrant[]>`
    SELECT id, request_id AS "requestId", agent_id AS "agentId", executor_id AS "executorId", status, expires_at AS "expiresAt", digest, clock_timestamp() AS now
    FROM grants WHERE id = ${id} FOR UPDATE`
  return rows[0] ?? null
}

/** Ends a live grant; false when another transition came first. */
export async function endGrant(
  tx: Tx,
  id: string,
  to: 'revoked' | 'completed' | 'expired',
  by: string,
  why: string,
): Promise<boolean> {
  const changed =
    to === 'completed'
      ? await tx.$executeRaw`UPDATE grants SET status = 'completed', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why} WHERE id = ${id} AND status = 'redeemed'`
      : to === 'expired'
        ? await tx.$executeRaw`UPDATE grants SET status = 'expired', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why} WHERE id = ${id} AND status = 'issued' AND expires_at <= clock_timestamp()`
        : await tx.$executeRaw`UPDATE grants SET status = 'revoked', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why} WHERE id = ${id} AND status IN ('issued', 'redeemed')`
  return changed === 1
}

/** Revokes the grant of a request if it was not used yet; its id, or null when there was none to revoke. */
export async function revokeUnusedGrant(tx: Tx, requestId: string, by: string, why: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE grants SET status = 'revoked', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why}
    WHERE request_id = ${requestId} AND status = 'issued' RETURNING id`
  return rows[0]?.id ?? null
}

/**
 * Takes a grant back that is still held back: issued, and not released by the database's clock. One statement on the row
 * that redemption consumes, so that one of the two comes first. Its id; null when there was nothing to take back.
 */
export async function takeBackGrant(tx: Tx, requestId: string, by: string, why: string): Promise<string | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE grants SET status = 'revoked', ended_at = clock_timestamp(), ended_by = ${by}, ended_why = ${why}
    WHERE request_id = ${requestId} AND status = 'issued' AND clock_timestamp() < not_before RETURNING id`
  return rows[0]?.id ?? null
}

/** Issues the one grant of a request that was just approved, in the same transaction. Lifetimes count from the database's clock. */
export async function issueGrant(
  tx: Tx,
  grant: {
    id: string
    requestId: string
    agentId: string
    executorId: string
    digest: string
    graceSeconds: number
    ttlSeconds: number
    notAfter: Date
  },
): Promise<{ expiresAt: Date }> {
  const rows = await tx.$queryRaw<{ expires_at: Date }[]>`
    INSERT INTO grants (id, request_id, agent_id, executor_id, digest, not_before, expires_at)
    VALUES (${grant.id}, ${grant.requestId}, ${grant.agentId}, ${grant.executorId}, ${grant.digest}, clock_timestamp() + make_interval(secs => ${grant.graceSeconds}),
      LEAST(clock_timestamp() + make_interval(secs => ${grant.graceSeconds + grant.ttlSeconds}), ${grant.notAfter}::timestamptz))
    RETURNING expires_at`
  const row = rows[0]
  if (!row) throw new Error('no grant was written')
  return { expiresAt: row.expires_at }
}

/** The request of a grant, with what a person's right to revoke depends on. */
export async function requestOfGrant(
  tx: Db,
  id: string,
): Promise<{
  requestId: string
  workflowId: string
  sponsorId: string
  approverTeams: string[]
  principals: string[]
} | null> {
  const row = await tx.grant.findUnique({
    where: { id },
    select: {
      request: { select: { id: true, workflowId: true, sponsorId: true, approverTeams: true, principals: true } },
    },
  })
  return row
    ? {
        requestId: row.request.id,
        workflowId: row.request.workflowId,
        sponsorId: row.request.sponsorId,
        approverTeams: row.request.approverTeams,
        principals: row.request.principals,
      }
    : null
}
