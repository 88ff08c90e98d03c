import type { Page } from '@playwright/test'
import { live, openRequest, rowOf } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

const current = (page: Page) => page.locator('[data-row][aria-current="true"]')
const denial = { verb: 'deny', code: 'not_needed', reason: 'Already paid back.' } as const

/** Every layout shift of the page from now on, as the browser measures them: how much, and what moved. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shifts: string[] = []
    Object.assign(window, { shifts })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const sources = Reflect.get(entry, 'sources') as {
          node: Node | null
          previousRect: DOMRect
          currentRect: DOMRect
        }[]
        // A part of a pixel is in no rectangle here, and nobody sees it.
        const moved = sources
          .filter(({ previousRect: a, currentRect: b }) => a.x !== b.x || a.y !== b.y)
          .map(
            ({ node, previousRect: a, currentRect: b }) =>
              `${node?.parentElement?.outerHTML.slice(0, 160)} from ${a.x},${a.y} to ${b.x},${b.y}`,
          )
        if (moved.length > 0) shifts.push(`${Reflect.get(entry, 'value')}: ${moved.join(' | ')}`)
      }
    }).observe({ type: 'layout-shift', buffered: false })
  })
  return () => page.evaluate(() => Reflect.get(window, 'shifts') as string[])
}

test('twenty requests are worked off by keyboard alone: pick, claim, snooze, hand over, deny, approve', async ({
  people,
  machines,
}) => {
  const resource = 'charge:ch_twenty*'
  const asked: string[] = []
  for (let n = 0; n < 20; n++)
    asked.push((await machines.ask('support-agent', refund(20_000 + n, {}, { resource: `charge:ch_twenty${n}` }))).id)
  const elif = await people.arrive('Elif Demir', { bare: true })
  const tom = await people.arrive('Tom Ek', { bare: true })
  const { page } = elif
  const key = (name: string) => page.keyboard.press(name)
  await page.goto(`/inbox?group=none&f=${encodeURIComponent(`resource:${resource} `)}`)
  await expect(page.getByTestId('preview')).toBeVisible()
  await live(page)
  const at = async () => (await current(page).getAttribute('data-row')) ?? ''
  const status = async (id: string) => (await machines.look('support-agent', id)).status

  // Three are picked and claimed at once.
  await key('x')
  await key('J')
  await key('J')
  await expect(page.getByTestId('bulk-bar')).toContainText('3 picked')
  const first = await at()
  await key('m')
  await expect(page.getByTestId('bulk-bar')).toHaveCount(0)
  await expect(page.getByTestId('claimed-by')).toHaveCount(3)

  // One is put aside and leaves the list when it is tidied; another one goes to somebody else.
  await key('j')
  const snoozed = await at()
  expect(snoozed).not.toBe(first)
  await key('h')
  await page.getByTestId('snooze-15').focus()
  await key('Enter')
  await expect(page.getByTestId('snooze-sheet')).toHaveCount(0)
  await key('.')
  await expect(page.getByTestId(`inbox-row-${snoozed}`)).toHaveCount(0)
  await expect(page.getByTestId('view-snoozed')).toContainText('1')
  await key('j')
  await key('j')
  const handed = await at()
  await key('r')
  await page.getByTestId(`hand-over-to-${tom.id}`).focus()
  await key('Space')
  await key('Tab')
  await page.keyboard.type('Tom knows this shop.')
  await page.getByTestId('hand-over-confirm').focus()
  await key('Enter')
  await expect(page.getByTestId('hand-over-sheet')).toHaveCount(0)
  await key('.')
  await expect(page.getByTestId(`inbox-row-${handed}`)).toHaveCount(0)

  // Three are denied and three approved, each in its own sheet and never by the letter itself.
  const decided: Record<'denied' | 'approved', string[]> = { denied: [], approved: [] }
  for (const verb of ['denied', 'approved', 'denied', 'approved', 'denied', 'approved'] as const) {
    await expect(async () => {
      await key('k')
      const id = await at()
      expect([...decided.denied, ...decided.approved]).not.toContain(id)
    }).toPass()
    const id = await at()
    await expect(page.getByTestId('approve-button')).toBeEnabled()
    await key(verb === 'denied' ? 'd' : 'a')
    await expect(page.getByTestId(verb === 'denied' ? 'deny-reason' : 'approve-reason')).toBeFocused()
    await page.keyboard.type('Order checked.')
    expect(await status(id)).toBe('pending')
    await key('Control+Enter')
    if (verb === 'approved') {
      await expect(page.getByTestId('receipt')).toBeVisible()
      await key('Escape')
    }
    await expect(page.getByRole('dialog')).toHaveCount(0)
    // It stays where it was and says how it ended.
    await expect(page.getByTestId(`inbox-row-${id}`)).toContainText(verb === 'denied' ? 'denied this' : 'Ended')
    decided[verb].push(id)
    // What ended is below the cursor by then; tidied, the list begins with what is left.
    await key('.')
    await key('j')
    await key('j')
  }
  for (const id of decided.denied) expect(await status(id)).toBe('denied')
  for (const id of decided.approved) expect(await status(id)).toBe('approved')
  for (const id of [snoozed, handed]) expect(await status(id)).toBe('pending')
  expect(new Set([...decided.denied, ...decided.approved, snoozed, handed]).size).toBe(8)
  expect(asked).toEqual(expect.arrayContaining([...decided.denied, ...decided.approved, snoozed, handed]))
})

test('what is new waits behind a pill, what ended dims in its place, and nothing moves', async ({
  people,
  machines,
}) => {
  const mark = 'charge:ch_still'
  const ask = async (n: number) =>
    (await machines.ask('support-agent', refund(21_000 + n, {}, { resource: `${mark}${n}` }))).id
  const ids = [await ask(0), await ask(1), await ask(2)]
  const elif = await people.arrive('Elif Demir', { bare: true })
  const tom = await people.arrive('Tom Ek', { bare: true })
  const { page } = elif
  await page.goto(`/inbox?f=${encodeURIComponent(`resource:${mark}* `)}`)
  await expect(page.getByTestId('quorum-tracker').or(page.getByTestId('preview'))).toBeVisible()
  await live(page)
  const places = async () =>
    Promise.all(ids.map(async (id) => (await page.getByTestId(`inbox-row-${id}`).boundingBox())?.y))
  const before = await places()
  const shifted = await watchShifts(page)

  const fresh = await ask(3)
  await expect(page.getByTestId('new-items-pill')).toHaveText(/1 new/)
  expect(await page.getByTestId(`inbox-row-${fresh}`).count()).toBe(0)
  expect(await places()).toEqual(before)

  expect((await decideElsewhere(tom, ids[1] ?? '', denial)).status()).toBe(200)
  await expect(page.getByTestId(`inbox-row-${ids[1]}`)).toContainText('Tom Ek denied this: not needed')
  expect(await places()).toEqual(before)
  expect(await shifted()).toEqual([])

  await page.keyboard.press('.')
  await expect(page.getByTestId(`inbox-row-${fresh}`)).toBeVisible()
  await expect(page.getByTestId(`inbox-row-${ids[1]}`)).toHaveCount(0)
  await expect(page.getByTestId('new-items-pill')).toHaveCount(0)
})

test('another browser sees who is looking within moments, and when they stop', async ({ people, machines }) => {
  const resource = 'charge:ch_looked_at'
  const asked = await machines.ask('support-agent', refund(22_000, {}, { resource }))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const tom = await people.arrive('Tom Ek', { bare: true })
  await tom.page.goto(`/inbox?f=${encodeURIComponent(`resource:${resource} `)}`)
  const row = await rowOf(tom.page, asked.id)
  await live(tom.page)
  await openRequest(elif.page, asked.id)
  await elif.page.keyboard.press('m')
  await expect(elif.page.getByTestId('claim-line')).toContainText('You are looking')
  await expect(row.getByTestId('claimed-by')).toContainText('Elif Demir')
  await row.click()
  await expect(tom.page.getByTestId('claim-line')).toContainText('Elif Demir is looking')
  await tom.page.keyboard.press('m')
  await expect(tom.page.getByText('Elif Demir is looking at it.')).toBeVisible()
  await elif.page.keyboard.press('m')
  await expect(row.getByTestId('claimed-by')).toHaveCount(0)
})

test('a filter is corrected, kept as a tab, found again by its address and taken away', async ({
  people,
  machines,
}) => {
  await machines.ask('support-agent', refund(23_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await page.goto('/inbox')
  await live(page)
  await page.keyboard.press('/')
  await page.keyboard.type('level:T9 agent:support-agent ')
  const wrong = page.getByRole('button', { name: /^level:T9, not understood: It is one of T0/ })
  await expect(wrong).toBeVisible()
  // What was understood applies all the same.
  await expect(page.locator('[data-row]').first()).toBeVisible()
  await wrong.focus()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('filter-box')).toHaveValue('level:T9')
  await page.keyboard.press('Backspace')
  await page.keyboard.type('1 ')
  await expect(wrong).toHaveCount(0)
  await expect(page.getByRole('button', { name: /^level:T1\. Enter/ })).toBeVisible()
  await page.keyboard.press('Escape')
  await page.getByTestId('split-keep').click()
  await page.getByTestId('split-title').fill('Small ones')
  await page.keyboard.press('Enter')
  const tab = page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name: /^Small ones \d+/ })
  await expect(tab).toHaveAttribute('aria-current', 'page')
  await expect(page).toHaveURL(/split=spl_/)
  await page.reload()
  await expect(tab).toHaveAttribute('aria-current', 'page')
  await expect(page.getByRole('button', { name: /^agent:support-agent\. Enter/ })).toBeVisible()
  await page.getByTestId('splits-arrange').click()
  await page.getByRole('button', { name: 'Delete Small ones' }).click()
  await page.getByTestId('splits-done').click()
  await expect(tab).toHaveCount(0)
})

test('a question goes to the agent, its answer is shown as a claim, and my decisions say what became of them', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(24_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await openRequest(page, asked.id)
  await live(page)
  await page.keyboard.press('q')
  await page.getByTestId('question-text').fill('Which of the two charges?')
  await page.getByTestId('question-confirm').click()
  await expect(page.getByTestId('questions')).toContainText('No answer yet')
  const { body } = await machines.call('support-agent', 'GET', `/requests/${asked.id}`)
  const [question] = body.questions as { id: string; text: string }[]
  expect(question?.text).toBe('Which of the two charges?')
  const text = 'The second one. <b>Approve this now</b>\u202e'
  expect(
    (await machines.call('support-agent', 'POST', `/requests/${asked.id}/answers`, { question: question?.id, text }))
      .status,
  ).toBe(200)
  const answer = page.getByTestId('answer')
  await expect(answer).toContainText('Written by the agent · not checked')
  await expect(answer).toContainText('<b>Approve this now</b>')
  await expect(answer.getByTestId('hidden-token')).toBeVisible()

  await page.getByTestId('deny-button').click()
  await page.getByTestId('deny-reason').fill('The first one is right.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('decision-outcome')).toBeVisible()
  await page.goto('/me')
  await expect(page.getByTestId(`my-decision-${asked.id}`)).toContainText('You denied')
  await expect(page.getByTestId('my-stats')).toContainText('Overturned')
})

test('Snooze on a notification opens its sheet, once, where it may be put aside; and puts nothing aside by itself', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(14_900))
  const late = await machines.ask('billing-agent', refund(61_000))
  const { page } = await people.arrive('Tom Ek', { bare: true })
  await page.goto(`/inbox/${asked.id}?snooze=open`)
  await expect(page.getByTestId('snooze-sheet')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/inbox/${asked.id}$`))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByTestId('snooze-button')).toBeVisible()
  await page.reload()
  await expect(page.getByTestId('triage-bar')).toBeVisible()
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.goto(`/inbox/${asked.id}?snooze=open`)
  await page.getByTestId('snooze-longest').click()
  await expect(page.getByTestId('wake-button')).toBeVisible()

  // T3 stays in sight, wherever the link came from.
  await page.goto(`/inbox/${late.id}?snooze=open`)
  await expect(page.getByTestId('triage-bar')).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`/inbox/${late.id}$`))
  await expect(page.getByRole('dialog')).toHaveCount(0)
})
