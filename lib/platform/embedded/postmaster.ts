import { type ChildProcess, spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
} from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { childEnvironment } from '../env'
import type { Account } from './account'
import { EmbeddedPostgresError, type Say } from './outcome'

const MB = 1024 * 1024
const STOP_PATIENCE_MS = 60_000
const LARGEST_LOG = 8 * MB

/** `durable` survives a power cut; `disposable` is for tests and trades that for speed. */
export type Durability = 'durable' | 'disposable'

export interface Postmaster {
  readonly process: ChildProcess
  /** Resolves with the end of its log when it ends, asked or not. */
  readonly ended: Promise<string>
}

/** Starts the server on 127.0.0.1 only, without a Unix socket; does not wait until it answers. */
export function launch(
  program: string,
  data: string,
  port: number,
  logFile: string,
  account: Account,
  durability: Durability,
): Postmaster {
  const log = openSync(logFile, 'a+', 0o600)
  if (fstatSync(log).size > LARGEST_LOG) ftruncateSync(log)
  const from = fstatSync(log).size
  const settings = { ...SETTINGS, ...DURABILITY[durability], port: String(port), shared_buffers: sharedBuffers() }
  const child = spawn(
    program,
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...account,
      cwd: '/',
      // A session of its own: Ctrl-C in the terminal reaches only us, and we stop it after the last request.
      detached: true,
      stdio: ['ignore', log, log],
      env: childEnvironment({ LC_ALL: 'C', TZ: 'UTC' }),
    },
  )
  closeSync(log)
  const ended = new Promise<string>((resolve) => {
    const tail = () => resolve(readFrom(logFile, from))
    child.once('exit', tail)
    child.once('error', (error) => resolve(String(error.message)))
  })
  leaveNoOrphan(child, account)
  return { process: child, ended }
}

/** Fast shutdown: open transactions are rolled back, a checkpoint is written. Immediate if that takes over a minute. */
export async function stop(postmaster: Postmaster): Promise<void> {
  const { process: child, ended } = postmaster
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_PATIENCE_MS)
  await ended
  clearTimeout(timer)
}

/**
 * Stops a server that an earlier run left on `data` (its Node process was killed), and clears a lock file whose process
 * number meanwhile belongs to something else. Never touches the file while any process may still have the data open.
 */
export async function clearLeftover(data: string, say: Say): Promise<void> {
  const pidFile = join(data, 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
  if (!(pid > 1) || !alive(pid)) return
  if (usesData(pid, data)) {
    say(`A database server of an earlier run is still running (process ${pid}); stopping it cleanly.`)
    process.kill(pid, 'SIGINT')
    for (let waited = 0; alive(pid) && usesData(pid, data); waited += 50) {
      if (waited > STOP_PATIENCE_MS) {
        throw new EmbeddedPostgresError(
          `The database server of an earlier run (process ${pid}) does not stop. Stop it by hand.`,
        )
      }
      await sleep(50)
    }
    return
  }
  // The number was given to another program. PostgreSQL would take it for a live server and refuse to start.
  if (process.platform === 'linux' && !anyProcessIn(data)) rmSync(pidFile, { force: true })
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '120',
  password_encryption: 'scram-sha-256',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  // Statements may hold what people wrote; the log says that one failed, never which.
  log_min_error_statement: 'panic',
  jit: 'off',
  random_page_cost: '1.1',
  max_wal_size: '2GB',
  wal_compression: 'on',
}

const DURABILITY: Readonly<Record<Durability, Readonly<Record<string, string>>>> = {
  durable: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' },
  disposable: { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum: 'off' },
}

/** An eighth of the memory, from 64 MB to 1 GB. */
function sharedBuffers(): string {
  return `${Math.max(64, Math.min(1024, Math.floor(totalmem() / 8 / MB)))}MB`
}

function readFrom(file: string, offset: number): string {
  return readFileSync(file).subarray(offset).toString('utf8').slice(-4_000)
}

/**
 * A watcher that holds one end of a pipe: when this process is gone, however it went, the pipe closes and the watcher
 * asks the server for a fast shutdown. Without it, kill -9 of us would leave a server running for ever.
 */
function leaveNoOrphan(child: ChildProcess, account: Account): void {
  if (child.pid === undefined) return
  const watcher = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1" 2>/dev/null', 'sh', String(child.pid)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  watcher.on('error', () => undefined)
  watcher.stdin?.on('error', () => undefined)
  watcher.unref()
  // Its number may be given to another process once the server is gone.
  child.once('exit', () => watcher.kill('SIGKILL'))
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && Reflect.get(error, 'code') === 'EPERM'
  }
}

/** Whether process `pid` is a server on `data`: servers work in their data directory. */
function usesData(pid: number, data: string): boolean {
  if (process.platform !== 'linux') return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(data)
  } catch {
    return false
  }
}

function anyProcessIn(data: string): boolean {
  return readdirSync('/proc').some((name) => /^\d+$/.test(name) && usesData(Number(name), data))
}
