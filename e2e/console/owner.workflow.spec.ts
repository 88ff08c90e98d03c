import { expect, test } from '../support/browser-test'

test('an owner suspends a workflow with a reason; it goes on when somebody else agrees', async ({ people }) => {
  test.setTimeout(180_000)
  const { page } = await people.arrive('Ana Ruiz')
  await page.goto('/boundaries/customer-care')
  await page.getByTestId('suspend-workflow').click()
  await expect(page.getByTestId('switch-confirm')).toBeDisabled()
  await page.getByTestId('switch-reason').fill('It writes to the wrong customers.')
  await page.getByTestId('switch-confirm').click()
  await page.getByTestId('resume-workflow').click()
  await page.getByTestId('propose-reason').fill('The list of customers was repaired.')
  await page.getByTestId('propose').click()
  await expect(page.getByTestId('propose-sheet')).toHaveCount(0)
  await expect(page.getByTestId('resume-workflow')).toBeVisible()

  const hugo = await people.arrive('Hugo Pereira')
  await hugo.page.goto('/settings/proposals')
  const proposal = hugo.page.getByTestId(/^proposal-/).filter({ hasText: 'repaired' })
  await proposal.getByTestId('apply').click()
  // Ana's page follows by itself.
  await expect(page.getByTestId('suspend-workflow')).toBeVisible()
})

test('an owner adds another one by proposal, and takes one out at once', async ({ people }) => {
  test.setTimeout(180_000)
  const { page } = await people.arrive('Rotimi Okafor')
  await page.goto('/boundaries/payments')
  await page.getByRole('button', { name: 'Take Mei Lin out of the owners' }).click()
  await page.getByTestId('remove-owner-confirm').click()
  await expect(page.getByTestId('remove-owner')).toHaveCount(0)
  // The last one stays.
  await expect(page.getByRole('button', { name: /out of the owners/ })).toHaveCount(0)
  await page.getByTestId('add-owner').click()
  await page.getByTestId('person-picker').fill('Mei')
  await page.getByRole('option', { name: /Mei Lin/ }).click()
  await page.getByTestId('propose-reason').fill('She writes its rules.')
  await page.getByTestId('propose').click()
  await expect(page.getByTestId('propose-sheet')).toHaveCount(0)

  const noor = await people.arrive('Noor Haddad')
  await noor.page.goto('/settings/proposals')
  const proposal = noor.page.getByTestId(/^proposal-/).filter({ hasText: 'She writes its rules' })
  await proposal.getByTestId('apply').click()
  await expect(page.getByRole('button', { name: 'Take Mei Lin out of the owners' })).toBeVisible()
})
