import type { Page } from '@playwright/test'
import { DESK, findings, PHONE } from '../support/browser-axe'
import { openRequest, prepareApproval, unfold } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { creditLimit, refund } from '../support/browser-wishes'

// Each takes minutes of one processor; two browsers share them.
test.describe.configure({ mode: 'parallel' })

test('pages before sign-in', async ({ people }) => {
  const { context, page } = await people.stranger()
  const found: string[] = []
  for (const [path, ready] of [
    ['/sign-in', 'demo-banner'],
    ['/sign-in?error=Callback', 'error-summary'],
    ['/welcome#token=once', 'welcome-submit'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByTestId(ready)).toBeVisible()
    found.push(...(await findings(page, path)))
  }
  await page.goto('/welcome')
  await expect(page.getByText('This link is not complete')).toBeVisible()
  found.push(...(await findings(page, '/welcome without a token')))
  await context.close()
  expect(found).toEqual([])
})

const shows = (page: Page, locator: string) => expect(page.locator(locator).first()).toBeVisible()

/** Goes through pages, each with what shows that it is there; on a phone too, where it is drawn differently. */
async function findingsOf(page: Page, pages: readonly (readonly [path: string, ready: string, phone?: 'phone'])[]) {
  const found: string[] = []
  for (const [path, ready, phone] of pages) {
    await page.goto(path)
    await shows(page, ready)
    found.push(...(await findings(page, path)))
    if (!phone) continue
    await page.setViewportSize(PHONE)
    // Its colours are those of the desk.
    found.push(...(await findings(page, `${path} on a phone`, undefined, ['light'])))
    const { scrollWidth, clientWidth } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return { scrollWidth, clientWidth }
    })
    if (scrollWidth > clientWidth) found.push(`${path} is ${scrollWidth} wide on a phone of ${clientWidth}`)
    await page.setViewportSize(DESK)
  }
  return found
}

test('every page of the approver, wide and on a phone', async ({ people, machines }) => {
  test.setTimeout(300_000)
  await machines.ask('billing-agent', refund(60_000))
  await machines.ask('support-agent', refund(4_000))
  const over = await machines.ask('billing-agent', refund(60_000))
  const mei = await people.arrive('Mei Lin')
  const { page } = mei
  await decideElsewhere(mei, over.id, { verb: 'deny', code: 'not_needed', reason: 'Settled by phone.' })
  const found = await findingsOf(page, [
    ['/inbox', '[data-testid="preview"]', 'phone'],
    ['/inbox?f=env:nowhere%20', '[data-testid="empty-state"]'],
    ['/inbox?view=waiting', '#main'],
    ['/inbox?view=ended', '[data-row]'],
    ['/requests', '#main a[href^="/inbox/req_"]', 'phone'],
    ['/grants', '[data-testid^="grant-row-"]', 'phone'],
    ['/account', '[data-testid="passkey-name"]', 'phone'],
    ['/nowhere', 'h1'],
    ['/inbox/req_00000000000000000000000000', '[data-testid="error-state"]'],
    ['/audit', '[data-testid^="audit-row-"]', 'phone'],
  ])
  await page.locator('[data-testid^="audit-row-"]').last().click()
  await expect(page.getByTestId('proof-result')).toHaveAttribute('data-ok', 'true')
  found.push(...(await findings(page, 'an entry with its proof')))
  expect(found).toEqual([])
})

test('a batch as table, as review run and with its sheets, wide and on a phone', async ({ people, machines }) => {
  test.setTimeout(300_000)
  const ids: string[] = []
  for (const amount of [10_000, 10_500, 11_000, 44_000])
    ids.push((await machines.ask('support-agent', refund(amount))).id)
  const { page } = await people.arrive('Elif Demir')
  const found = await findingsOf(page, [
    ['/batch', '[data-testid="empty-state"]'],
    [`/batch?ids=${ids.join(',')}&mode=run`, '[data-testid="run-approve"]:enabled', 'phone'],
    [`/batch?ids=${ids.join(',')}`, '[data-testid^="approve-req_"]', 'phone'],
  ])
  await page.locator('[data-testid^="unfold-"]').first().click()
  await page.locator('[data-testid="unusual"]').waitFor()
  found.push(...(await findings(page, 'a batch with a row unfolded')))
  await page.locator('[data-testid^="deny-req_"]').first().click()
  await page.getByTestId('deny-reason').fill('Not ours to give.')
  found.push(...(await findings(page, 'a denial that is put down', '[role="dialog"]')))
  await page.getByTestId('deny-confirm').click()
  await page.getByTestId('batch-finish').click()
  await expect(page.getByTestId('finish-list')).toBeVisible()
  found.push(...(await findings(page, 'the list of a batch', '[role="dialog"]')))
  expect(found).toEqual([])
})

test('the inbox at work, with its sheets', async ({ people, machines }) => {
  test.setTimeout(300_000)
  const asked = await machines.ask('support-agent', refund(31_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  const found = await findingsOf(page, [
    ['/me', '#main', 'phone'],
    ['/inbox?group=agent&f=colour:red%20', '[data-row]', 'phone'],
  ])
  const seeSheet = async (name: string) => {
    await expect(page.getByRole('dialog')).toBeVisible()
    found.push(...(await findings(page, name, '[role="dialog"]')))
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.goto(`/inbox?sel=${asked.id}&f=agent:support-agent%20`)
  await expect(page.getByTestId('triage-bar')).toBeVisible()
  await page.getByTestId('filter-box').focus()
  found.push(...(await findings(page, 'the filter box, open')))
  await page.keyboard.press('Escape')
  await page.getByTestId('split-keep').click()
  await seeSheet('saving a view')
  await page.keyboard.press('x')
  found.push(...(await findings(page, 'several picked')))
  await page.keyboard.press('Escape')
  await page.keyboard.press('r')
  await expect(page.getByTestId('hand-over-reason')).toBeVisible()
  await seeSheet('handing over')
  await page.keyboard.press('h')
  await seeSheet('putting aside')
  await page.keyboard.press('q')
  await page.getByTestId('question-text').fill('Which one?')
  await page.getByTestId('question-confirm').click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.goto(`/inbox/${asked.id}`)
  await expect(page.getByTestId('questions')).toBeVisible()
  found.push(...(await findings(page, 'a request with a question', '[data-testid="questions"]')))
  expect(found).toEqual([])
})

test('every page of the owner, wide and on a phone', async ({ people }) => {
  test.setTimeout(300_000)
  const { page } = await people.arrive('Mei Lin')
  const found = await findingsOf(page, [
    ['/accountability', '[data-testid="confirm-mine"]', 'phone'],
    ['/accountability/mine', '[data-testid^="mine-"]', 'phone'],
    ['/accountability/people', '#main a[href^="/accountability/people/"]'],
    ['/agents', '[data-testid^="machine-row-"]', 'phone'],
    ['/agents?view=runtimes', '[data-testid^="runtime-row-"]'],
    ['/boundaries', '[data-testid="workflow-row-payments"]', 'phone'],
    ['/boundaries/payments', '[data-testid="version-1"]', 'phone'],
    ['/boundaries/payments/v/1', 'section[aria-label^="Cedar text"]', 'phone'],
    ['/boundaries/payments/compare?from=1&to=1', '[data-testid="what-changes"]', 'phone'],
  ])
  expect(found).toEqual([])
})

test('the settings, wide and on a phone, with their sheets', async ({ people }) => {
  test.setTimeout(300_000)
  const { page } = await people.arrive('Hugo Pereira')
  const found = await findingsOf(page, [
    ['/settings/members', '[data-testid^="member-"]', 'phone'],
    ['/settings/teams', '[data-testid^="team-"]', 'phone'],
    ['/settings/proposals', 'main'],
    ['/settings/invitations', 'main'],
    ['/settings/sessions', 'main li', 'phone'],
    ['/settings/organisation', '#organisation'],
    [`/settings/members/${people.idOf('Mei Lin')}`, '[data-testid="disable"]', 'phone'],
  ])
  for (const [button, sheet] of [
    ['disable', 'disable-sheet'],
    ['give-compliance', 'propose-sheet'],
    ['add-to-team', 'propose-sheet'],
  ] as const) {
    await page.getByTestId(button).click()
    await expect(page.getByTestId(sheet)).toBeVisible()
    found.push(...(await findings(page, `${sheet} behind ${button}`, '[role="dialog"]')))
    // A list that is open over the sheet closes first.
    await expect(async () => {
      await page.keyboard.press('Escape')
      await expect(page.getByRole('dialog')).toHaveCount(0, { timeout: 1_000 })
    }).toPass()
  }
  expect(found).toEqual([])
})

test('a request and every sheet over it', async ({ people, machines }) => {
  test.setTimeout(300_000)
  const odd = refund(60_000, {
    memo: 'RMA-55\u202e107',
    letter: `Dear customer,\u200b ${'we refund two pallets. '.repeat(20)}`,
  })
  const first = await machines.ask('billing-agent', { ...odd, emergency: true, claims: { confidence: 0.9 } })
  const signed = await machines.ask('billing-agent', creditLimit(615_000, '1204'))
  const { page, device } = await people.arrive('Mei Lin')
  const found: string[] = []
  const see = async (name: string) => void found.push(...(await findings(page, name)))
  /** Of a sheet, that alone: what stands behind it was looked at already. */
  const seeSheet = async (name: string) => void found.push(...(await findings(page, name, '[role="dialog"]')))
  const leave = async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await openRequest(page, first.id)
  await see('a request with hidden text')
  await unfold(page)
  for (const details of await page.locator('details').all())
    await details.evaluate((node) => Object.assign(node, { open: true }))
  await see('a request with everything unfolded')
  await page.setViewportSize(PHONE)
  await see('a request on a phone')
  await page.getByTestId('approve-button-phone').click()
  await expect(page.getByTestId('approve-sheet')).toBeVisible()
  await seeSheet('the approve sheet on a phone')
  await leave()
  await page.setViewportSize(DESK)
  for (const [key, sheet] of [
    ['a', 'approve-sheet'],
    ['d', 'deny-sheet'],
    ['c', 'changes-sheet'],
    ['e', 'raw-sheet'],
    ['?', 'shortcuts-dialog'],
  ] as const) {
    await page.keyboard.press(key)
    await expect(page.getByTestId(sheet)).toBeVisible()
    await seeSheet(`${sheet} behind ${key}`)
    await leave()
  }
  await page.keyboard.press('b')
  await expect(page.getByRole('dialog')).toBeVisible()
  await seeSheet('the abstain sheet')
  await leave()
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByRole('option').first()).toBeVisible()
  await seeSheet('the palette')
  await leave()

  await openRequest(page, signed.id)
  await device.touched(false)
  const confirm = await prepareApproval(page)
  await page.getByTestId('approve-reason').fill('')
  await confirm.click()
  await seeSheet('the approve sheet without a reason')
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await confirm.click()
  await expect(page.getByTestId('passkey-step')).toBeVisible()
  await seeSheet('waiting for the passkey')
  await page.getByRole('button', { name: 'Back' }).click()
  await device.recognises(false)
  await device.touched(true)
  await confirm.click()
  await expect(page.getByTestId('approve-failure')).toBeVisible()
  await seeSheet('the passkey was not used')
  await device.recognises(true)
  await page.getByTestId('approve-retry').click()
  await expect(page.getByTestId('receipt')).toBeVisible()
  await seeSheet('the receipt')
  await page.getByTestId('receipt').getByRole('button', { name: 'Revoke' }).click()
  await expect(page.getByTestId('revoke-dialog')).toBeVisible()
  await seeSheet('the revoke dialog')
  await page.keyboard.press('Escape')
  await openRequest(page, signed.id)
  await see('an approved request')
  expect(found).toEqual([])
})
