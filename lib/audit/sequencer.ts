import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { prisma } from '@/lib/platform/prisma'
import { LogHalted, logHalted } from './halted'
import { reconcileLog } from './reconcile-log'
import { SEQUENCE_BATCH, sequenceLog } from './sequence-log'
import { signCheckpoint } from './sign-checkpoint'
import { hasPending } from './tree/store'

/** Milliseconds. Lag from an entry's commit to a head over it is at most TICK + SIGN_EVERY + the work itself: under two seconds. */
const TICK_MS = 200
const SIGN_EVERY_MS = 700
/** The head's age is asked from the database so often; it is an hour before anything comes of it. */
const IDLE_SIGN_EVERY_MS = 60_000
const RECONCILE_RECENT_MS = 60_000
const RECONCILE_ALL_MS = 3_600_000
const LONGEST_PAUSE_MS = 5_000

/**
 * Numbers entries and signs heads until `signal` aborts or the log halts; resolves then, and never rejects. Any number of
 * processes may run it: the lock lets one work at a time, and when it dies another goes on within a tick.
 */
export async function startSequencer(signal: AbortSignal): Promise<void> {
  let signedAt = Number.NEGATIVE_INFINITY
  let recentAt = Number.NEGATIVE_INFINITY
  let allAt = Number.NEGATIVE_INFINITY
  let grown = true
  let pause = TICK_MS
  while (!signal.aborted) {
    try {
      const tick = performance.now()
      // A full batch means that more may wait: sign between batches, do not sleep.
      const drained = await number()
      grown ||= drained.count > 0
      const now = performance.now()
      if (now - signedAt >= (grown ? SIGN_EVERY_MS : IDLE_SIGN_EVERY_MS)) {
        const outcome = await signCheckpoint()
        // `busy`: the other process signs what it numbered, and this one looks again.
        if (outcome.signed || outcome.why === 'unchanged') {
          signedAt = now
          grown = false
        }
      }
      if (now - recentAt >= RECONCILE_RECENT_MS) {
        const all = now - allAt >= RECONCILE_ALL_MS
        await reconcileLog(all ? 'all' : 'recent', new Date())
        recentAt = now
        if (all) allAt = now
      }
      pause = drained.more ? 0 : Math.max(0, TICK_MS - (performance.now() - tick))
    } catch (error) {
      if (error instanceof LogHalted) return await haltedUntil(signal)
      // The database is away or slow; entries wait safely in its queue.
      log().error({ err: error }, 'the log could not be continued; trying again')
      pause = Math.min(Math.max(pause, TICK_MS) * 2, LONGEST_PAUSE_MS)
    }
    if (pause > 0) await rest(pause, signal)
  }
}

async function number(): Promise<{ count: number; more: boolean }> {
  if (!(await hasPending(prisma()))) return { count: 0, more: false }
  const outcome = await sequenceLog()
  return outcome.busy ? { count: 0, more: false } : { count: outcome.count, more: outcome.count >= SEQUENCE_BATCH }
}

/** Says once a minute that nothing goes on, so that nobody can have missed it. */
async function haltedUntil(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    log().fatal({ event: 'log.halted', ...logHalted() }, 'the transparency log is halted')
    await rest(60_000, signal)
  }
}

/** Sleeps, or wakes early when `signal` aborts. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
