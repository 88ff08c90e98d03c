import { randomUUID } from 'node:crypto'
import {
  existsSync,
  linkSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { EmbeddedPostgresError, errorCode } from './outcome'

const holder = z.object({ pid: z.number().int(), started: z.string(), host: z.string(), nonce: z.string() })
type Holder = z.infer<typeof holder>

const BEAT_MS = 5_000
/** A holder on another host (a container, say) cannot be asked whether it lives; so long without a beat is dead. */
const DEAD_AFTER_MS = 20_000

/**
 * Takes the lock of `dir`, so that one process at a time uses the database in it; returns how to give it back.
 * A lock whose process is gone (killed, powered off) is taken over. Refuses when its holder lives.
 */
export async function takeLock(dir: string): Promise<() => void> {
  const file = join(dir, 'lock')
  const mine: Holder = { pid: process.pid, started: startOf(process.pid), host: hostname(), nonce: randomUUID() }
  const draft = `${file}.${mine.nonce}`
  writeFileSync(draft, JSON.stringify(mine), { mode: 0o600 })
  try {
    // The link appears whole or not at all, and only one process can make it.
    while (!tryLink(draft, file)) await clearDead(file)
  } finally {
    unlinkSync(draft)
  }
  const beat = setInterval(() => touch(file), BEAT_MS)
  beat.unref()
  return () => {
    clearInterval(beat)
    if (read(file)?.nonce === mine.nonce) unlinkSync(file)
  }
}

/** Removes the lock of a holder that is dead; returns when the lock is free to try, refuses when the holder lives. */
async function clearDead(file: string): Promise<void> {
  const seen = read(file)
  if (seen === undefined && !existsSync(file)) return
  if (seen !== undefined && (await lives(seen, file))) {
    throw new EmbeddedPostgresError(
      `Countersign is already running on this data directory (process ${seen.pid}${seen.host === hostname() ? '' : ` on ${seen.host}`}). ` +
        'Stop it first. To run several processes, give all of them the same DATABASE_URL.',
    )
  }
  // Moved aside and not deleted: if another start was faster and this is its new lock, it is put back.
  const aside = `${file}.${randomUUID()}`
  try {
    renameSync(file, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if (seen !== undefined && read(aside)?.nonce !== seen.nonce) tryLink(aside, file)
  unlinkSync(aside)
}

async function lives(other: Holder, file: string): Promise<boolean> {
  if (other.host !== hostname()) {
    const age = () => Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0)
    while (age() < DEAD_AFTER_MS) {
      const before = statSync(file, { throwIfNoEntry: false })?.mtimeMs
      await sleep(BEAT_MS + 1_000)
      if (statSync(file, { throwIfNoEntry: false })?.mtimeMs !== before) return existsSync(file)
    }
    return false
  }
  try {
    process.kill(other.pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false
  }
  // A process number is used again after a while; the moment it started tells the two apart.
  return startOf(other.pid) === other.started
}

/** When a process started, in the kernel's own words; empty where there is no /proc. */
function startOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name in brackets may hold spaces; field 22 is counted behind it. The boot tells restarts of the machine apart.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${started}`
  } catch {
    return ''
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function read(file: string): Holder | undefined {
  try {
    return holder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {
    // The lock was taken away by hand; the database's own lock still protects the data.
  }
}
