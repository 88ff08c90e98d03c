import { type Browser, chromium, type Page } from '@playwright/test'
import { startServer } from '@/e2e/support/server'
import type { BoundaryView } from '@/lib/boundaries/schema-views'
import { readDemoFile } from '@/prisma/seed/demo-file'
import { findChromium } from '../scripts/chromium.mjs'
import { quantile } from './load'
import type { Bench } from './plan'
import { milliseconds, type Row } from './table'

const RULES = 200
const TARGET_MS = 50

/**
 * From a key to the painted letter in the boundary editor, with two hundred rules in the text, checks and simulation running
 * beside it as they do: in a real browser, on a server of its own.
 */
export async function measureEditor({ plan, say }: Bench): Promise<Row> {
  say(`editor: ${plan.keys} keys in a text of ${RULES} rules`)
  const server = await startServer({ env: { COUNTERSIGN_DEMO: '1' } })
  let browser: Browser | undefined
  try {
    browser = await chromium.launch({
      executablePath: findChromium(),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    })
    const context = await browser.newContext({ baseURL: server.baseUrl, viewport: { width: 1440, height: 900 } })
    const page = await context.newPage()
    const author = readDemoFile(server.dataDir)?.people.find(({ name }) => name === 'Mei Lin')
    if (!author) throw new Error('the demo has no Mei Lin')
    await signIn(page, server.baseUrl, author.id)
    await openLargeDraft(page)
    const took = (await type(page, plan.keys)).sort((a, b) => a - b)
    const p95 = quantile(took, 0.95)
    return {
      what: `a key in the editor, ${RULES} rules: p50 / p95 to paint`,
      ours: `${milliseconds(quantile(took, 0.5))} / ${milliseconds(p95)}`,
      target: `p95 < ${TARGET_MS} ms`,
      met: p95 < TARGET_MS,
    }
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

/** The draft of Payments with two hundred rules, opened in the editor. */
async function openLargeDraft(page: Page): Promise<void> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const call = async (path: string, data: unknown) => {
    const answer = await page.request.post(`/api/console/workflows/payments${path}`, { headers, data })
    if (!answer.ok()) throw new Error(`${path} answered ${answer.status()} ${(await answer.text()).slice(0, 300)}`)
    return answer.json()
  }
  await call('/draft', {})
  const draft: BoundaryView = await (await page.request.get('/api/console/workflows/payments/draft')).json()
  const cedar = Array.from(
    { length: RULES },
    (_, i) => `@id("rule-${i}") @tier("approve") @approvers("team:payments-leads") @quorum("${1 + (i % 2)}")
@reason("Refunds of the band ${i} are looked at")
permit (principal in Runtime::"support-agents", action == Action::"payments.refund", resource in Environment::"prod")
when { context.params.amount > ${i * 100} && context.params.amount <= ${(i + 1) * 100} };`,
  ).join('\n\n')
  const { catalogue, tests, title, note, ticket, edits } = draft
  await call('/draft/save', { edits, cedar, catalogue, tests, title, note, ticket })
  await page.goto('/boundaries/payments/edit')
  await page.locator('.cm-content').getByText('rule-0').first().waitFor()
  await page.getByTestId('rule-rule-0').waitFor()
}

/** Types so many keys into the middle of what is seen; milliseconds from each key to the frame after the one that drew it. */
async function type(page: Page, keys: number): Promise<number[]> {
  await page.evaluate(() => {
    const took: number[] = []
    Object.assign(window, { took })
    addEventListener(
      'keydown',
      () => {
        const from = performance.now()
        // After the frame is drawn comes the next task; before it, nothing was seen.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => took.push(performance.now() - from)
          port2.postMessage(null)
        })
      },
      { capture: true },
    )
  })
  await page.locator('.cm-line').nth(1).click()
  await page.keyboard.press('End')
  for (let i = 0; i < keys; i++) {
    await page.keyboard.press('abcdefgh '[i % 9] ?? 'a')
    await page.waitForTimeout(40)
  }
  return page.evaluate(() => [...(window as unknown as { took: number[] }).took])
}
