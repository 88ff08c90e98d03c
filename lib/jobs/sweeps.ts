import { setMaxListeners } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { type TaskName, tasks } from './tasks'

/** How long after one run ends the next begins, in milliseconds. */
const EVERY: { readonly [name in TaskName]: number } = {
  'expire-requests': 1_000,
  escalate: 1_000,
  'expire-grants': 1_000,
  'end-leases': 1_000,
  'expire-proposals': 60_000,
  'remind-accountability': 60_000,
  'tell-owners': 2_000,
  'activate-scheduled': 2_000,
  // New messages come by the queue at once; this finds what waited, was to be tried again, or was left by a process that died.
  'send-messages': 2_000,
  'purge-spent': 600_000,
  'purge-deliveries': 3_600_000,
}
const LONGEST_PAUSE_MS = 30_000

/**
 * Ends what is over about once a second until `signal` aborts; resolves when the last sweep has ended. Every worker
 * process may sweep: rows are taken with SKIP LOCKED, so processes share the work. A loop and not the job queue,
 * because a queue gives up on a task that fails often enough, and a deadline is never given up.
 */
export async function startSweeps(signal: AbortSignal): Promise<void> {
  const names = Object.keys(EVERY).filter((name): name is TaskName => name in tasks)
  // Each of them listens while it rests; Node takes more than ten for a leak and says so to whoever starts the server.
  setMaxListeners(names.length + 1, signal)
  await Promise.all(names.map((name) => sweep(name, signal)))
}

async function sweep(name: TaskName, signal: AbortSignal): Promise<void> {
  const every = EVERY[name]
  let pause = every
  // Processes that started together do not sweep together.
  await rest(Math.random() * Math.min(every, 1_000), signal)
  while (!signal.aborted) {
    try {
      await tasks[name].run({})
      pause = every
    } catch (error) {
      // The database may be away; whatever is over stays over, and is enforced where someone acts on it.
      pause = Math.max(every, Math.min(pause * 2, LONGEST_PAUSE_MS))
      log().error({ err: error, sweep: name }, 'a sweep failed; trying again')
    }
    await rest(pause, signal)
  }
}

/** Sleeps, or wakes early when `signal` aborts. */
async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
