import type { Locator, Page } from '@playwright/test'
import { readDemoFile } from '@/prisma/seed/demo-file'
import { findings, PHONE } from '../support/browser-axe'
import type { Console } from '../support/browser-console'
import { openRequest } from '../support/browser-desk'
import type { Machines } from '../support/browser-machines'
import { decideElsewhere, type Someone } from '../support/browser-people'
import { type Rows, test as withRows } from '../support/browser-rows'
import { expect } from '../support/browser-test'
import { creditLimit, refund } from '../support/browser-wishes'
import { hoursLater, unhurried } from '../support/guard'
import { startServer } from '../support/server'

/** The demo with the fatigue guard on; six approvals are many. */
const test = withRows.extend<object, { console: Console }>({
  console: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const server = await startServer({ env: { COUNTERSIGN_DEMO: '1', COUNTERSIGN_GUARD_APPROVALS: '6' } })
      const demo = readDemoFile(server.dataDir)
      if (!demo) throw new Error(`The demo left no file in ${server.dataDir}:\n${server.output()}`)
      await use({ ...server, demo })
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

let amount = 6_000
/** Approves so many small refunds without opening one of them. */
async function blindly(person: Someone, machines: Machines, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    amount += 100
    const { id } = await machines.ask('support-agent', refund(amount))
    const answer = await decideElsewhere(person, id, { verb: 'approve', reason: '' })
    expect(answer.status(), await answer.text()).toBe(200)
  }
}

/** The choice that is right, or one that is not, as the database knows it. */
async function choiceOf(rows: Rows, page: Page, right: boolean): Promise<Locator> {
  await expect(page.getByTestId('question')).toBeVisible()
  const [check] = await rows.asOwner(
    `SELECT right_choice FROM guard_checks WHERE chosen IS NULL ORDER BY id DESC LIMIT 1`,
  )
  const at = Number(check?.right_choice)
  return page.getByTestId(`question-choice-${right ? at : (at + 1) % 3}`)
}
const strip = (page: Page) => page.getByTestId('guard-strip')

test('guard levels: silent, a breath, a question by keyboard, a rest; a denial is never held up, and after the rest all is as before', async ({
  people,
  machines,
  rows,
}) => {
  test.setTimeout(240_000)
  const tom = await people.arrive('Tom Ek')
  const { page } = tom
  const found: string[] = []

  // Silent.
  const first = await machines.ask('billing-agent', creditLimit(740_000, '8101'))
  await openRequest(page, first.id)
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  await expect(strip(page)).toHaveCount(0)

  // A breath: four in a row, each read for a minute.
  await blindly(tom, machines, 4)
  await unhurried(rows, tom.id)
  await openRequest(page, first.id)
  await expect(strip(page)).toHaveAttribute('data-level', 'nudge')
  await expect(strip(page)).toContainText('4 approved in a row')
  await expect(strip(page)).toContainText('Take a breath')
  await strip(page).getByText('Why this is here').click()
  await expect(strip(page)).toContainText('never used to judge people')
  await page.keyboard.press('a')
  await expect(page.getByTestId('approve-sheet').getByTestId('guard-nudge')).toBeVisible()
  await page.keyboard.press('Escape')

  // A question: the same four, and none of them was opened.
  await unhurried(rows, tom.id, 0)
  await openRequest(page, first.id)
  await expect(strip(page)).toHaveAttribute('data-level', 'check')
  await page.keyboard.press('d')
  await expect(page.getByTestId('deny-sheet')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.keyboard.press('a')
  const sheet = page.getByTestId('question-sheet')
  await expect(sheet).toBeVisible()
  // What is asked for stands nowhere in it but among the choices, where the question is about it.
  await expect(page.getByTestId('question')).toBeVisible()
  expect(((await sheet.textContent()) ?? '').split('7,400.00').length - 1).toBeLessThanOrEqual(1)
  found.push(...(await findings(page, 'the question', '[role="dialog"]')))
  // Wrong: nothing is approved, nothing is locked, and the exact action is marked.
  await (await choiceOf(rows, page, false)).press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('question-wrong')).toContainText('Nothing was approved')
  await expect(page.getByTestId('question')).toBeVisible()
  found.push(...(await findings(page, 'a wrong answer', '[role="dialog"]')))
  await page.getByTestId('question-look').press('Enter')
  await expect(sheet).toHaveCount(0)
  await expect(page.locator('[data-look-again]')).toHaveCount(1)
  await page.keyboard.press('Shift')
  await expect(page.locator('[data-look-again]')).toHaveCount(0)
  // Right: on to the last check, which is what it always was.
  await page.keyboard.press('a')
  await (await choiceOf(rows, page, true)).press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('approve-sheet')).toBeVisible()
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await page.getByTestId('approve-confirm').click()
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')
  const [decision] = await rows.asOwner('SELECT guard_level, guard_check_id FROM decisions WHERE request_id = $1', [
    first.id,
  ])
  expect(decision).toEqual({ guard_level: 'check', guard_check_id: expect.stringMatching(/^gck_/) })

  // A rest: approving is off with the time until when; denying is where it was, and works.
  const second = await machines.ask('billing-agent', creditLimit(750_000, '8102'))
  await blindly(tom, machines, 3)
  await openRequest(page, second.id)
  await expect(strip(page)).toHaveAttribute('data-level', 'reroute')
  await expect(page.getByText(/Others approve until \d\d:\d\d UTC\. You can still deny\./).first()).toBeVisible()
  await expect(page.getByTestId('approve-button')).toBeDisabled()
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  found.push(...(await findings(page, 'while others approve')))
  const refused = await decideElsewhere(tom, second.id, { verb: 'approve', reason: 'Checked the invoices.' })
  expect([refused.status(), (await refused.json()).code]).toEqual([403, 'decision.rerouted'])
  await page.keyboard.press('d')
  await page.getByTestId('deny-reason').fill('Not without the new contract.')
  await page.getByTestId('deny-confirm').click()
  await expect(page.getByTestId('decision-outcome')).toContainText('denied this')
  expect(await machines.look('billing-agent', second.id)).toMatchObject({ status: 'denied', grant: null })

  // The rest is over: nothing is left of it.
  await hoursLater(rows, tom.id)
  const third = await machines.ask('billing-agent', creditLimit(760_000, '8103'))
  await openRequest(page, third.id)
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  await expect(strip(page)).toHaveCount(0)
  expect(found).toEqual([])
})

test('on a phone the question is answered by touch, or handed over to somebody who may decide', async ({
  people,
  machines,
  rows,
}) => {
  test.setTimeout(180_000)
  // To approve what they are handed takes a passkey, so Tom has one.
  await people.arrive('Tom Ek')
  const jonas = await people.arrive('Jonas Weber', { viewport: PHONE, hasTouch: true, isMobile: true })
  const { page } = jonas
  await blindly(jonas, machines, 4)
  const one = await machines.ask('billing-agent', creditLimit(770_000, '8201'))
  await openRequest(page, one.id)
  await page.getByTestId('approve-button-phone').tap()
  await (await choiceOf(rows, page, true)).tap()
  await page.getByTestId('question-answer').tap()
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await page.getByTestId('approve-confirm').tap()
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')

  const other = await machines.ask('billing-agent', creditLimit(780_000, '8202'))
  await openRequest(page, other.id)
  await page.getByTestId('approve-button-phone').tap()
  await expect(page.getByTestId('question')).toBeVisible()
  expect(await findings(page, 'the question on a phone', '[role="dialog"]', ['light'])).toEqual([])
  await page.getByTestId('question-hand-over').tap()
  await page.getByTestId(`hand-over-to-${people.idOf('Tom Ek')}`).tap()
  await page.getByTestId('hand-over-reason').fill('I have seen enough of these today.')
  await page.getByTestId('hand-over-confirm').tap()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByTestId('decision-outcome')).toContainText('handed this over')
  expect(await machines.look('billing-agent', other.id)).toMatchObject({ status: 'pending', grant: null })
})
