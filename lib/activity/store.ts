import type { TitlePart } from '@/lib/core/presentation/presentation'
import type { RequestStatus } from '@/lib/core/request/state'
import { prisma } from '@/lib/platform/prisma'
import { Prisma } from '@/prisma/generated/client'

export type DecidedRow = {
  id: string
  request_id: string
  verb: 'approve' | 'deny' | 'abstain'
  code: string | null
  reason: string
  signed: boolean
  decided_at: Date
  seconds: number | null
  title_parts: TitlePart[]
  level: 'T0' | 'T1' | 'T2' | 'T3' | 'TX'
  binding_code: string
  agent_id: string
  workflow_id: string
  status: RequestStatus
  expires_at: Date
  grant_status: string | null
  outcome: 'succeeded' | 'failed' | 'unknown' | null
}

/** A person's own decisions, newest first; ids sort by time. One more than `limit` tells whether there is a next page. */
export async function findDecided(personId: string, before: string | null, limit: number): Promise<DecidedRow[]> {
  const from = before === null ? Prisma.empty : Prisma.sql`AND d.id < ${before}`
  return prisma().$queryRaw<DecidedRow[]>`
    SELECT d.id, d.request_id, d.verb, d.code, d.reason, d.passkey_id IS NOT NULL AS signed, d.decided_at,
      extract(epoch FROM d.decided_at - d.opened_at)::float8 AS seconds, r.presentation::jsonb -> 'title_parts' AS title_parts, r.level, r.binding_code,
      r.agent_id, r.workflow_id, r.status, r.expires_at, g.status AS grant_status, e.outcome
    FROM (SELECT * FROM decisions d WHERE d.person_id = ${personId} ${from} ORDER BY d.decided_at DESC, d.id DESC LIMIT ${limit + 1}) AS d
      JOIN requests r ON r.id = d.request_id LEFT JOIN grants g ON g.request_id = r.id LEFT JOIN executions e ON e.grant_id = g.id
    ORDER BY d.decided_at DESC, d.id DESC`
}

export type DecidedStats = {
  decided: number
  approved: number
  denied: number
  abstained: number
  overturned: number
  median_seconds: number | null
}

/** How a person decided in the last thirty days. `overturned` is core's `overturned`, said in SQL. */
export async function countDecided(personId: string): Promise<DecidedStats> {
  const rows = await prisma().$queryRaw<DecidedStats[]>`
    SELECT count(*)::int AS decided, count(*) FILTER (WHERE d.verb = 'approve')::int AS approved, count(*) FILTER (WHERE d.verb = 'deny')::int AS denied,
      count(*) FILTER (WHERE d.verb = 'abstain')::int AS abstained,
      count(*) FILTER (WHERE (d.verb = 'approve' AND (r.status = 'denied' OR g.status = 'revoked')) OR (d.verb = 'deny' AND r.status = 'approved'))::int AS overturned,
      percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d.decided_at - d.opened_at)::float8) AS median_seconds
    FROM decisions d JOIN requests r ON r.id = d.request_id LEFT JOIN grants g ON g.request_id = r.id
    WHERE d.person_id = ${personId} AND d.decided_at > now() - interval '30 days'`
  return rows[0] ?? { decided: 0, approved: 0, denied: 0, abstained: 0, overturned: 0, median_seconds: null }
}
