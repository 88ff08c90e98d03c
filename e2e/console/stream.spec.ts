import { readDemoFile } from '@/prisma/seed/demo-file'
import type { Console } from '../support/browser-console'
import { live, openRequest, rowOf } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test as withPeople } from '../support/browser-test'
import { refund } from '../support/browser-wishes'
import { startServer } from '../support/server'
import { StreamLine } from '../support/stream-line'

/** The demo behind a line whose stream can be cut. */
const test = withPeople.extend<object, { line: StreamLine; console: Console }>({
  line: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const line = await StreamLine.to(() => target)
      await use(line)
      await line.stop()
    },
    { scope: 'worker' },
  ],
  console: [
    async ({ line }, use) => {
      const baseUrl = `http://localhost:${line.port}`
      const server = await startServer({ env: { COUNTERSIGN_DEMO: '1', COUNTERSIGN_BASE_URL: baseUrl } })
      target = server.port
      const demo = readDemoFile(server.dataDir)
      if (!demo) throw new Error(`The demo left no file in ${server.dataDir}:\n${server.output()}`)
      await use({ ...server, baseUrl, demo })
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})
let target = 0

test('a stream that is cut resumes where it broke off: what happened meanwhile is there, nothing twice and without a reload', async ({
  people,
  machines,
  line,
}) => {
  test.setTimeout(180_000)
  const before = await machines.ask('support-agent', refund(6_100))
  const open = await machines.ask('support-agent', refund(6_200))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const tom = await people.arrive('Tom Ek', { bare: true })
  const { page } = elif
  await page.goto('/inbox')
  await rowOf(page, before.id)
  await live(page)
  const request = await elif.context.newPage()
  await openRequest(request, open.id)
  await live(request)
  await page.evaluate(() => Object.assign(window, { stillTheSamePage: true }))
  // Something has come by the stream, so that there is a place to resume from.
  const first = await machines.ask('support-agent', refund(6_300))
  const firstRow = await rowOf(page, first.id)
  const opened = line.openings.length
  // Somebody else stays connected: for nobody at all the server keeps nothing, and would say `reset`.
  const cookies = (await tom.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
  const leave = new AbortController()
  const other = await fetch(`http://localhost:${target}/api/console/events`, {
    headers: { cookie: cookies },
    signal: leave.signal,
  })
  expect(other.status).toBe(200)

  line.cut()
  await expect(page.getByTestId('connection-dot')).not.toHaveAttribute('data-state', 'live')
  const meanwhile = [
    await machines.ask('support-agent', refund(6_400)),
    await machines.ask('support-agent', refund(6_500)),
  ]
  const denial = { verb: 'deny', code: 'not_needed', reason: 'Settled by phone.' } as const
  expect((await decideElsewhere(tom, open.id, denial)).status()).toBe(200)
  expect((await decideElsewhere(tom, first.id, denial)).status()).toBe(200)
  line.mend()

  await live(page)
  await live(request)
  // What ended stays in its place until what is new is let in.
  await expect(firstRow).toContainText('Tom Ek denied this')
  for (const { id } of meanwhile) await expect(await rowOf(page, id)).toHaveCount(1)
  await expect(request.getByTestId('decision-outcome')).toContainText('Tom Ek denied this')
  expect(await page.evaluate(() => Reflect.get(window, 'stillTheSamePage'))).toBe(true)

  leave.abort()

  // Every page said from where, and was given what came after it and nothing of before.
  const resumed = line.openings.slice(opened)
  expect(resumed.length).toBeGreaterThan(0)
  const known = new Set(line.openings.slice(0, opened).flatMap(({ ids }) => ids))
  for (const { from, ids, events } of resumed) {
    expect(from).toBeDefined()
    expect(known).toContain(from)
    expect(events).not.toContain('reset')
    expect(ids.filter((id) => known.has(id) && id !== from)).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
    expect(events.filter((event) => event === 'changed').length).toBeGreaterThanOrEqual(4)
  }
})
