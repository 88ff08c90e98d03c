import pg from 'pg'
import { env } from '@/lib/platform/env'

/** Statements as the owner of the tables on this process's own database. */
export interface Owner {
  sql(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>
  end(): Promise<void>
}

export async function connectOwner(): Promise<Owner> {
  const client = new pg.Client({ connectionString: env().databaseUrl })
  await client.connect()
  return {
    sql: async (text, values = []) => (await client.query<Record<string, unknown>>(text, [...values])).rows,
    end: () => client.end(),
  }
}

/** The whole past that is made up: longer than any window that a query looks at. */
const DAYS = 90

/**
 * History: copies of the requests that are there (really submitted, of every tier), each with its evaluation, its log
 * entry and, where policy allowed it, its used-up grant; spread over the last 90 days, ended, under identifiers of their time.
 * What waits for people is not copied: how much waits does not depend on how much has been.
 * Numbers `from` to `to` are made, so that a second call goes on where the first ended.
 */
export async function makeHistory(owner: Owner, from: number, to: number): Promise<void> {
  const columns = await columnsOf(owner, 'requests')
  const id = (prefix: string) => `'${prefix}_' || made.stamp`
  const changed: Record<string, string> = {
    id: id('req'),
    created_at: 'made.at',
    expires_at: 'made.at + (t.expires_at - t.created_at)',
    not_after: 'made.at + (t.not_after - t.created_at)',
    status: "CASE WHEN t.tier = 'approve' THEN 'expired' ELSE t.status END",
    next_action: "CASE WHEN t.tier = 'approve' THEN 'none' ELSE t.next_action END",
    resolved_at: "made.at + interval '1 minute'",
  }
  // Birth and transitions are the law's, and this is neither; every CHECK, reference and index stays in force.
  for (const table of ['requests', 'grants']) await owner.sql(`ALTER TABLE ${table} DISABLE TRIGGER USER`)
  try {
    await owner.sql(
      `CREATE TEMP TABLE IF NOT EXISTS template AS SELECT row_number() OVER (ORDER BY id) - 1 AS i, * FROM requests`,
    )
    await owner.sql('DROP TABLE IF EXISTS made')
    await owner.sql(
      `CREATE TEMP TABLE made AS
        SELECT n, n % (SELECT count(*) FROM template) AS i, at,
          lpad(to_hex((extract(epoch FROM at) * 1000)::bigint), 12, '0') || lpad(n::text, 14, '0') AS stamp
        FROM generate_series(${from}, ${to - 1}) AS n, LATERAL (SELECT date_trunc('milliseconds', now()) - interval '${DAYS} days' * ((n * 7919) % 1000003) / 1000003.0 - interval '1 hour' AS at) AS a`,
    )
    const source = 'FROM made JOIN template t ON t.i = made.i'
    await owner.sql(
      `INSERT INTO requests (${columns.join(', ')}) SELECT ${columns.map((name) => changed[name] ?? `t.${name}`).join(', ')} ${source}`,
    )
    await owner.sql(
      `INSERT INTO evaluations (id, request_id, boundary_id, phase, tier, determining, errors, context, created_at)
        SELECT ${id('evl')}, ${id('req')}, e.boundary_id, e.phase, e.tier, e.determining, e.errors, e.context, made.at
        ${source} JOIN evaluations e ON e.request_id = t.id AND e.phase = 'submit'`,
    )
    await owner.sql(
      `INSERT INTO log_entries (id, type, at, request_id, body)
        SELECT ${id('ent')}, e.type, made.at, ${id('req')}, replace(replace(e.body, e.id, ${id('ent')}), t.id, ${id('req')})
        ${source} JOIN log_entries e ON e.request_id = t.id AND e.type = 'request.submitted'`,
    )
    await owner.sql(
      `INSERT INTO grants (id, request_id, agent_id, executor_id, digest, status, issued_at, not_before, expires_at, redeemed_at, ended_at, ended_by, ended_why)
        SELECT ${id('grt')}, ${id('req')}, g.agent_id, g.executor_id, g.digest, 'completed', made.at, made.at, made.at + (g.expires_at - g.issued_at),
          made.at, made.at + interval '1 minute', 'executor', 'completed' ${source} JOIN grants g ON g.request_id = t.id`,
    )
  } finally {
    for (const table of ['requests', 'grants']) await owner.sql(`ALTER TABLE ${table} ENABLE TRIGGER USER`)
  }
}

/** What autovacuum does within minutes of such a change, done before anything is read. */
export async function settle(owner: Owner): Promise<void> {
  await owner.sql('VACUUM ANALYZE')
}

async function columnsOf(owner: Owner, table: string): Promise<string[]> {
  const rows = await owner.sql(
    'SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum',
    [table],
  )
  return rows.map(({ attname }) => String(attname))
}
