import { type Browser, chromium, type Page } from '@playwright/test'
import { type RunningServer, startServer } from '@/e2e/support/server'
import { type DemoMachine, readDemoFile } from '@/prisma/seed/demo-file'
import { findChromium } from '../scripts/chromium.mjs'
import { atRest } from './cost'
import { quantile } from './load'
import type { Bench } from './plan'
import { milliseconds, type Row } from './table'

/**
 * An approver's open inbox in a real browser, on a server of its own, with so many requests pending for them: from a key to the
 * selection painted, from the list to the request's page, from an agent's call to the pill that says that something is new.
 */
export async function measureInbox({ plan, say }: Bench): Promise<Row[]> {
  say(`inbox: ${plan.inbox} pending requests, in a browser`)
  const server = await startServer({ env: { COUNTERSIGN_DEMO: '1', COUNTERSIGN_RATE_PER_MINUTE: '100000000' } })
  let browser: Browser | undefined
  try {
    const demo = readDemoFile(server.dataDir)
    const approver = demo?.people.find(({ name }) => name === 'Elif Demir')
    const agent = demo?.agents.find(({ slug }) => slug === 'support-agent')
    if (!approver || !agent) throw new Error('the demo has no Elif Demir or no support-agent')
    await fill(server, agent, plan.inbox)
    // So many requests are told to people for a while; what is measured is an inbox on a usual day.
    await atRest(server.process.pid)
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    const context = await browser.newContext({ baseURL: server.baseUrl, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    await signIn(page, server.baseUrl, approver.id)
    await page.goto('/inbox')
    await page.getByTestId('preview').waitFor()
    await page.locator('[data-testid="connection-dot"][data-state="live"]').waitFor()
    await watch(page)
    const keys = await pressKeys(page, plan.keys)
    const opened = await openPages(page, Math.max(5, Math.floor(plan.keys / 5)))
    const moved = await shiftOf(page)
    const appeared = await letAppear(page, server, agent, Math.max(5, Math.floor(plan.appearances / 2)))
    const shift = moved + (await shiftOf(page))
    const times = (what: string, took: number[], targetMs: number): Row => {
      const sorted = [...took].sort((a, b) => a - b)
      const p95 = quantile(sorted, 0.95)
      return {
        what,
        ours: `${milliseconds(quantile(sorted, 0.5))} / ${milliseconds(p95)}`,
        target: `p95 < ${targetMs} ms`,
        met: p95 < targetMs,
      }
    }
    return [
      times(`inbox of ${plan.inbox}, key to selection painted: p50 / p95`, keys, 50),
      times(`inbox of ${plan.inbox}, request page from the list: p50 / p95`, opened, 100),
      times('a new request in an open inbox (browser): p50 / p95', appeared, 250),
      { what: 'layout shift of the inbox meanwhile', ours: shift.toFixed(4), target: '0', met: shift === 0 },
    ]
  } finally {
    await browser?.close()
    await server.stop()
  }
}

async function signIn(page: Page, baseUrl: string, personId: string): Promise<void> {
  const { csrfToken } = await (await page.request.get('/api/auth/csrf')).json()
  const answer = await page.request.post('/api/auth/callback/demo', {
    headers: { origin: baseUrl },
    form: { csrfToken, person_id: personId, callbackUrl: baseUrl, json: 'true' },
  })
  if (!answer.ok()) throw new Error(`sign-in answered ${answer.status()}`)
}

async function submit(server: RunningServer, agent: DemoMachine, charge: string): Promise<void> {
  const answer = await fetch(`${server.baseUrl}/api/v1/requests`, {
    method: 'POST',
    headers: { authorization: `Bearer ${agent.api_key}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      workflow: 'payments',
      action: 'payments.refund',
      resource: `charge:ch_${charge}`,
      params: { amount: 12_000, currency: 'EUR', reason: 'damaged_goods' },
      executor: 'refund-runner',
    }),
  })
  if (answer.status !== 202) throw new Error(`a submission was answered ${answer.status} ${await answer.text()}`)
}

async function fill(server: RunningServer, agent: DemoMachine, count: number): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await submit(server, agent, `bench${next++}`)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/** What happens in the page: when a key was pressed and something painted, how much moved, when the pill changed. */
async function watch(page: Page): Promise<void> {
  // What compiles this file gives functions their names by a helper, which the page does not have.
  await page.evaluate('globalThis.__name ??= (named) => named')
  await page.evaluate(() => {
    const bench = { keys: [] as number[], shift: 0, pills: [] as number[] }
    Object.assign(window, { inboxBench: bench })
    const selected = () => document.querySelector('[data-row][aria-current="true"]')?.getAttribute('data-row') ?? ''
    addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'j') return
        const from = performance.now()
        const before = selected()
        const look = (): void => {
          requestAnimationFrame(() => {
            if (selected() === before) {
              look()
              return
            }
            // After the frame is drawn comes the next task; before it, nothing was seen.
            const { port1, port2 } = new MessageChannel()
            port1.onmessage = () => bench.keys.push(performance.now() - from)
            port2.postMessage(null)
          })
        }
        look()
      },
      { capture: true },
    )
    new PerformanceObserver((list) => {
      // What follows a key or a press within half a second is meant to move.
      for (const entry of list.getEntries())
        if (!Reflect.get(entry, 'hadRecentInput')) bench.shift += Number(Reflect.get(entry, 'value'))
    }).observe({ type: 'layout-shift', buffered: false })
    let text = ''
    new MutationObserver(() => {
      const now = document.querySelector('[data-testid="new-items-pill"]')?.textContent ?? ''
      if (now === text) return
      text = now
      if (now !== '') bench.pills.push(performance.timeOrigin + performance.now())
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
}

function shiftOf(page: Page): Promise<number> {
  return page.evaluate(() => (Reflect.get(window, 'inboxBench') as { shift: number }).shift)
}

async function pressKeys(page: Page, keys: number): Promise<number[]> {
  await page.locator('[data-row] a').first().focus()
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press('j')
    await page.waitForTimeout(60)
  }
  await page.waitForFunction(
    (count) => (Reflect.get(window, 'inboxBench') as { keys: number[] }).keys.length >= count,
    keys,
  )
  return page.evaluate(() => (Reflect.get(window, 'inboxBench') as { keys: number[] }).keys)
}

/** Opens a request with a key, goes back and on to the next one; a person reads for a moment before. */
async function openPages(page: Page, count: number): Promise<number[]> {
  const took: number[] = []
  for (let i = 0; i < count; i++) {
    await page.keyboard.press('j')
    await page.waitForTimeout(400)
    took.push(
      await page.evaluate(
        () =>
          new Promise<number>((done) => {
            const from = performance.now()
            const look = () =>
              requestAnimationFrame(() =>
                document.querySelector('[data-testid="quorum-tracker"]') && location.pathname !== '/inbox'
                  ? setTimeout(() => done(performance.now() - from))
                  : look(),
              )
            look()
            document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'o', bubbles: true }))
          }),
      ),
    )
    await page.keyboard.press('u')
    await page.getByTestId('preview').waitFor()
  }
  return took
}

async function letAppear(page: Page, server: RunningServer, agent: DemoMachine, count: number): Promise<number[]> {
  const took: number[] = []
  await page.goto('/inbox')
  await page.getByTestId('preview').waitFor()
  await page.locator('[data-testid="connection-dot"][data-state="live"]').waitFor()
  // Another document: what was watched is gone with the one before.
  await watch(page)
  for (let i = 0; i < count; i++) {
    const from = performance.timeOrigin + performance.now()
    await submit(server, agent, `appears${i}`)
    await page.waitForFunction(
      (seen) => (Reflect.get(window, 'inboxBench') as { pills: number[] }).pills.length > seen,
      i,
    )
    took.push(
      (await page.evaluate(() => (Reflect.get(window, 'inboxBench') as { pills: number[] }).pills.at(-1) ?? 0)) - from,
    )
    await page.waitForTimeout(350)
  }
  return took
}
