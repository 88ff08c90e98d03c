import type { Json } from '@/lib/core/canonical/json'
import { prisma } from '@/lib/platform/prisma'
import { type Viewer, visibleTo } from '../store'

export type LikeRow = {
  id: string
  code: string
  title: string
  status: 'approved' | 'denied'
  resource: string
  executorId: string
  agentId: string
  params: { [name: string]: Json }
  at: string
  /** What the agent was told. */
  told: { code: string; message: string } | null
  decisions: { person: string; verb: string; code: string | null }[]
}
export type CountRow = {
  scope: 'agent' | 'workflow'
  key: string
  samples: number
  same: number
  below: number
  distinct: number
  number: boolean
}
export type Like = { past: LikeRow[]; counts: CountRow[] }

/** How far back: rows that are read, and of them those of the same action that are counted. Both bound the cost. */
const READ = 2_000
const COUNTED = 500
/** Decided by people, of each outcome. */
const DECIDED = 40
/** Longer params than this are no use for comparing and would have to be fetched from beside the row. Bytes. */
const PARAMS_BYTES = 8_000

/**
 * What came before a request of the same action, in one statement: the newest ones that people approved and denied (as far
 * as this person may see them), and how often each of its values was asked for by the agent and in the workflow.
 *
 * Every part walks an index from its newest end and stops after a fixed number of rows, so the cost does not grow with the
 * table: `requests_workflow_id_created_at_idx`, `requests_agent_id_created_at_id_idx` and `requests_decided`.
 */
export async function findLike(viewer: Viewer, id: string): Promise<Like> {
  const rows = await prisma().$queryRaw<Like[]>`
    WITH me AS MATERIALIZED (SELECT id, workflow_id, action, agent_id, resource, params, created_at FROM requests WHERE id = ${id}),
    fields AS MATERIALIZED (
      SELECT e.key, e.value FROM me, jsonb_each(me.params) e WHERE pg_column_size(e.value) <= 300
      UNION ALL SELECT '(resource)', to_jsonb(me.resource) FROM me),
    samples AS MATERIALIZED (
      SELECT 'workflow' AS scope, n.resource, n.params FROM me, LATERAL (
        SELECT w.resource, w.params FROM (SELECT r.action, r.resource, r.params FROM requests r
          WHERE r.workflow_id = me.workflow_id AND r.created_at < me.created_at ORDER BY r.created_at DESC LIMIT ${READ}) w
        WHERE w.action = me.action AND pg_column_size(w.params) <= ${PARAMS_BYTES} LIMIT ${COUNTED}) n
      UNION ALL
      SELECT 'agent', n.resource, n.params FROM me, LATERAL (
        SELECT a.resource, a.params FROM (SELECT r.workflow_id, r.action, r.resource, r.params FROM requests r
          WHERE r.agent_id = me.agent_id AND r.created_at < me.created_at ORDER BY r.created_at DESC, r.id DESC LIMIT ${READ}) a
        WHERE a.workflow_id = me.workflow_id AND a.action = me.action AND pg_column_size(a.params) <= ${PARAMS_BYTES} LIMIT ${COUNTED}) n),
    valued AS (
      SELECT s.scope, f.key, f.value AS mine, CASE f.key WHEN '(resource)' THEN to_jsonb(s.resource) ELSE s.params -> f.key END AS theirs
      FROM fields f CROSS JOIN samples s),
    counts AS (
      SELECT scope, key, count(*)::int AS samples, (count(*) FILTER (WHERE theirs = mine))::int AS same,
        (count(*) FILTER (WHERE CASE WHEN jsonb_typeof(theirs) = 'number' AND jsonb_typeof(mine) = 'number'
          THEN (theirs #>> '{}')::numeric < (mine #>> '{}')::numeric ELSE false END))::int AS below,
        count(DISTINCT theirs)::int AS distinct, bool_and(jsonb_typeof(mine) = 'number') AS number
      FROM valued GROUP BY scope, key),
    past AS (
      SELECT p.* FROM me, unnest(ARRAY['approved', 'denied']) AS o(outcome), LATERAL (
        SELECT r.id, r.binding_code, r.title, r.status, r.resource, r.executor_id, r.agent_id, r.params, r.created_at, r.resolved_at, r.resolution FROM requests r
        WHERE r.workflow_id = me.workflow_id AND r.action = me.action AND r.status = o.outcome AND r.status IN ('approved', 'denied') AND r.tier = 'approve' AND r.created_at < me.created_at
          AND pg_column_size(r.params) <= ${PARAMS_BYTES} AND ${visibleTo(viewer)}
        ORDER BY r.created_at DESC LIMIT ${DECIDED}) p)
    SELECT
      (SELECT coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'code', p.binding_code, 'title', p.title, 'status', p.status, 'resource', p.resource,
        'executorId', p.executor_id, 'agentId', p.agent_id, 'params', p.params, 'at', to_char(p.resolved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'told', p.resolution #> '{reasons,0}', 'decisions', (SELECT coalesce(jsonb_agg(jsonb_build_object('person', d.person_id, 'verb', d.verb, 'code', d.code) ORDER BY d.id), '[]') FROM decisions d WHERE d.request_id = p.id)
      ) ORDER BY p.created_at DESC, p.id), '[]') FROM past p) AS past,
      (SELECT coalesce(jsonb_agg(to_jsonb(c)), '[]') FROM counts c) AS counts`
  return rows[0] ?? { past: [], counts: [] }
}
