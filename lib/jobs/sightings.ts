import { setTimeout as sleep } from 'node:timers/promises'
import { recordSightings } from '@/lib/machines/record-sightings'
import { log } from '@/lib/platform/log'

/** Milliseconds. */
const EVERY_MS = 5_000
const LONGEST_PAUSE_MS = 60_000

/** Writes when machines were last heard of, until `signal` aborts, and once more then. Every process that serves them runs it. */
export async function startSightings(signal: AbortSignal): Promise<void> {
  let pause = EVERY_MS
  while (!signal.aborted) {
    await sleep(pause, undefined, { signal }).catch(() => undefined)
    try {
      await recordSightings()
      pause = EVERY_MS
    } catch (error) {
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS)
      log().warn({ err: error }, 'when machines were last seen could not be written; trying again')
    }
  }
}
