import { HOLD_MINUTES } from '@/lib/core/request/volume'
import type { Idempotency } from '@/lib/directory/context'
import type { Tx } from '@/lib/platform/transaction'

/**
 * Takes what asking needs and gives the configuration's revision, in one statement: the configuration, shared; the workflow when
 * its rules count, so that parallel requests see each other (ATTACKS 55); and the agents of a sponsor, one after the other, so
 * that wishes that arrive together see each other (ATTACKS 53). What is counted is read by a later statement, whose snapshot is
 * younger than the locks.
 */
export async function lockAsking(tx: Tx, workflowId: string | null, sponsorId: string): Promise<bigint> {
  const rows = await tx.$queryRaw<{ revision: bigint }[]>`
    SELECT countersign_config_hold() AS revision,
      CASE WHEN ${workflowId}::text IS NOT NULL THEN pg_advisory_xact_lock(hashtextextended('countersign.count.' || ${workflowId}::text, 0))::text END AS counting,
      pg_advisory_xact_lock(hashtextextended('countersign.ask.' || ${sponsorId}, 0))::text AS asking`
  return rows[0]?.revision ?? 0n
}

/** Remembers a key for a request that was there before; false when the key was used already. */
export async function keepKey(tx: Tx, clientId: string, idempotency: Idempotency, requestId: string): Promise<boolean> {
  const kept = await tx.$executeRaw`
    INSERT INTO idempotency_keys (client_id, route, key, body_digest, request_id, status)
    VALUES (${clientId}, ${idempotency.route}, ${idempotency.key}, ${idempotency.bodyDigest}, ${requestId}, 202) ON CONFLICT DO NOTHING`
  return kept === 1
}

/** Whether those who answer for an agent were told within the window that it pauses. */
export async function toldOfHold(tx: Tx, agentId: string): Promise<boolean> {
  const told = await tx.$queryRaw<{ one: number }[]>`
    SELECT 1 AS one FROM notices
    WHERE kind = 'agent_held' AND subject ->> 'machine' = ${agentId} AND created_at > clock_timestamp() - make_interval(mins => ${HOLD_MINUTES})
    LIMIT 1`
  return told.length > 0
}
