import { createHash } from 'node:crypto'
import pg from 'pg'
import { z } from 'zod'
import { TABLES } from './contents'
import { type Handler, handler, one, type Work, WorkRefused } from './handler'

const ticket = z.string()
const limit = z.int().positive()

/** Works on named tables only; what an agent wrote is a value in SQL and never a name. */
export const database: Readonly<Record<string, Handler>> = {
  'db.read_rows': handler(z.strictObject({ limit, columns: z.array(z.string()) }), async (work, p) => {
    const { rows } = await work.client.query(`SELECT 1 FROM ${tableOf(work)} LIMIT $1`, [p.limit])
    return { rows: rows.length, columns: p.columns.length }
  }),
  'db.delete_rows': handler(
    z.strictObject({ status: z.string(), older_than_days: z.int().nonnegative(), limit, ticket }),
    async (work, p) => {
      const table = tableOf(work)
      const { rowCount } = await work.client.query(
        `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE status = $1 AND created_at <= now() - make_interval(days => $2) ORDER BY created_at LIMIT $3)`,
        [p.status, p.older_than_days, p.limit],
      )
      return { deleted: rowCount ?? 0 }
    },
  ),
  'db.add_column': handler(
    z.strictObject({
      column: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
      type: z.enum(['text', 'integer', 'bigint', 'boolean', 'date', 'timestamptz']),
      ticket,
    }),
    async (work, p) => {
      await work.client.query(
        `ALTER TABLE ${tableOf(work)} ADD COLUMN IF NOT EXISTS ${pg.escapeIdentifier(p.column)} ${p.type}`,
      )
      return { column: p.column, type: p.type }
    },
  ),
  'db.export_rows': handler(
    z.strictObject({ limit, destination: z.string(), format: z.enum(['csv', 'json']), ticket }),
    async (work, p) => {
      const { rows } = await work.client.query(`SELECT * FROM ${tableOf(work)} ORDER BY id LIMIT $1`, [p.limit])
      const digest = createHash('sha256').update(JSON.stringify(rows)).digest('base64url')
      work.files.write('exports', `${work.executionId}.json`, { destination: p.destination, table: work.target, rows })
      return { rows: rows.length, destination: p.destination, digest }
    },
  ),
  'db.run_script': handler(z.strictObject({ sql: z.string(), ticket }), async (work, p) => {
    const { alone } = await one(
      work,
      `SELECT NOT coalesce(has_table_privilege(to_regclass('public.log_entries'), 'SELECT'), false) AS alone`,
      [],
      'no answer',
    )
    // With the product's own database account, a script could read what is none of the sandbox's business.
    if (alone !== true)
      throw new WorkRefused('the sandbox has no database account of its own here, so free scripts are not run')
    if (!/^\s*(analyze|select|update|delete|insert)\b/i.test(p.sql))
      throw new WorkRefused('only one plain statement is run')
    await work.client.query('SET LOCAL search_path = sandbox')
    await work.client.query("SET LOCAL statement_timeout = '10s'")
    // A named statement goes by the extended protocol, which takes one only: nothing rides along behind a semicolon.
    const { rowCount, command } = await work.client.query({ name: work.executionId, text: p.sql })
    return { command, rows: rowCount ?? 0 }
  }),
}

function tableOf(work: Work): string {
  const name = Object.hasOwn(TABLES, work.target) ? TABLES[work.target] : undefined
  if (name === undefined) throw new WorkRefused(`there is no table ${work.target}`)
  return `sandbox.${name}`
}
