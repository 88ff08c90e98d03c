import { type BareScript, NUMBER } from './bare-loop'
import type { Stage } from './stage'

/** An identifier as long as ours that grows as ours do; `number` is evaluated once per transaction. */
const idOf = (prefix: string, number = NUMBER) => `'${prefix}_' || lpad((${number})::text, 26, '0')`

/** How a peer's transaction is spelled: as a client would write it, or as the one statement that ours is. */
export type Spelling = 'statements' | 'one statement'

/**
 * The bare equivalent of one submission: the rows that we really wrote for `requestId`, under new identifiers, into
 * tables without any rule. The values are literals of the statement, so the peer does not even transfer them.
 */
export async function bareSubmit(stage: Stage, requestId: string, spelling: Spelling): Promise<BareScript> {
  const request = await literalRow(stage, 'requests', `id = '${requestId}'`)
  const evaluation = await literalRow(stage, 'evaluations', `request_id = '${requestId}'`)
  const entries = await literalRows(stage, 'log_entries', `request_id = '${requestId}'`)
  const grants = await literalRows(stage, 'grants', `request_id = '${requestId}'`)
  const statements = [
    insert('requests', request, { id: idOf('req') }),
    insert('evaluations', evaluation, { id: idOf('evl'), request_id: idOf('req') }),
    ...entries.flatMap((entry, i) => [
      insert('log_entries', entry, { id: idOf(`en${i}`), request_id: idOf('req') }),
      `INSERT INTO peer.log_pending (entry_id) VALUES (${idOf(`en${i}`)})`,
    ]),
    ...grants.map((grant) => insert('grants', grant, { id: idOf('grt'), request_id: idOf('req') })),
  ]
  return script(statements, spelling)
}

/** The bare equivalent of one redemption: the grant updated once, execution, evaluation and entry inserted. */
export async function bareRedeem(stage: Stage, requestId: string, spelling: Spelling): Promise<BareScript> {
  const execution = await literalRow(stage, 'executions', `request_id = '${requestId}'`)
  const evaluation = await literalRow(stage, 'evaluations', `request_id = '${requestId}' AND phase = 'redeem'`)
  const entry = await literalRow(stage, 'log_entries', `request_id = '${requestId}' AND type = 'grant.redeemed'`)
  const statements = [
    `UPDATE peer.grants SET status = 'redeemed', redeemed_at = now() WHERE id = ${idOf('bar')} AND status = 'issued'`,
    insert('executions', execution, { id: idOf('exe'), grant_id: idOf('bar') }),
    insert('evaluations', evaluation, { id: idOf('evr') }),
    insert('log_entries', entry, { id: idOf('enr') }),
    `INSERT INTO peer.log_pending (entry_id) VALUES (${idOf('enr')})`,
  ]
  return script(statements, spelling)
}

/** Grants for `bareRedeem` to use up, numbered from 0. */
export async function prepareBareGrants(stage: Stage, requestId: string, count: number): Promise<void> {
  const grant = await literalRow(stage, 'grants', `request_id = '${requestId}'`)
  const columns = { ...grant, id: idOf('bar', 'g'), status: "'issued'", redeemed_at: 'NULL' }
  await stage.sql(
    'TRUNCATE peer.grants, peer.executions, peer.evaluations, peer.log_entries, peer.log_pending, peer.requests',
  )
  await stage.sql(
    `INSERT INTO peer.grants (${Object.keys(columns).join(', ')}) SELECT ${Object.values(columns).join(', ')} FROM generate_series(0, ${count - 1}) g`,
  )
}

function script(statements: readonly string[], spelling: Spelling): BareScript {
  if (spelling === 'statements') return { statements: ['BEGIN', ...statements, 'COMMIT'] }
  const parts = statements.slice(0, -1).map((statement, i) => `p${i} AS (${statement})`)
  return { statements: [`WITH ${parts.join(', ')} ${statements.at(-1)}`] }
}

function insert(
  table: string,
  row: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, string>>,
): string {
  const columns = { ...row, ...changed }
  return `INSERT INTO peer.${table} (${Object.keys(columns).join(', ')}) VALUES (${Object.values(columns).join(', ')})`
}

async function literalRow(stage: Stage, table: string, where: string): Promise<Record<string, string>> {
  const [row] = await literalRows(stage, table, where)
  if (!row) throw new Error(`no row of ${table} where ${where}`)
  return row
}

/** Rows as SQL literals with their types, by column. */
async function literalRows(stage: Stage, table: string, where: string): Promise<Record<string, string>[]> {
  const columns = await stage.sql(
    'SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped',
    [table],
  )
  const rows = await stage.sql(
    `SELECT ${columns.map(({ name }) => `${name}::text`).join(', ')} FROM ${table} WHERE ${where}`,
  )
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name, type }) => [String(name), literal(row[String(name)], String(type))])),
  )
}

/** Without a colon of its own: pgbench takes what follows one for a variable. */
function literal(value: unknown, type: string): string {
  if (value === null) return `NULL::${type}`
  const text = String(value).replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a')
  return `E'${text}'::${type}`
}
