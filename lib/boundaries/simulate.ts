import { setImmediate as breathe } from 'node:timers/promises'
import type { SimulationSummary } from '@/lib/core/boundary/analysis'
import { unpermittedActions } from '@/lib/core/boundary/policy-json'
import { replay } from '@/lib/core/boundary/replay'
import { newSimulation } from '@/lib/core/boundary/simulation'
import { readBoundary } from '@/lib/platform/cedar-text'
import type { Around, Checked } from './around'
import { activeSide, draftSide, replayable } from './sides'
import type { Recorded } from './store-recorded'

/** How long requests are judged before everybody else in this process gets a turn. Milliseconds. */
const SLICE_MS = 8

export type Progress = (done: number) => void

/**
 * Judges recorded requests again, by the version in force and by a text, and counts what would change. Stops, with an error
 * named `AbortError`, as soon as `signal` says that nobody waits any more.
 */
export async function simulate(
  text: Pick<Checked, 'cedar' | 'catalogue'>,
  around: Around,
  recorded: AsyncIterable<Recorded[]>,
  hooks: { progress?: Progress; signal?: AbortSignal } = {},
): Promise<SimulationSummary> {
  const { directory } = around
  const before = activeSide(around.active)
  const after = draftSide(text)
  const simulation = newSimulation(
    unpermittedActions(readBoundary(text.cedar, null).rules, after.catalogue.actionTypes.keys()),
  )
  let done = 0
  let since = performance.now()
  for await (const page of recorded) {
    for (const request of page) {
      const wish = replayable(request, directory)
      const { deniedBy, denialCode, id, ...happened } = request
      simulation.add(
        {
          ...pick(happened),
          request_id: id,
          denied_by: deniedBy && (directory.people.get(deniedBy)?.name ?? deniedBy),
          denial_code: denialCode,
        },
        replay(wish, before, directory),
        replay(wish, after, directory),
      )
      done++
      if (performance.now() - since < SLICE_MS) continue
      hooks.progress?.(done)
      await breathe()
      hooks.signal?.throwIfAborted()
      since = performance.now()
    }
    hooks.progress?.(done)
  }
  return simulation.summary()
}

function pick({
  digest,
  code,
  title,
  at,
  status,
  action,
}: Pick<Recorded, 'digest' | 'code' | 'title' | 'at' | 'status' | 'action'>) {
  return { digest, code, title, at, status, action }
}
