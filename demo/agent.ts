/**
 * The demo's agents, one process: a burst of requests of every level at first, then one now and then, for ever. Knows
 * the public API only. `--every 2-5` sets the seconds between requests.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Crew } from './crew'
import { findDemo, untilStopped } from './environment'
import { line, saying } from './line'
import { drawStory, opening, stories } from './stories'
import { drawFrom } from './stories/story'

/** More would not be read by anybody; agents that find the desk full wait as well. */
const MOST_PENDING = 20
/** With as many waiting already, a restart does not add another burst. */
const ENOUGH_PENDING = 8

async function run(signal: AbortSignal): Promise<void> {
  const [shortest, longest] = pace()
  const environment = await findDemo(process.env, signal)
  const crew = new Crew(environment, signal)
  const draw = drawFrom(Math.random, environment.demo.people)
  try {
    await crew.resume()
    if (crew.pending < ENOUGH_PENDING) {
      line('agents', `ask for eleven things at once; decide on them at ${environment.baseUrl}/inbox`)
      for (const name of opening) {
        const [story] = stories[name](draw)
        if (story) await crew.ask(story)
        await sleep(250, undefined, { signal })
      }
    }
    for (let full = false; ; ) {
      await sleep(draw.int(shortest * 1000, longest * 1000), undefined, { signal })
      if (crew.pending >= MOST_PENDING) {
        if (!full) line('agents', `${crew.pending} requests wait for people, so the agents pause`)
        full = true
        continue
      }
      full = false
      for (const story of drawStory(draw)) {
        await crew.ask(story)
        await sleep(1_500, undefined, { signal })
      }
    }
  } finally {
    await crew.settled()
  }
}

/** Seconds between two requests. */
function pace(): [number, number] {
  const { values } = parseArgs({ options: { every: { type: 'string', default: '20-60' } } })
  const [, low, high] = /^(\d{1,4})-(\d{1,4})$/.exec(values.every) ?? []
  if (!low || !high || Number(low) > Number(high))
    throw new Error('--every: expected two numbers of seconds, e.g. 20-60')
  return [Number(low), Number(high)]
}

const signal = untilStopped()
run(signal).catch((error: unknown) => {
  if (signal.aborted) process.exit(0)
  process.stderr.write(`demo agent: ${saying(error)}\n`)
  process.exit(1)
})
