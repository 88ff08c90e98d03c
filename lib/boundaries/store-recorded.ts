import type { Facts } from '@/lib/core/boundary/cedar-request'
import type { Json } from '@/lib/core/canonical/json'
import type { Level } from '@/lib/core/presentation/presentation'
import type { Db } from '@/lib/platform/transaction'
import { Prisma } from '@/prisma/generated/client'

/** A request as it was judged when it was made, with what became of it. */
export type Recorded = {
  id: string
  digest: string
  code: string
  title: string
  at: Date
  level: Level
  status: string
  agentId: string
  action: string
  resource: string
  params: { [name: string]: Json }
  /** What Cedar was given: the counts and facts of that moment. */
  context: Pick<Facts, 'velocity' | 'history' | 'emergency' | 'secret'> & {
    delegation: { principals: number }
    credential: { strength: Facts['strength'] }
    hidden_characters: number
  }
  deniedBy: string | null
  denialCode: string | null
}

const PAGE = 500

/** The last `most` requests of a workflow, newest first, in pages: ten thousand of them are not held at once. */
export async function* recordedRequests(db: Db, workflowId: string, most: number): AsyncGenerator<Recorded[]> {
  let after: { at: Date; id: string } | null = null
  for (let left = most; left > 0; ) {
    const from: Prisma.Sql = after ? Prisma.sql`AND (r.created_at, r.id) < (${after.at}, ${after.id})` : Prisma.empty
    const page: Recorded[] = await db.$queryRaw<Recorded[]>`
      SELECT r.id, r.digest, r.binding_code AS code, r.title, r.created_at AS at, r.level, r.status, r.agent_id AS "agentId", r.action, r.resource, r.params,
        e.context, d.person_id AS "deniedBy", d.code AS "denialCode"
      FROM requests r JOIN evaluations e ON e.request_id = r.id AND e.phase = 'submit'
        LEFT JOIN LATERAL (SELECT person_id, code FROM decisions WHERE request_id = r.id AND verb = 'deny' AND r.status = 'denied' ORDER BY id LIMIT 1) d ON true
      WHERE r.workflow_id = ${workflowId} ${from} ORDER BY r.created_at DESC, r.id DESC LIMIT ${Math.min(PAGE, left)}`
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = { at: last.at, id: last.id }
    left -= page.length
  }
}

/** How many a simulation over the last `most` will judge. */
export async function countRecorded(db: Db, workflowId: string, most: number): Promise<number> {
  const rows = await db.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM (SELECT 1 FROM requests WHERE workflow_id = ${workflowId} LIMIT ${most}) AS counted`
  return rows[0]?.count ?? 0
}
