import type { Page } from '@playwright/test'
import { DESK, findings, PHONE, type Scheme } from '../support/browser-axe'
import { expect, test } from '../support/browser-test'

// Each takes its time of one processor; two browsers share them.
test.describe.configure({ mode: 'parallel' })

test('the editor of a boundary and its sheets, wide and on a phone', async ({ people }) => {
  test.setTimeout(300_000)
  const { page } = await people.arrive('Mei Lin')
  const found: string[] = []
  const see = async (name: string, schemes?: Scheme[]) =>
    void found.push(...(await findings(page, name, undefined, schemes)))
  const seeSheet = async (name: string) => {
    await expect(page.getByRole('dialog')).toBeVisible()
    found.push(...(await findings(page, name, '[role="dialog"]')))
  }
  const leave = async () => {
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.goto('/boundaries/payments')
  await page.getByTestId('open-draft').click()
  await expect(page.getByTestId('simulation-result')).toBeVisible({ timeout: 60_000 })
  await page.getByTestId('rule-refund-large').getByRole('button').first().click()
  const form = page.getByTestId('rule-form-refund-large')
  await form.getByRole('textbox', { name: 'Reason' }).fill('')
  await expect(page.getByTestId('check-state')).toContainText('error')
  await see('the editor with a form open and an error')
  await form.getByRole('textbox', { name: 'Reason' }).fill('Large sums need two')
  await expect(page.getByTestId('check-state')).toContainText('no errors')
  await page.goto('/boundaries/payments/edit?pane=catalogue')
  await page.getByTestId('catalogue-pane').getByText('Refund a charge').click()
  await seeSheet('an action type')
  await leave()
  await page.getByTestId('catalogue-pane').getByText('Customer account').click()
  await seeSheet('a resource')
  await leave()
  await page.getByTestId('test-cases').getByRole('button', { name: 'Case' }).click()
  await seeSheet('a test case')
  await leave()
  await page.setViewportSize(PHONE)
  for (const pane of ['rules', 'text', 'catalogue', 'simulation']) {
    await page.goto(`/boundaries/payments/edit?pane=${pane}`)
    await expect(page.getByTestId('save-state')).toBeVisible()
    // Its colours are those of the desk.
    await see(`${pane} of the editor on a phone`, ['light'])
  }
  await page.setViewportSize(DESK)
  await discard(page)
  expect(found).toEqual([])
})

test('a new workflow, handing a change in, and the change in review, wide and on a phone', async ({ people }) => {
  test.setTimeout(300_000)
  const { page } = await people.arrive('Ingrid Solheim')
  const found: string[] = []
  const see = async (name: string, schemes?: Scheme[]) =>
    void found.push(...(await findings(page, name, undefined, schemes)))
  const seeSheet = async (name: string) => {
    await expect(page.getByRole('dialog')).toBeVisible()
    found.push(...(await findings(page, name, '[role="dialog"]')))
  }
  await page.goto('/boundaries')
  await page.getByTestId('new-workflow').click()
  await expect(page.getByTestId('new-workflow-sheet')).toBeVisible()
  await seeSheet('a new workflow')
  await page.goto('/boundaries/secrets')
  await page.getByTestId('open-draft').click()
  await expect(page.getByTestId('simulation-result')).toBeVisible({ timeout: 60_000 })
  const rule = page.locator('[data-testid^="rule-"]').first()
  await rule.getByRole('button').first().click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Said in other words')
  await expect(page.getByTestId('check-state')).toHaveAttribute('data-checking', 'false')
  await page.getByTestId('submit-change').click()
  await page.getByTestId('submit-title').fill('Say why in other words')
  await page.getByTestId('submit-note').fill('The reason was too long.')
  await seeSheet('handing in')
  await page.getByTestId('submit-confirm').click()
  await expect(page.getByTestId('what-changes')).toBeVisible()
  await see('a change in review')
  await page.setViewportSize(PHONE)
  await see('a change in review on a phone', ['light'])
  await page.setViewportSize(DESK)
  await page.getByTestId('withdraw-change').click()
  await expect(page.getByTestId('what-changes')).toHaveCount(0)
  await page.goto('/boundaries/secrets/edit')
  await discard(page)
  expect(found).toEqual([])
})

/** Gives the draft up, so that other stories find none. */
async function discard(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Discard draft' }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Discard draft/ })
    .click()
  await expect(page).toHaveURL(/\/boundaries\/[a-z]+$/)
}
