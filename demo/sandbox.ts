import pg from 'pg'
import { FILL, SCHEMA, TABLES } from './sandbox/contents'
import { customerCare } from './sandbox/customer-care'
import { database } from './sandbox/database'
import { deployment } from './sandbox/deployment'
import { sandboxFiles } from './sandbox/files'
import { type Handler, type Result, type SandboxFiles, WorkRefused } from './sandbox/handler'
import { payments } from './sandbox/payments'
import { secrets } from './sandbox/secrets'

/** The systems that the demo's executors really change: a schema `sandbox` in PostgreSQL and files in a folder. */
export interface Sandbox {
  /**
   * Does one piece of approved work exactly once per execution id: the same id again changes nothing and gives the first
   * result. Refuses (WorkRefused), with nothing changed, what cannot be done as it was approved.
   */
  perform(job: Job): Promise<{ readonly result: Result; readonly repeated: boolean }>
  /** Notes that an execution began, before its work: a crash in between is found again. */
  begin(entry: JournalEntry): Promise<void>
  reported(executionId: string): Promise<void>
  /** Executions that began and were never reported, with the result where the work was done. */
  unreported(executor: string): Promise<readonly { readonly executionId: string; readonly result: Result | null }[]>
  state(): Promise<SandboxState>
  close(): Promise<void>
}

interface Job {
  readonly executionId: string
  readonly requestId: string
  readonly action: string
  /** `kind:id`. */
  readonly resource: string
  readonly params: unknown
}

interface JournalEntry {
  readonly executionId: string
  readonly executor: string
  readonly requestId: string
}

/** Everything that work can change, for looking at before and after. */
interface SandboxState {
  readonly charges: Readonly<Record<string, { readonly amount: number; readonly refunded: number }>>
  readonly refunds: number
  readonly payouts: number
  readonly creditLimits: Readonly<Record<string, number>>
  /** Rows and columns by resource id, e.g. `prod.orders`. */
  readonly tables: Readonly<Record<string, { readonly rows: number; readonly columns: readonly string[] }>>
  readonly secretVersions: Readonly<Record<string, number>>
  readonly leases: number
  readonly flags: Readonly<Record<string, number>>
  readonly messages: number
  readonly notes: number
  readonly clusters: Readonly<Record<string, unknown>>
  readonly exports: number
  /** Executions whose work was done. */
  readonly done: number
}

const handlers: Readonly<Record<string, Handler>> = {
  ...payments,
  ...database,
  ...secrets,
  ...deployment,
  ...customerCare,
}
/** Any number that nothing else locks; work in the sandbox is done one piece after the other. */
const SANDBOX_LOCK = 4_342_398

/** Opens the sandbox at `url` and `folder`, made and filled when it is not there yet. */
export async function openSandbox(options: { readonly url: string; readonly folder: string }): Promise<Sandbox> {
  const pool = new pg.Pool({ connectionString: options.url, max: 4, application_name: 'countersign-demo-sandbox' })
  // A connection that breaks while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined)
  const files = sandboxFiles(options.folder)
  try {
    await alone(pool, async (client) => {
      const { rows } = await client.query("SELECT to_regnamespace('sandbox') IS NOT NULL AS there")
      if (!rows[0].there) await client.query('CREATE SCHEMA sandbox')
      const filled = await client.query("SELECT to_regclass('sandbox.messages') IS NOT NULL AS yes")
      if (filled.rows[0].yes) return
      await client.query(SCHEMA)
      for (const { sql, values } of FILL) await client.query(sql, [...values])
    })
  } catch (error) {
    await pool.end()
    throw error
  }
  return {
    perform: (job) => alone(pool, (client) => perform(client, files, job)),
    begin: async ({ executionId, executor, requestId }) => {
      await pool.query(
        'INSERT INTO sandbox.journal (execution_id, executor, request_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
        [executionId, executor, requestId],
      )
    },
    reported: async (executionId) => {
      await pool.query('UPDATE sandbox.journal SET reported_at = clock_timestamp() WHERE execution_id = $1', [
        executionId,
      ])
    },
    unreported: async (executor) => {
      const { rows } = await pool.query<{ id: string; result: Result | null }>(
        `SELECT j.execution_id AS id, w.result FROM sandbox.journal j LEFT JOIN sandbox.work w USING (execution_id)
         WHERE j.executor = $1 AND j.reported_at IS NULL ORDER BY j.redeemed_at LIMIT 100`,
        [executor],
      )
      return rows.map(({ id, result }) => ({ executionId: id, result }))
    },
    state: () => readState(pool, files),
    close: () => pool.end(),
  }
}

async function perform(client: pg.ClientBase, files: SandboxFiles, job: Job) {
  const before = await client.query<{ result: Result }>('SELECT result FROM sandbox.work WHERE execution_id = $1', [
    job.executionId,
  ])
  if (before.rows[0]) return { result: before.rows[0].result, repeated: true }
  const handler = Object.hasOwn(handlers, job.action) ? handlers[job.action] : undefined
  if (!handler) throw new WorkRefused(`nobody here knows how to do ${job.action}`)
  const target = job.resource.slice(job.resource.indexOf(':') + 1)
  const result = await handler.act({ client, files, executionId: job.executionId, target }, job.params)
  await client.query(
    'INSERT INTO sandbox.work (execution_id, request_id, action, resource, result) VALUES ($1, $2, $3, $4, $5)',
    [job.executionId, job.requestId, job.action, job.resource, JSON.stringify(result)],
  )
  return { result, repeated: false }
}

/** One transaction at a time over the whole sandbox; files change under the same lock. */
async function alone<T>(pool: pg.Pool, run: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [SANDBOX_LOCK])
    const value = await run(client)
    await client.query('COMMIT')
    client.release()
    return value
  } catch (error) {
    const broken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    )
    client.release(broken)
    throw error
  }
}

async function readState(pool: pg.Pool, files: SandboxFiles): Promise<SandboxState> {
  const all = async (sql: string) => (await pool.query<Record<string, unknown>>(sql)).rows
  const count = async (table: string) => Number((await all(`SELECT count(*) AS n FROM sandbox.${table}`))[0]?.n)
  const numbers = async (sql: string) =>
    Object.fromEntries((await all(sql)).map((row) => [String(row.key), Number(row.value)]))
  const charges = await all('SELECT id, amount, refunded FROM sandbox.charges ORDER BY id')
  const tables = await Promise.all(
    Object.entries(TABLES).map(async ([name, table]) => {
      const columns = await all(
        `SELECT column_name FROM information_schema.columns WHERE table_schema = 'sandbox' AND table_name = '${table}' ORDER BY ordinal_position`,
      )
      return [name, { rows: await count(table), columns: columns.map((row) => String(row.column_name)) }] as const
    }),
  )
  return {
    charges: Object.fromEntries(
      charges.map((row) => [String(row.id), { amount: Number(row.amount), refunded: Number(row.refunded) }]),
    ),
    refunds: await count('refunds'),
    payouts: await count('payouts'),
    creditLimits: await numbers('SELECT id AS key, credit_limit AS value FROM sandbox.customers ORDER BY id'),
    tables: Object.fromEntries(tables),
    secretVersions: await numbers('SELECT path AS key, version AS value FROM sandbox.secrets ORDER BY path'),
    leases: await count('leases'),
    flags: await numbers('SELECT name AS key, percent AS value FROM sandbox.flags ORDER BY name'),
    messages: await count('messages'),
    notes: await count('notes'),
    clusters: Object.fromEntries(
      files.list('clusters').map((name) => [name.replace(/\.json$/, ''), files.read('clusters', name)]),
    ),
    exports: files.list('exports').length,
    done: await count('work'),
  }
}
