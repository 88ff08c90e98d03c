import type { Page } from '@playwright/test'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

/** Opens the draft of Payments, beginning one if there is none, and waits until it can be edited. */
async function openEditor(page: Page): Promise<void> {
  await page.goto('/boundaries/payments')
  await page.getByTestId('open-draft').click()
  await expect(page).toHaveURL(/\/boundaries\/payments\/edit/)
  await expect(page.locator('.cm-content')).toContainText('refund-small')
}

/** Opens a rule's form. */
async function openRule(page: Page, id: string) {
  await page.getByTestId(`rule-${id}`).getByRole('button').first().click()
  return page.getByTestId(`rule-form-${id}`)
}

const saved = (page: Page) => expect(page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved')

test('an owner changes a boundary by form; two others let it through with passkeys, and what people denied passes only where all three accepted it by name', async ({
  people,
  machines,
}) => {
  test.setTimeout(180_000)
  // A refund of 60.00 that a person refused.
  const refused = await machines.ask('support-agent', refund(6_000))
  expect(refused).toMatchObject({ status: 'pending', tier: 'approve' })
  const elif = await people.arrive('Elif Demir', { bare: true })
  const denial = { verb: 'deny', code: 'not_needed', reason: 'The parcel arrived whole.' } as const
  expect((await decideElsewhere(elif, refused.id, denial)).status()).toBeLessThan(300)

  // The owner moves the line from 50.00 to 80.00, by form; the text follows.
  const mei = await people.arrive('Mei Lin')
  const { page } = mei
  await openEditor(page)
  const small = await openRule(page, 'refund-small')
  await small.getByRole('textbox', { name: 'Amount' }).fill('80.00')
  await expect(page.locator('.cm-content')).toContainText('context.params.amount <= 8000')
  const medium = await openRule(page, 'refund-medium')
  await medium.getByRole('group', { name: 'Condition 1' }).getByRole('textbox', { name: 'Amount' }).fill('80.00')
  await expect(page.locator('.cm-content')).toContainText('context.params.amount > 8000')
  await expect(page.getByTestId('rule-refund-small')).toContainText('80.00')
  await expect(page.getByTestId('rule-refund-small')).toContainText('loosens')

  // The simulation follows; it finds the refused one, and handing in is off until that is accepted by name.
  const denied = page.getByTestId('denied-block')
  await expect(denied).toContainText('1 request that people denied would now pass without a person')
  await expect(denied).toContainText('Elif Demir')
  await expect(page.getByTestId('open-items')).toContainText('1 acknowledgement')
  await expect(page.getByTestId('submit-change')).toBeDisabled()
  await saved(page)
  await page.getByTestId('accept-denied').check()
  await page.getByTestId('submit-change').click()
  await page.getByTestId('submit-title').fill('Let refunds up to 80.00 pass by policy')
  await page.getByTestId('submit-note').fill('Support approves nearly all of them.')
  await page.getByTestId('submit-confirm').click()
  await expect(page).toHaveURL(/\/boundaries\/payments\/change/)

  // The author cannot let it through.
  await expect(page.getByTestId('what-changes')).toContainText('loosens')
  await expect(page.getByTestId('text-diff')).toContainText('8000')
  await expect(page.getByTestId('not-yours')).toBeVisible()
  await expect(page.getByTestId('decision-panel')).toHaveCount(0)

  // The accountable owner and somebody independent do, each with a passkey, each accepting what must be accepted.
  for (const [name, last] of [
    ['Rotimi Okafor', false],
    ['Noor Haddad', true],
  ] as const) {
    const reviewer = await people.arrive(name)
    await reviewer.page.goto('/boundaries/payments/change')
    const panel = reviewer.page.getByTestId('decision-panel')
    await panel.getByTestId('review-reason').fill('Looked at the refused one; the amount is small.')
    await expect(panel.getByTestId('review-approve')).toBeDisabled()
    await panel.getByTestId('review-accepts').check()
    await panel.getByTestId('review-approve').click()
    await expect(reviewer.page.getByTestId('change-receipt')).toHaveAttribute('data-active', String(last))
  }

  // It is in force: the owner's page says so by itself, and the next such refund passes.
  await page.goto('/boundaries/payments')
  await expect(page.locator('#main')).toContainText(/v(?!1 )\d+ is in force/)
  await expect(page.locator('#main')).toContainText('80.00')
  expect(await machines.ask('support-agent', refund(6_000))).toMatchObject({ tier: 'notify', status: 'approved' })
})

test('two people who edit the same draft are told, and neither overwrites the other unseen', async ({ people }) => {
  const mei = await people.arrive('Mei Lin')
  const rotimi = await people.arrive('Rotimi Okafor')
  await openEditor(mei.page)
  await openEditor(rotimi.page)
  const write = async (page: Page, text: string) => {
    await page.locator('.cm-content').click()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type(text)
  }
  await write(mei.page, '// Mine first. ')
  await saved(mei.page)

  // Whether the stream or the save is first to tell: it is told, and what was typed is not stored.
  await write(rotimi.page, '// No, mine. ')
  const conflict = rotimi.page.getByTestId('draft-conflict')
  await expect(conflict).toContainText('Mei Lin saved this draft meanwhile')
  await expect(rotimi.page.getByTestId('save-state')).toHaveAttribute('data-state', 'conflict')
  await rotimi.page.getByTestId('see-difference').click()
  await expect(rotimi.page.getByTestId('overwrite-sheet')).toContainText('No, mine.')
  await rotimi.page.getByTestId('overwrite-sheet').getByRole('button', { name: 'Cancel' }).click()
  await rotimi.page.getByTestId('load-theirs').click()
  await expect(rotimi.page.locator('.cm-content')).toContainText('// Mine first.')
  await expect(rotimi.page.locator('.cm-content')).not.toContainText('// No, mine.')
  await expect(rotimi.page.getByTestId('kept-text')).toBeVisible()
  await expect(mei.page.getByTestId('draft-conflict')).toHaveCount(0)

  // Theirs is untouched; and what is typed over it now is stored.
  await write(rotimi.page, '// Both. ')
  await saved(rotimi.page)
  await rotimi.page.getByRole('button', { name: 'Discard draft' }).click()
  await rotimi.page
    .getByRole('dialog')
    .getByRole('button', { name: /^Discard draft/ })
    .click()
  await expect(rotimi.page).toHaveURL(/\/boundaries\/payments$/)
})
