import { changes, stoppingSignal } from './changes'

/** At least this often the state is read again, so that a lost notification costs seconds and never the answer. */
const REREAD_MS = 5_000
const MOST_WAITERS = 2_000
const MOST_WAITERS_PER_OWNER = 100

const waiting = new Map<string, number>()
let waitingInAll = 0

export type Waited<T> = { value: T; waited: boolean }

/**
 * Long poll: reads until `settled` says that the state is worth an answer, at most `seconds`.
 * Woken by the notification of `id`'s commit; it listens before it reads for the first time, so no change falls in between.
 * Ends at once when the client goes away or the process stops. Waiters are bounded (2,000 in the process, 100 for one
 * owner); past that it answers at once and `waited` is false, which the caller shows by leaving out Preference-Applied.
 */
export async function readWhenSettled<T>(wait: {
  id: string
  owner: string
  seconds: number
  gone: AbortSignal
  read: () => Promise<T>
  settled: (now: T, first: T) => boolean
}): Promise<Waited<T>> {
  const mine = waiting.get(wait.owner) ?? 0
  if (wait.seconds <= 0 || waitingInAll >= MOST_WAITERS || mine >= MOST_WAITERS_PER_OWNER) {
    return { value: await wait.read(), waited: false }
  }
  waitingInAll += 1
  waiting.set(wait.owner, mine + 1)
  try {
    return { value: await waitAndRead(wait), waited: true }
  } finally {
    waitingInAll -= 1
    const left = (waiting.get(wait.owner) ?? 1) - 1
    if (left === 0) waiting.delete(wait.owner)
    else waiting.set(wait.owner, left)
  }
}

/** How many long polls are open, for the tests that a client that left is forgotten. */
export function openWaits(): number {
  return waitingInAll
}

async function waitAndRead<T>({
  id,
  seconds,
  gone,
  read,
  settled,
}: Parameters<typeof readWhenSettled<T>>[0]): Promise<T> {
  const deadline = performance.now() + seconds * 1_000
  const stopping = stoppingSignal()
  const alarm = new Alarm()
  const ring = () => alarm.ring()
  gone.addEventListener('abort', ring)
  stopping.addEventListener('abort', ring)
  const unsubscribe = await changes().on(id, ring)
  try {
    const first = await read()
    let current = first
    while (!settled(current, first) && !gone.aborted && !stopping.aborted) {
      const left = deadline - performance.now()
      if (left <= 0) break
      await alarm.sleep(Math.min(left, REREAD_MS))
      current = await read()
    }
    return current
  } finally {
    unsubscribe()
    gone.removeEventListener('abort', ring)
    stopping.removeEventListener('abort', ring)
  }
}

/** A sleep that can be cut short; a ring while nobody sleeps cuts the next sleep. */
class Alarm {
  private rung = false
  private wake: (() => void) | undefined

  ring(): void {
    this.rung = true
    this.wake?.()
  }

  async sleep(ms: number): Promise<void> {
    if (!this.rung) {
      let timer: NodeJS.Timeout | undefined
      await new Promise<void>((resolve) => {
        this.wake = resolve
        timer = setTimeout(resolve, ms)
      })
      clearTimeout(timer)
    }
    // Reset before the caller reads: what rings from here on is about a state that the read may not have seen.
    this.rung = false
    this.wake = undefined
  }
}
