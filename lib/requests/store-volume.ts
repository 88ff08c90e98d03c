import type { Json } from '@/lib/core/canonical/json'
import type { Submission } from '@/lib/core/request/submission'
import { HOLD_MINUTES, type Volume } from '@/lib/core/request/volume'
import type { Idempotency } from '@/lib/directory/context'
import type { Tx } from '@/lib/platform/transaction'

/** One after the other for the agents of a sponsor, so that wishes that arrive together see each other (ATTACKS 53). */
export async function lockAsking(tx: Tx, sponsorId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('countersign.ask.' || ${sponsorId}, 0))`
}

/** What waits for people of an agent and of all agents of its sponsor, and what people denied it lately; to ask for changes is to be asked again. */
export async function readVolume(
  tx: Tx,
  of: { agentId: string; siblings: readonly string[]; teams: readonly string[] },
): Promise<Volume> {
  const [open] = await tx.$queryRaw<{ in_pool: number; of_agent: number; of_sponsor: number }[]>`
    SELECT count(*) FILTER (WHERE agent_id = ${of.agentId} AND approver_teams && ${[...of.teams]}::text[])::int AS in_pool,
      count(*) FILTER (WHERE agent_id = ${of.agentId})::int AS of_agent, count(*)::int AS of_sponsor
    FROM requests WHERE agent_id = ANY(${[...of.siblings]}::text[]) AND status = 'pending' AND expires_at > clock_timestamp()`
  const denied = await tx.$queryRaw<{ at: Date }[]>`
    SELECT resolved_at AS at FROM requests r
    WHERE agent_id = ${of.agentId} AND status = 'denied' AND next_action <> 'revise' AND created_at > now() - interval '8 days'
      AND resolved_at > clock_timestamp() - make_interval(mins => ${HOLD_MINUTES})
      AND EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = r.id AND d.verb = 'deny')
    ORDER BY resolved_at DESC LIMIT 20`
  return {
    inPool: open?.in_pool ?? 0,
    ofAgent: open?.of_agent ?? 0,
    ofSponsor: open?.of_sponsor ?? 0,
    denied: denied.map(({ at }) => at),
  }
}

/** The request of the same agent that already asks people for exactly this, made moments ago; null when there is none. */
export async function findEqual(
  tx: Tx,
  submission: Submission,
  wish: { intentKey: string; params: Json; secret: Json; minutes: number },
): Promise<string | null> {
  const [equal] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM requests
    WHERE intent_key = ${wish.intentKey} AND created_at > now() - make_interval(mins => ${wish.minutes})
      AND agent_id = ${submission.agent.id} AND executor_id = ${submission.executor.id} AND boundary_id = ${submission.boundary.id}
      AND params = ${JSON.stringify(wish.params)}::jsonb
      AND secret IS NOT DISTINCT FROM ${wish.secret === null ? null : JSON.stringify(wish.secret)}::jsonb
      AND principals = ${[...submission.principals]}::text[] AND status = 'pending' AND expires_at > clock_timestamp()
    ORDER BY created_at DESC LIMIT 1`
  return equal?.id ?? null
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
