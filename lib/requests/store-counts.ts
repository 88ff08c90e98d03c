import type { Velocity } from '@/lib/core/boundary/cedar-request'
import type { Json } from '@/lib/core/canonical/json'
import type { Named } from '@/lib/core/request/look-alike'
import { HOLD_MINUTES, type Waiting } from '@/lib/core/request/volume'
import type { Db } from '@/lib/platform/prisma'
import { runStatement } from '@/lib/platform/statement'
import type { Tx } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** What a wish is counted by. */
export type Counting = {
  workflowId: string
  action: string
  agentId: string
  sponsorId: string
  resource: string
  moneyParam: string | null
}

/** Requests of the last 24 hours that have the same in common with the wish: whose they are, whether of the last hour, how many and how much. */
type Bucket = { agent: boolean; sponsor: boolean; resource: boolean; recent: boolean; count: number; sum: number }

/** How often and how much: requests of the same action by this agent, its sponsor and on this resource. Denied wishes count as attempts, not in sums. */
function velocitySql(of: Counting): Prisma.Sql {
  const amount =
    of.moneyParam === null
      ? Prisma.sql`0`
      : Prisma.sql`CASE WHEN status IN ('pending', 'approved') THEN coalesce((params ->> ${of.moneyParam})::numeric, 0) ELSE 0 END`
  const agent = Prisma.sql`agent_id = ${of.agentId}`
  const sponsor = Prisma.sql`sponsor_id = ${of.sponsorId}`
  const resource = Prisma.sql`resource = ${of.resource}`
  return Prisma.sql`(
    SELECT coalesce(jsonb_agg(to_jsonb(v)), '[]') FROM (
      SELECT ${agent} AS agent, ${sponsor} AS sponsor, ${resource} AS resource, created_at > now() - interval '1 hour' AS recent,
        count(*) AS count, sum(${amount}) AS sum
      FROM requests WHERE workflow_id = ${of.workflowId} AND action = ${of.action} AND created_at > now() - interval '24 hours'
        AND (${agent} OR ${sponsor} OR ${resource}) GROUP BY 1, 2, 3, 4) AS v)`
}

function readVelocity(buckets: readonly Bucket[]): Velocity {
  const total = (of: (bucket: Bucket) => boolean) =>
    buckets
      .filter(of)
      .reduce((all, { count, sum }) => ({ count: all.count + count, sum: all.sum + sum }), { count: 0, sum: 0 })
  return {
    agent_1h: total(({ agent, recent }) => agent && recent),
    agent_24h: total(({ agent }) => agent),
    sponsor_1h: total(({ sponsor, recent }) => sponsor && recent),
    sponsor_24h: total(({ sponsor }) => sponsor),
    resource_1h: total(({ resource, recent }) => resource && recent),
    resource_24h: total(({ resource }) => resource),
  }
}

/** How often the same wish was denied by people in the last 24 h, by whatever agent. */
function deniedSql(intentKey: string): Prisma.Sql {
  return Prisma.sql`(
    SELECT count(*)::int FROM requests WHERE intent_key = ${intentKey} AND status = 'denied' AND tier = 'approve' AND created_at > now() - interval '24 hours')`
}

/** What rules count, for a wish that is only tried. */
export async function countTrial(
  db: Db,
  of: Counting,
  intentKey: string,
): Promise<{ velocity: Velocity; denied: number }> {
  const [row] = await db.$queryRaw<{ velocity: Bucket[]; denied: number }[]>`
    SELECT ${velocitySql(of)} AS velocity, ${deniedSql(intentKey)} AS denied`
  return { velocity: readVelocity(row?.velocity ?? []), denied: row?.denied ?? 0 }
}

/** What makes two wishes the same one. */
export type SameWish = {
  minutes: number
  executorId: string
  boundaryId: string
  secret: Json
  principals: readonly string[]
}

export type EarlierRequest = Named & { id: string; bindingCode: string }

/** Everything that a wish is judged by besides the configuration. */
export type Counts = {
  /** When this transaction began: what a row inserted in it takes for its `created_at`. */
  at: Date
  velocity: Velocity
  denied: number
  /** The newest five hundred requests for this action, newest first: what a new one's names are compared with. */
  earlier: EarlierRequest[]
  /** The request of the same agent that already asks people for exactly this, made moments ago. */
  equal: string | null
  waiting: Waiting[]
  /** What people denied of the agent within the window, newest first; to ask for changes is to be asked again. */
  denials: Date[]
}

type Row = Pick<Counts, 'at' | 'denied' | 'equal' | 'waiting'> & {
  velocity: Bucket[]
  earlier: [string, string, string, { [name: string]: Json }][]
  denials: Date[]
}

/**
 * Counts once, in one statement, under the locks of `lockAsking`: what arrives together is counted one after the other.
 * @param same null when an equal wish does not matter.
 */
export async function countAsking(
  tx: Tx,
  of: Counting & {
    intentKey: string
    params: { [name: string]: Json }
    siblings: readonly string[]
  },
  same: SameWish | null,
): Promise<Counts> {
  const params = JSON.stringify(of.params)
  const equal = same
    ? Prisma.sql`(
      SELECT id FROM requests
      WHERE intent_key = ${of.intentKey} AND tier = 'approve' AND created_at > now() - make_interval(mins => ${same.minutes})
        AND agent_id = ${of.agentId} AND executor_id = ${same.executorId} AND boundary_id = ${same.boundaryId}
        AND params = ${params}::jsonb
        AND secret IS NOT DISTINCT FROM ${same.secret === null ? null : JSON.stringify(same.secret)}::jsonb
        AND principals = ${[...same.principals]}::text[] AND status = 'pending' AND expires_at > clock_timestamp()
      ORDER BY created_at DESC LIMIT 1)`
    : Prisma.sql`NULL::text`
  const [row] = await runStatement<Row>(
    tx,
    Prisma.sql`
    SELECT now() AS at, ${velocitySql(of)} AS velocity, ${deniedSql(of.intentKey)} AS denied, ${equal} AS equal,
      -- Whoever names exactly the same looks like nothing else.
      (SELECT coalesce(json_agg(json_build_array(id, binding_code, resource, params) ORDER BY created_at DESC), '[]') FROM (
        SELECT id, binding_code, resource, params, created_at FROM requests WHERE workflow_id = ${of.workflowId} AND action = ${of.action} ORDER BY created_at DESC LIMIT 500) AS newest
        WHERE resource <> ${of.resource} OR params <> ${params}::jsonb) AS earlier,
      (SELECT coalesce(jsonb_agg(to_jsonb(w)), '[]') FROM (
        SELECT agent_id = ${of.agentId} AS own, approver_teams AS teams, count(*)::int AS count
        FROM requests WHERE agent_id = ANY(${[...of.siblings]}::text[]) AND status = 'pending' AND expires_at > clock_timestamp() GROUP BY 1, 2) AS w) AS waiting,
      ARRAY(SELECT resolved_at FROM requests r
        WHERE agent_id = ${of.agentId} AND tier = 'approve' AND status = 'denied' AND next_action <> 'revise'
          AND resolved_at > clock_timestamp() - make_interval(mins => ${HOLD_MINUTES})
          AND EXISTS (SELECT 1 FROM decisions d WHERE d.request_id = r.id AND d.verb = 'deny')
        ORDER BY resolved_at DESC LIMIT 20) AS denials`,
  )
  if (!row) throw new Error('the counting statement returned nothing')
  return {
    ...row,
    velocity: readVelocity(row.velocity),
    earlier: row.earlier.map(([id, bindingCode, resource, params]) => ({ id, bindingCode, resource, params })),
  }
}
