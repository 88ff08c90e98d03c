import { readAuditPage } from '@/lib/audit/read'
import { createFront } from '@/lib/http/front'
import { readInbox, readRequests } from '@/lib/inbox/read'
import { readRequestView } from '@/lib/inbox/request/read'
import type { DemoMachine } from '@/prisma/seed/demo-file'
import { connectOwner, makeHistory, settle } from './bulk'
import { measureLog, sequenceAll } from './measure-log'
import { measureSimulation } from './measure-simulation'
import type { Bench } from './plan'
import type { Stage } from './stage'
import { amount, median, milliseconds, type Row, times } from './table'

type Front = ReturnType<typeof createFront>
type Page = { readonly what: string; readonly read: () => Promise<unknown> }

/** How many requests wait for people while the pages are read, at either size. */
const WAITING = 120
/** From ten thousand to one million (DESIGN 13), so also to what a run has time for. */
const MOST_RATIO = 1.5

/**
 * Inbox, request page and audit page as the console reads them, at two sizes of the same history; and on the way the
 * sequencing and verification of the log that this history left.
 */
export async function measureSizes(bench: Bench, stage: Stage): Promise<Row[]> {
  const { plan, say } = bench
  const [small, large] = plan.sizes
  const owner = await connectOwner()
  try {
    say(`sizes: submitting every kind of request once, then ${amount(small)} of history`)
    const front = createFront()
    await submitAll(front, stage)
    await makeHistory(owner, 0, small)
    const pending = await submitWaiting(front, stage.agent, Math.min(WAITING, small))
    say('sizes: sequencing')
    const first = await sequenceAll()
    const pages = pagesOf(stage, pending)
    await settle(owner)
    const before = await timePages(bench, pages)
    say(`sizes: making it ${amount(large)}`)
    await makeHistory(owner, small, large)
    say('sizes: sequencing')
    const later = await sequenceAll()
    await settle(owner)
    const after = await timePages(bench, pages)
    return [
      ...pages.map(({ what }): Row => {
        const ratio = (after.get(what) ?? 0) / (before.get(what) ?? 1)
        return {
          what: `${what}: ${amount(small)} → ${amount(large)} requests`,
          ours: `${milliseconds(before.get(what) ?? 0)} → ${milliseconds(after.get(what) ?? 0)}`,
          ratio: times(ratio),
          target: `≤ ${MOST_RATIO}×`,
          met: ratio <= MOST_RATIO,
        }
      }),
      ...(await measureLog(bench, [first, later])),
      await measureSimulation(bench),
    ]
  } finally {
    await owner.end()
  }
}

/** Somebody who approves, and somebody who sees everything. */
function pagesOf(stage: Stage, pending: string): Page[] {
  const approver = personWith(stage, 'approver')
  const auditor = personWith(stage, 'compliance')
  const inbox = (personId: string, view: 'mine' | 'ended') => () =>
    readInbox(personId, { view, q: '', group: 'risk', sort: 'time', limit: 50 })
  return [
    { what: 'inbox, what I decide', read: inbox(approver, 'mine') },
    { what: 'inbox, what ended', read: inbox(approver, 'ended') },
    { what: 'inbox, everything', read: () => readRequests(auditor, { q: '', limit: 50 }) },
    { what: 'request page', read: () => readRequestView(auditor, pending) },
    { what: 'audit page', read: () => readAuditPage(auditor, { limit: 50 }) },
  ]
}

function personWith(stage: Stage, role: 'approver' | 'compliance'): string {
  const found = stage.demo.people.find(
    (person) => person.roles.includes(role) && (role === 'compliance' || !person.roles.includes('compliance')),
  )
  if (!found) throw new Error(`the demo has no ${role}`)
  return found.id
}

/** Medians by page, in turns, so that a busy moment meets all of them. */
async function timePages({ plan, say }: Bench, pages: readonly Page[]): Promise<Map<string, number>> {
  say(`sizes: ${plan.reads} readings of each page`)
  const took = new Map<string, number[]>(pages.map(({ what }) => [what, []]))
  for (let i = -3; i < plan.reads; i++) {
    for (const { what, read } of pages) {
      const from = performance.now()
      if ((await read()) === null) throw new Error(`${what} showed nothing`)
      if (i >= 0) took.get(what)?.push(performance.now() - from)
    }
  }
  return new Map([...took].map(([what, list]) => [what, median(list)]))
}

/** Every example of the catalogue, by every agent that may ask for it: all workflows, tiers and shapes of params. */
async function submitAll(front: Front, stage: Stage): Promise<void> {
  for (const agent of stage.demo.agents) {
    const catalogue = await front.request('http://localhost/api/v1/catalogue', { headers: auth(agent) })
    const { workflows } = (await catalogue.json()) as Catalogue
    for (const { slug, action_types } of workflows) {
      for (const { name, example } of action_types)
        await submit(front, agent, { workflow: slug, action: name, ...example })
    }
  }
}

type Catalogue = { workflows: { slug: string; action_types: { name: string; example: Record<string, unknown> }[] }[] }

/** Requests that people are asked for, now; gives the id of one. */
async function submitWaiting(front: Front, agent: DemoMachine, count: number): Promise<string> {
  let id = ''
  for (let i = 0; i < count; i++) {
    id = await submit(front, agent, {
      workflow: 'payments',
      action: 'payments.refund',
      resource: `charge:ch_${2_000 + i}`,
      params: { amount: 12_000, currency: 'EUR', reason: 'damaged_goods' },
      executor: 'refund-runner',
    })
  }
  return id
}

async function submit(front: Front, agent: DemoMachine, body: unknown): Promise<string> {
  const answer = await front.request('http://localhost/api/v1/requests', {
    method: 'POST',
    headers: auth(agent),
    body: JSON.stringify(body),
  })
  const text = await answer.text()
  const id = /"id":"(req_[0-9a-z]{26})"/.exec(text)?.[1]
  if (id === undefined) throw new Error(`a submission was refused: ${answer.status} ${text.slice(0, 300)}`)
  return id
}

function auth(agent: DemoMachine): Record<string, string> {
  return { authorization: `Bearer ${agent.api_key}`, 'content-type': 'application/json' }
}
