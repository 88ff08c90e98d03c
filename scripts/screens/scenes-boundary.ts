import type { Actor, Stage } from './stage'

const REFUND = {
  workflow: 'payments',
  action: 'payments.refund',
  resource: 'charge:ch_5501',
  params: { amount: 6_000, currency: 'EUR', reason: 'goodwill' },
  executor: 'refund-runner',
}

/** Moves the line of the small and the medium refund from 50.00 to 80.00, by form. */
async function loosen({ page }: Actor): Promise<void> {
  for (const [rule, at] of [
    ['refund-small', 1],
    ['refund-medium', 1],
  ] as const) {
    const item = page.getByTestId(`rule-${rule}`)
    await item.getByRole('button').first().click()
    await item
      .getByRole('group', { name: `Condition ${at}` })
      .getByRole('textbox', { name: 'Amount' })
      .fill('80.00')
  }
}

/** The owner's side of boundaries: the list, a workflow, the editor in its states, a change in review. */
export const boundaryScenes: Record<string, (stage: Stage) => Promise<void>> = {
  boundaries: async (stage) => {
    const { page } = await stage.actor('Noor Haddad')
    await page.goto('/boundaries')
    await page.locator('[data-testid^="workflow-row-"]').first().waitFor()
    await stage.shoot(page, 'boundaries')
    await page.goto('/boundaries?view=gaps')
    await page.waitForTimeout(800)
    await stage.shoot(page, 'boundaries-gaps')
    await page.goto('/boundaries/payments')
    await page.getByTestId('version-1').waitFor()
    await stage.shoot(page, 'boundary-workflow', true)
    await page.goto('/boundaries/payments/v/1')
    await page.getByText('ledger-read').first().waitFor()
    await stage.shoot(page, 'boundary-version', true)
    await page.getByRole('link', { name: 'Payments' }).first().waitFor()
    const rotimi = await stage.actor('Rotimi Okafor')
    await rotimi.page.goto('/boundaries')
    await rotimi.page.getByTestId('new-workflow').click()
    await rotimi.page.getByTestId('new-workflow-sheet').waitFor()
    await stage.shoot(rotimi.page, 'boundary-new-workflow')
    await rotimi.page.goto('/boundaries/payments')
    await rotimi.page.getByTestId('suspend-workflow').click()
    await rotimi.page.getByTestId('switch-dialog').waitFor()
    await stage.shoot(rotimi.page, 'boundary-suspend')
    await rotimi.page.keyboard.press('Escape')
    await rotimi.page
      .getByRole('button', { name: /out of the owners/ })
      .first()
      .click()
    await rotimi.page.getByTestId('remove-owner').waitFor()
    await stage.shoot(rotimi.page, 'boundary-remove-owner')
    await page.goto('/boundaries/nowhere')
    await page.getByTestId('error-state').waitFor()
    await stage.shoot(page, 'boundary-not-found')
  },

  'boundary-editor': async (stage) => {
    const elif = await stage.actor('Elif Demir')
    const id = await stage.ask({ agent: 'support-agent', says: 'asks for a refund', wish: REFUND })
    await stage.open(elif, id)
    await elif.page.getByTestId('deny-button').click()
    await elif.page.getByText('Suspicious').click()
    await elif.page.getByTestId('deny-reason').fill('The parcel arrived whole.')
    await elif.page.getByTestId('deny-confirm').click()
    await elif.page.getByTestId('decision-outcome').waitFor()
    const mei = await stage.actor('Mei Lin')
    const { page } = mei
    await page.goto('/boundaries/payments')
    await page.getByTestId('open-draft').click()
    await page.getByTestId('simulation-result').waitFor()
    await loosen(mei)
    await page.getByTestId('denied-block').waitFor()
    await stage.shoot(page, 'boundary-editor')
    await page.locator('.cm-content').click()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type('permit')
    await page.locator('.cm-fault-note').first().waitFor()
    await stage.shoot(page, 'boundary-editor-fault')
    await page.keyboard.press('ControlOrMeta+z')
    await page.getByText('no errors').waitFor()
    await page.locator('[data-testid="save-state"][data-state="saved"]').waitFor()
    for (const pane of ['text', 'catalogue', 'simulation']) {
      await page.goto(`/boundaries/payments/edit?pane=${pane}`)
      await page.getByTestId('save-state').waitFor()
      await page.waitForTimeout(2_000)
      await stage.shoot(page, `boundary-editor-${pane}`)
    }
    await page.getByTestId('accept-denied').check()
    await page.getByTestId('submit-change').click()
    await page.getByTestId('submit-title').fill('Let refunds up to €80 pass by policy')
    await page.getByTestId('submit-note').fill('Support approves nearly all of them; the loss last month was 212 EUR.')
    await stage.shoot(page, 'boundary-submit')
    await page.keyboard.press('Escape')
    await page.goto('/boundaries/payments/edit?pane=catalogue')
    await page.getByTestId('catalogue-pane').getByText('Refund a charge').click()
    await page.getByRole('dialog').waitFor()
    await stage.shoot(page, 'boundary-action-type')
    await page.keyboard.press('Escape')
    await page.goto('/boundaries/payments/edit?pane=simulation')
    await page.getByTestId('accept-denied').check()
    await page.getByTestId('submit-change').click()
    await page.getByTestId('submit-confirm').click()
    await page.getByTestId('what-changes').waitFor()
    await stage.shoot(page, 'boundary-change-author', true)
    const rotimi = await stage.actor('Rotimi Okafor')
    await rotimi.page.goto('/boundaries/payments/change')
    await rotimi.page.getByTestId('decision-panel').waitFor()
    await stage.shoot(rotimi.page, 'boundary-change', true)
    await rotimi.page.getByTestId('review-accepts').first().check()
    await rotimi.page.getByTestId('review-reason').first().fill('Looked at the refused one; the amount is small.')
    await rotimi.page.getByTestId('review-approve').first().click()
    await rotimi.page.getByTestId('change-receipt').waitFor()
    await stage.shoot(rotimi.page, 'boundary-change-receipt')
    // The demo has one version of each; now there are two that differ.
    await page.goto('/boundaries/payments/compare?from=1&to=2')
    await page.getByTestId('what-changes').waitFor()
    await stage.shoot(page, 'boundary-compare', true)
  },
}
