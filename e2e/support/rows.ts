import type { TestDatabase } from './database'

/** The id of the row with this slug. */
export async function idOfSlug(
  db: Pick<TestDatabase, 'asOwner'>,
  table: 'workflows' | 'teams' | 'agents' | 'executors',
  slug: string,
): Promise<string> {
  const [row] = await db.asOwner(`SELECT id FROM ${table} WHERE slug = $1`, [slug])
  if (typeof row?.id !== 'string') throw new Error(`there is no ${slug} in ${table}`)
  return row.id
}

/** The types of a request's log entries, in the order in which the log numbers them. */
export async function entriesOf(db: TestDatabase, requestId: string): Promise<string[]> {
  const rows = await db.asOwner('SELECT type FROM log_entries WHERE request_id = $1 ORDER BY at, id', [requestId])
  return rows.map(({ type }) => String(type))
}

/** The facts of a request's newest log entry of a type; undefined when there is none. */
export async function factsOf(
  db: TestDatabase,
  requestId: string,
  type: string,
): Promise<Record<string, unknown> | undefined> {
  const [row] = await db.asOwner(
    `SELECT body::jsonb -> 'facts' AS facts FROM log_entries WHERE request_id = $1 AND type = $2 ORDER BY at DESC, id DESC LIMIT 1`,
    [requestId, type],
  )
  return typeof row?.facts === 'object' && row.facts !== null ? { ...row.facts } : undefined
}

/** One number that a query gives. */
export async function countOf(db: TestDatabase, sql: string, values: readonly unknown[] = []): Promise<number> {
  return Number((await db.asOwner(sql, values))[0]?.count)
}

/**
 * Moves a deadline to `ms` from now by the database's clock (negative: it is over), which no verb can do. The law's
 * triggers are put aside for this one statement only.
 */
export async function moveDeadline(
  db: TestDatabase,
  of: 'request' | 'grant' | 'lease',
  id: string,
  ms: number,
): Promise<void> {
  const [table, column, by] =
    of === 'request'
      ? ['requests', 'expires_at', 'id']
      : of === 'grant'
        ? ['grants', 'expires_at', 'request_id']
        : ['executions', 'lease_expires_at', 'id']
  if (!/^[a-z]{3}_[0-9a-z]{26}$/.test(id)) throw new Error(`${id} is no id`)
  const early = of === 'grant' ? ", not_before = LEAST(not_before, clock_timestamp() - interval '1 hour')" : ''
  await db.asOwner(`BEGIN; ALTER TABLE ${table} DISABLE TRIGGER USER;
    UPDATE ${table} SET ${column} = clock_timestamp() + interval '${ms} milliseconds'${early} WHERE ${by} = '${id}';
    ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`)
}

/**
 * Lets somebody who was disabled, or a machine that was retired, go on: which no verb can do and the law refuses. For tests
 * that go on with the same people and machines.
 */
export async function revive(db: TestDatabase, table: 'people' | 'agents' | 'executors', id: string): Promise<void> {
  if (!/^[a-z]{3}_[0-9a-z]{26}$/.test(id)) throw new Error(`${id} is no id`)
  await db.asOwner(`BEGIN; ALTER TABLE ${table} DISABLE TRIGGER USER; ALTER TABLE ${table} ENABLE TRIGGER config_changed;
    UPDATE ${table} SET status = 'active' WHERE id = '${id}'; ALTER TABLE ${table} ENABLE TRIGGER USER; COMMIT`)
}

/** Whether `sql` is refused, with the reason the database gives; null when it went through. */
export async function refusalBy(
  run: (sql: string, values?: readonly unknown[]) => Promise<unknown>,
  sql: string,
  values: readonly unknown[] = [],
): Promise<string | null> {
  try {
    await run(sql, values)
    return null
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * Lets so much of a request's time pass (0 to 1) by moving everything about it back, which no verb can do: when it was asked,
 * its deadline and its timer.
 */
export async function passTime(db: Pick<TestDatabase, 'asOwner'>, requestId: string, share: number): Promise<void> {
  if (!/^req_[0-9a-z]{26}$/.test(requestId)) throw new Error(`${requestId} is no id`)
  await db.asOwner(`BEGIN; ALTER TABLE requests DISABLE TRIGGER USER; ALTER TABLE escalations DISABLE TRIGGER USER;
    WITH moved AS (SELECT created_at - (clock_timestamp() - (expires_at - created_at) * ${share} - interval '5 milliseconds') AS by FROM requests WHERE id = '${requestId}'),
      timer AS (UPDATE escalations SET next_at = next_at - moved.by FROM moved WHERE request_id = '${requestId}')
    UPDATE requests SET created_at = created_at - moved.by, expires_at = expires_at - moved.by FROM moved WHERE id = '${requestId}';
    ALTER TABLE requests ENABLE TRIGGER USER; ALTER TABLE escalations ENABLE TRIGGER USER; COMMIT`)
}
