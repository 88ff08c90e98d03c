import type { Page } from '@playwright/test'
import { live, openRequest, prepareApproval, rowOf } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { watch } from '../support/browser-watch'
import { creditLimit, refund } from '../support/browser-wishes'

/** What happens between opening a request and deciding on it. */
const denial = { verb: 'deny', code: 'wrong_scope', reason: 'Only one pallet was damaged.' } as const

/** Gives the page another digest than the true one with its first answer, as if the terms changed after it was drawn. */
async function withOldPresentation(page: Page, id: string): Promise<void> {
  await page.route(
    `**/api/console/requests/${id}`,
    async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, json: { ...(await response.json()), presentation_digest: 'A'.repeat(43) } })
    },
    { times: 1 },
  )
}

test('decided elsewhere while the sheet is open: it says by whom and why, and approving is off', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', refund(60_000))
  const mei = await people.arrive('Mei Lin')
  const tom = await people.arrive('Tom Ek', { bare: true })
  const seen = await watch(mei.context, console.baseUrl)
  const inbox = await mei.context.newPage()
  await inbox.goto('/inbox')
  const row = await rowOf(inbox, asked.id)
  await openRequest(mei.page, asked.id)
  await live(mei.page)
  const confirm = await prepareApproval(mei.page)
  await expect(confirm).toBeEnabled()
  expect((await decideElsewhere(tom, asked.id, denial)).status()).toBe(200)
  await expect(mei.page.getByTestId('approve-sheet')).toContainText('Tom Ek denied this')
  await expect(confirm).toBeDisabled()
  await mei.page.keyboard.press('Control+Enter')
  await mei.page.keyboard.press('Escape')
  await expect(mei.page.getByTestId('decision-outcome')).toContainText('Tom Ek denied this')
  // The row in an inbox that was open stays where it was and says how it ended.
  await expect(row).toContainText('Tom Ek denied this')
  expect(seen.decisions).toEqual([])
})

test('a decision that comes second is refused, even when the page had not heard of the first', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(12_000))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const tom = await people.arrive('Tom Ek', { bare: true })
  await elif.page.route('**/api/console/events', (route) => route.abort())
  await openRequest(elif.page, asked.id)
  const confirm = await prepareApproval(elif.page)
  expect((await decideElsewhere(tom, asked.id, denial)).status()).toBe(200)
  await confirm.click()
  await expect(elif.page.getByTestId('approve-failure')).toContainText('Nothing was approved')
  expect(await machines.look('support-agent', asked.id)).toMatchObject({ status: 'denied', grant: null })
})

test('expired while the sheet is open: the button goes off by itself, nothing is granted, the agent is told', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(12_000, {}, { decide_within_seconds: 30 }))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const seen = await watch(elif.context, console.baseUrl)
  const inbox = await elif.context.newPage()
  await inbox.goto('/inbox')
  const row = await rowOf(inbox, asked.id)
  await openRequest(elif.page, asked.id)
  await expect(elif.page.getByTestId('countdown').first()).toContainText(/00:[0-3]\d/)
  const confirm = await prepareApproval(elif.page)
  await expect(confirm).toBeEnabled()
  await expect(confirm).toBeDisabled({ timeout: 35_000 })
  await expect(elif.page.getByTestId('approve-sheet')).toContainText('Nothing was granted')
  await elif.page.getByTestId('approve-reason').press('Control+Enter')
  await expect(elif.page.getByTestId('approve-sheet')).toContainText('1 Check')
  expect(seen.decisions).toEqual([])
  const late = await decideElsewhere(elif, asked.id, { verb: 'approve', reason: 'Just in time.' })
  expect(late.status()).toBeGreaterThanOrEqual(400)
  await elif.page.keyboard.press('Escape')
  await expect(elif.page.getByTestId('decision-outcome')).toContainText('Expired')
  await expect(row).toContainText('Expired')
  expect(await machines.look('support-agent', asked.id)).toMatchObject({ status: 'expired', grant: null })
})

test('terms that changed while reading turn decisions off until the person has looked again (ATTACKS 25)', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', creditLimit(700_000, '1204'))
  const { page } = await people.arrive('Mei Lin')
  await withOldPresentation(page, asked.id)
  await openRequest(page, asked.id)
  // A signature over what is no longer so is refused before anybody touches a sensor.
  await (await prepareApproval(page)).click()
  await expect(page.getByTestId('approve-failure')).toHaveAttribute('data-kind', 'stale')
  await expect(page.getByTestId('approve-failure')).toContainText('Nothing was approved')
  await page.getByTestId('approve-sheet').getByRole('button', { name: 'Close' }).click()
  // By now the page has the new document, and does not let it slip in.
  await expect(page.getByText('The terms changed while you were reading').first()).toBeVisible()
  await expect(page.getByTestId('approve-button')).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.getByRole('button', { name: 'I have read it again' }).first().click()
  await expect(page.getByTestId('approve-button')).toBeEnabled()
})

test('offline: approving is off, nothing is queued, and the page says so until it is live again', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(12_000))
  const { context, page } = await people.arrive('Elif Demir', { bare: true })
  const seen = await watch(context, console.baseUrl)
  await openRequest(page, asked.id)
  await live(page)
  const confirm = await prepareApproval(page)
  await context.setOffline(true)
  await expect(page.getByTestId('connection-dot')).toHaveAttribute('data-state', 'offline')
  await expect(confirm).toBeDisabled()
  await expect(page.getByTestId('approve-sheet')).toContainText('Decisions are never queued')
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('approve-button')).toHaveCount(0)
  await expect(page.getByText('You’re offline. Decisions are never queued.').first()).toBeVisible()
  await context.setOffline(false)
  await live(page)
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  expect(seen.decisions).toEqual([])
  expect(await machines.look('support-agent', asked.id)).toMatchObject({ status: 'pending' })
})

test('a session that is ended elsewhere ends here at once, and sign-in leads back to the same page', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(12_000))
  const here = await people.arrive('Elif Demir', { bare: true })
  const there = await people.arrive('Elif Demir', { bare: true })
  await openRequest(here.page, asked.id)
  await live(here.page)
  await there.page.goto('/account')
  const sessions = there.page.locator('#sessions').getByRole('button', { name: 'End' })
  await expect(sessions.first()).toBeVisible()
  // All that Elif has open but this one.
  while ((await sessions.count()) > 0) {
    const left = await sessions.count()
    await sessions.first().click()
    await expect(sessions).toHaveCount(left - 1)
  }
  await expect(here.page).toHaveURL(new RegExp(`/sign-in\\?callbackUrl=%2Finbox%2F${asked.id}$`))
  await expect(here.page.locator('body')).not.toContainText(asked.binding_code)
  await here.page.getByTestId(`demo-person-${here.id}`).click()
  await expect(here.page).toHaveURL(new RegExp(`/inbox/${asked.id}$`))
  await expect(here.page.getByTestId('approve-button')).toBeEnabled()
})

test('a passkey that is not used approves nothing: cancelled, left waiting, then signed after all', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', creditLimit(650_000, '7781'))
  const { context, page, device } = await people.arrive('Mei Lin')
  const seen = await watch(context, console.baseUrl)
  await openRequest(page, asked.id)
  await device.recognises(false)
  await (await prepareApproval(page)).click()
  const failure = page.getByTestId('approve-failure')
  await expect(failure).toContainText('Nothing was approved.')
  await expect(failure).toHaveAttribute('data-kind', 'cancelled')
  expect(seen.decisions).toEqual([])

  // Nobody touches the sensor; closing the sheet leaves nothing behind that could still sign.
  await device.recognises(true)
  await device.touched(false)
  await page.getByTestId('approve-retry').click()
  await expect(page.getByTestId('passkey-step')).toContainText(asked.binding_code)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await device.touched(true)
  await page.reload()
  await expect(page.getByTestId('quorum-tracker')).toContainText('0 of 1 approved')
  expect(seen.decisions).toEqual([])

  await (await prepareApproval(page)).click()
  await expect(page.getByTestId('receipt')).toBeVisible()
  expect(seen.decisions).toHaveLength(1)
})
