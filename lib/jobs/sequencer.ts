import { setTimeout as sleep } from 'node:timers/promises'
import { LogHalted, logHalted } from '@/lib/audit/halted'
import { reconcileLog } from '@/lib/audit/reconcile-log'
import { SEQUENCE_BATCH, sequenceLog } from '@/lib/audit/sequence-log'
import { signCheckpoint } from '@/lib/audit/sign-checkpoint'
import { readWork } from '@/lib/audit/tree/store'
import { log } from '@/lib/platform/log'

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
  let pause = TICK_MS
  while (!signal.aborted) {
    try {
      const tick = performance.now()
      const work = await readWork()
      const sequenced = work.pending ? await sequenceLog() : null
      const count = sequenced === null || sequenced.busy ? 0 : sequenced.count
      const now = performance.now()
      // Also what another process numbered before it died is signed here.
      if (now - signedAt >= (work.unsigned || count > 0 ? SIGN_EVERY_MS : IDLE_SIGN_EVERY_MS)) {
        const outcome = await signCheckpoint()
        // `busy`: the other process signs what it numbered, and this one looks again.
        if (outcome.signed || outcome.why === 'unchanged') signedAt = now
      }
      if (now - recentAt >= RECONCILE_RECENT_MS) {
        const all = now - allAt >= RECONCILE_ALL_MS
        await reconcileLog(all ? 'all' : 'recent', new Date())
        recentAt = now
        if (all) allAt = now
      }
      // A full batch means that more may wait.
      pause = count >= SEQUENCE_BATCH ? 0 : Math.max(0, TICK_MS - (performance.now() - tick))
    } catch (error) {
      if (error instanceof LogHalted) return await haltedUntil(signal)
      // The database is away or slow; entries wait safely in its queue.
      log().error({ err: error }, 'the log could not be continued; trying again')
      pause = Math.min(Math.max(pause, TICK_MS) * 2, LONGEST_PAUSE_MS)
    }
    if (pause > 0) await rest(pause, signal)
  }
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
