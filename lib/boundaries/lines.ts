import { log } from '@/lib/platform/log'
import { sayingIn } from '@/lib/platform/spoken-language'
import type { SimulationLine } from './schema-views'

/** The least time between two lines of progress, and the most. Milliseconds. */
const QUIET_MS = 100
const ALIVE_MS = 200

type Work<T> = (hooks: { progress: (done: number) => void; signal: AbortSignal }) => Promise<T>

/**
 * The lines of a simulation as they come (`application/x-ndjson`): progress, then the result, or that it failed. When the
 * reader goes, the work is told to stop; `done` is called once, however it ended.
 */
export function progressLines<T extends Extract<SimulationLine, { result: unknown }>['result']>(
  of: number,
  work: Work<T>,
  client: AbortSignal,
  done: () => void,
): ReadableStream<Uint8Array> {
  const failed =
    sayingIn() === 'de' ? 'Die Simulation konnte nicht beendet werden.' : 'The simulation could not be finished.'
  const gone = new AbortController()
  const signal = AbortSignal.any([gone.signal, client])
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>({
    async start(controller) {
      let last = { done: 0, at: 0 }
      const put = (line: SimulationLine) => {
        if (!signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      }
      const progress = (count: number, after: number) => {
        if (performance.now() - last.at < after) return
        last = { done: count, at: performance.now() }
        put({ progress: { done: count, of } })
      }
      // Reading a page may take longer than a line of progress may be waited for.
      const alive = setInterval(() => progress(last.done, 0), ALIVE_MS)
      put({ progress: { done: 0, of } })
      try {
        put({ result: await work({ progress: (count) => progress(count, QUIET_MS), signal }) })
      } catch (error) {
        if (!signal.aborted) log().error({ err: error }, 'a simulation failed')
        put({ failed })
      } finally {
        clearInterval(alive)
        done()
        if (!gone.signal.aborted) controller.close()
      }
    },
    cancel() {
      gone.abort()
    },
  })
}
