import { changes } from '@/lib/http/changes'
import { createFront } from '@/lib/http/front'
import { readRequests } from '@/lib/inbox/read'
import { closeListener } from '@/lib/platform/listen'
import { quantile } from './load'
import type { Bench } from './plan'
import type { Stage } from './stage'
import { milliseconds, type Row } from './table'
import { wishes } from './wishes'

/**
 * From the agent's call to the request in an approver's inbox as the server gives it: told by the database, read again.
 * The browser's share (one event, one fetch, one drawing) is not in it.
 */
export async function measureAppearance({ plan, say }: Bench, stage: Stage): Promise<Row> {
  say(`inbox: ${plan.appearances} requests appearing`)
  const front = createFront()
  const [approver] = stage.demo.people.filter((person) => person.roles.includes('approver'))
  if (!approver) throw new Error('the demo has no approver')
  const took: number[] = []
  const readings = new Set<Promise<void>>()
  let seen: (id: string) => void = () => undefined
  const stop = await changes().onEvery((change) => {
    if (change?.kind !== 'request') return
    const reading = readRequests(approver.id, { q: '', limit: 50 }).then((page) => {
      readings.delete(reading)
      if (page.items.some((item) => item.id === change.id)) seen(change.id)
    })
    readings.add(reading)
  })
  for (let i = 0; i < plan.appearances; i++) {
    const from = performance.now()
    const appeared = new Set<string>()
    let wake: () => void = () => undefined
    seen = (id) => {
      appeared.add(id)
      wake()
    }
    const answer = await front.request('http://localhost/api/v1/requests', {
      method: 'POST',
      headers: { authorization: `Bearer ${stage.agent.api_key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...wishes.approve, resource: `charge:ch_${5_000 + i}` }),
    })
    const { id } = (await answer.json()) as { id: string }
    while (!appeared.has(id)) {
      await new Promise<void>((done) => {
        wake = done
      })
    }
    took.push(performance.now() - from)
  }
  stop()
  await Promise.all([...readings, closeListener()])
  took.sort((a, b) => a - b)
  const p95 = quantile(took, 0.95)
  return {
    what: 'a new request in an open inbox (server side): p50 / p95',
    ours: `${milliseconds(quantile(took, 0.5))} / ${milliseconds(p95)}`,
    target: 'p95 < 250 ms',
    met: p95 < 250,
  }
}
