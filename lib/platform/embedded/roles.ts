import pg from 'pg'

/** Runs the embedded server itself; used by set-up only, never by requests. */
export const EMBEDDED_SUPERUSER = 'countersign_admin'
export const DATABASE = 'countersign'

export interface Passwords {
  readonly superuser: string
  readonly owner: string
  readonly app: string
}

/** A connection of the superuser, not yet open. */
export function superuser(port: number, password: string): pg.Client {
  const client = new pg.Client({ host: '127.0.0.1', port, user: EMBEDDED_SUPERUSER, password, database: 'postgres' })
  client.on('error', () => undefined)
  return client
}

/** Idempotent, so that roles and passwords are right whatever an earlier start got done. */
export async function ensureRolesAndDatabase(port: number, passwords: Passwords): Promise<void> {
  const client = superuser(port, passwords.superuser)
  await client.connect()
  try {
    const { rows } = await client.query<{ rolname: string }>('SELECT rolname FROM pg_roles')
    const exists = new Set(rows.map((row) => row.rolname))
    for (const [role, password, rights] of [
      ['countersign_owner', passwords.owner, 'LOGIN NOSUPERUSER CREATEDB'],
      ['countersign_app', passwords.app, 'LOGIN NOSUPERUSER NOCREATEDB'],
    ] as const) {
      await client.query(
        `${exists.has(role) ? 'ALTER' : 'CREATE'} ROLE ${role} ${rights} PASSWORD ${client.escapeLiteral(password)}`,
      )
    }
    // The owner may act as the application, so that what the application cannot do can be checked from its side.
    await client.query('GRANT countersign_app TO countersign_owner')
    const found = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [DATABASE])
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE} OWNER countersign_owner`)
    await client.query(`REVOKE ALL ON DATABASE ${DATABASE} FROM PUBLIC`)
    await client.query(`GRANT CONNECT ON DATABASE ${DATABASE} TO countersign_app`)
  } finally {
    await client.end()
  }
}
