import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { childEnvironment } from '../env'
import type { Account } from './account'
import type { Binaries } from './binaries'
import { EmbeddedPostgresError, type Say } from './outcome'
import { clearLeftover, type Durability } from './postmaster'
import { EMBEDDED_SUPERUSER } from './roles'

const LEAST_FREE_BYTES = 200 * 1024 * 1024

/** Refuses to begin a database on a disk that is nearly full. */
export function refuseFullDisk(place: string, exists: boolean): void {
  const { bavail, bsize } = statfsSync(place)
  const free = bavail * bsize
  if (!exists && free < LEAST_FREE_BYTES) {
    throw new EmbeddedPostgresError(
      `The disk of ${place} has ${Math.floor(free / 1024 / 1024)} MB left; the database needs 200 MB to begin with.`,
    )
  }
}

/** Makes the data directory aside and renames it, so that a start that was killed here leaves nothing half made. */
export async function initialise(
  b: Binaries,
  place: string,
  account: Account,
  password: string,
  durability: Durability,
  say: Say,
): Promise<void> {
  say('Creating the database.')
  const draft = join(place, 'postgres.new')
  const passwordFile = join(place, 'password.new')
  rmSync(draft, { recursive: true, force: true })
  rmSync(passwordFile, { force: true })
  // A folder of the account's own: it may not write in the place itself.
  mkdirSync(draft, { mode: 0o700 })
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 })
  if (account.uid !== undefined && account.gid !== undefined) {
    chownSync(draft, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  try {
    const args = [
      ...['--pgdata', draft, '--username', EMBEDDED_SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
      // The same order of text on every machine and for ever: the collation is PostgreSQL's own.
      ...['--encoding', 'UTF8', '--locale-provider', 'builtin', '--builtin-locale', 'C.UTF-8', '--locale', 'C'],
      ...(durability === 'durable' ? [] : ['--no-sync']),
    ]
    const failure = await run(b.initdb, args, account)
    if (failure !== null) throw new EmbeddedPostgresError(explain(failure, place))
    writeFileSync(join(place, MARKER), fingerprint(password), { mode: 0o600 })
    renameSync(draft, join(place, 'postgres'))
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Null when the program ended well, else what it said. */
function run(program: string, args: readonly string[], account: Account): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      ...account,
      cwd: '/',
      // Ctrl-C in the terminal is for us; this takes a second and is let finish.
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
      env: childEnvironment({ LC_ALL: 'C', TZ: 'UTC' }),
    })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += String(chunk)
    })
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) => resolve(code === 0 ? null : said || `it ended with code ${code}`))
  })
}

/**
 * A place outside of the data directory outlives it: when the data directory was deleted to start over, its database is
 * still there, and nobody has its passwords. It is put aside, never deleted and never taken for ours.
 */
export async function setAsideUnknown(place: string, password: string, say: Say): Promise<void> {
  const data = join(place, 'postgres')
  if (!existsSync(data)) return
  const marker = join(place, MARKER)
  if (existsSync(marker) && readFileSync(marker, 'utf8') === fingerprint(password)) return
  await clearLeftover(data, say)
  const aside = `${data}-${new Date().toISOString().replace(/\D/g, '')}`
  renameSync(data, aside)
  say(`A database of a data directory that is gone was put aside: ${aside}. Delete it when nobody needs it.`)
}

/** Tells whose database a place holds, without telling the password. */
const MARKER = 'belongs-to'
const fingerprint = (password: string): string =>
  createHash('sha256').update(`countersign place ${password}`).digest('hex')

/** What a failed start means and what to do, from its last words. */
export function explain(why: string, place: string): string {
  if (/No space left on device|ENOSPC/.test(why)) return `The disk of ${place} is full: the database cannot start.`
  if (/incompatible with server/.test(why)) {
    return `The database in ${place} was made by another major version of PostgreSQL. Dump it with that version and restore it, or set DATABASE_URL.`
  }
  if (/passwords in secrets\.json/.test(why)) {
    return `The passwords in secrets.json are not those of the database in ${place}. Restore the file from a backup, or remove the database to start over.`
  }
  const lines = why.trim().split('\n').slice(-6).join('\n  ')
  return `The embedded database did not start (its log is ${join(place, 'postgres.log')}):\n  ${lines}`
}
