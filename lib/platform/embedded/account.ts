import { spawnSync } from 'node:child_process'
import { EmbeddedPostgresError, type Say } from './outcome'

/** The OS account that the database runs as; without ids it is our own. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** Created when the machine has no `postgres` account and we are root. */
const OUR_NAME = 'countersign'

/**
 * PostgreSQL refuses to run as root, so as root it gets an unprivileged account: `postgres` where there is one, else
 * one that is created here, and said so. Refuses when none can be created.
 */
export function databaseAccount(say: Say): Account {
  if (process.getuid?.() !== 0) return {}
  const existing = lookUp('postgres') ?? lookUp(OUR_NAME)
  if (existing) return existing
  const commands: readonly (readonly [string, readonly string[]])[] = [
    ['useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', OUR_NAME]],
    ['adduser', ['-S', '-D', '-H', '-s', '/sbin/nologin', OUR_NAME]],
  ]
  for (const [command, args] of commands) {
    if (spawnSync(command, args, { stdio: 'ignore' }).status !== 0) continue
    const made = lookUp(OUR_NAME)
    if (!made) continue
    say(`Created the OS user ${OUR_NAME}: the database cannot run as root.`)
    return made
  }
  throw new EmbeddedPostgresError(
    'The database cannot run as root, there is no OS user named postgres, and none could be created. ' +
      'Create one (useradd --system postgres), start as another user, or set DATABASE_URL.',
  )
}

/** Whether the account may enter `dir`; asked of the kernel, so that groups, lists and mounts all count. */
export function canEnter(account: Account, dir: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...account, cwd: '/', stdio: 'ignore' }).status === 0
}

function lookUp(name: string): Account | undefined {
  const id = (flag: string) => Number.parseInt(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout ?? '', 10)
  const uid = id('-u')
  const gid = id('-g')
  return uid > 0 && gid > 0 ? { uid, gid } : undefined
}
