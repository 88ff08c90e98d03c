import type pg from 'pg'

/** The role that requests are served with. What the triggers forbid, its privileges forbid again. */
export const APP_ROLE = 'countersign_app'

/**
 * Makes sure that the application's role exists and that `appUser` belongs to it, as far as the owner may do that.
 * Returns whether the role is there. A managed database whose owner may not create roles goes without: the triggers
 * still hold, and the readiness page says what is weaker.
 */
export async function ensureAppRole(client: pg.Client, appUser?: string): Promise<boolean> {
  const found = async () => (await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [APP_ROLE])).rowCount === 1
  if (!(await found())) {
    const { rows } = await client.query<{ may: boolean }>(
      'SELECT rolsuper OR rolcreaterole AS may FROM pg_roles WHERE rolname = current_user',
    )
    if (!rows[0]?.may) return false
    // Two databases of one cluster may start at once; roles belong to the cluster, so the other's one will do.
    await client.query(
      `DO $$ BEGIN CREATE ROLE ${APP_ROLE} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$`,
    )
  }
  if (appUser !== undefined && appUser !== APP_ROLE) await joinAppRole(client, appUser)
  return true
}

async function joinAppRole(client: pg.Client, user: string): Promise<void> {
  const { rows } = await client.query<{ member: boolean; self: boolean }>(
    `SELECT pg_has_role(rolname, $2, 'MEMBER') AS member, rolname = current_user AS self FROM pg_roles WHERE rolname = $1`,
    [user, APP_ROLE],
  )
  // The owner itself needs no membership: the tables are its own.
  if (rows[0] === undefined || rows[0].member || rows[0].self) return
  await client.query(`GRANT ${APP_ROLE} TO ${client.escapeIdentifier(user)}`)
}

/**
 * Gives `role` exactly what serving requests needs on every table of the product, derived from the triggers that are
 * there: append-only tables can be read and inserted, payloads also erased, migrations only read, what is never deleted is written
 * without that, the rest is written.
 */
export async function grantAppPrivileges(client: pg.Client, role: string): Promise<void> {
  const name = client.escapeIdentifier(role)
  const { rows } = await client.query<{ table: string; triggers: string[] }>(`
    SELECT c.relname AS table, coalesce(array_agg(t.tgname::text) FILTER (WHERE t.tgname IS NOT NULL), '{}') AS triggers
    FROM pg_class c LEFT JOIN pg_trigger t ON t.tgrelid = c.oid AND NOT t.tgisinternal
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
    GROUP BY c.relname ORDER BY c.relname`)
  const statements = rows.map(({ table, triggers }) => {
    const t = `public.${client.escapeIdentifier(table)}`
    return `REVOKE ALL ON ${t} FROM ${name}; GRANT ${privileges(table, triggers)} ON ${t} TO ${name};`
  })
  // One simple query is one transaction: nobody sees the moment between REVOKE and GRANT.
  await client.query(`
    BEGIN;
    GRANT USAGE ON SCHEMA public TO ${name};
    ${statements.join('\n')}
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${name};
    GRANT EXECUTE ON FUNCTION public.countersign_enqueue(text, json, text, timestamptz) TO ${name};
    GRANT EXECUTE ON FUNCTION public.countersign_purge_deliveries(integer, integer) TO ${name};
    COMMIT;`)
}

function privileges(table: string, triggers: readonly string[]): string {
  if (table === '_prisma_migrations') return 'SELECT'
  if (triggers.includes('append_only')) return 'SELECT, INSERT'
  if (triggers.includes('payload_unchanged')) return 'SELECT, INSERT, DELETE'
  if (NEVER_DELETED.some((law) => triggers.includes(law))) return 'SELECT, INSERT, UPDATE'
  return 'SELECT, INSERT, UPDATE, DELETE'
}

/** Triggers that refuse every DELETE of a story's rows: requests, questions, grants, executions, deliveries, absences, escalations. */
const NEVER_DELETED = [
  'request_law',
  'question_law',
  'grant_law',
  'execution_law',
  'delivery_law',
  'absence_law',
  'escalation_law',
]
