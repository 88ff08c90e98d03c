import { approve, live, openRequest } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { deletion } from '../support/browser-wishes'

test('two people, each with a passkey: the other sees the first approval live, the last one issues the grant, the sponsor is told why they cannot', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('migrate-bot', deletion(40))
  expect(asked.progress).toEqual({ needed: 2, given: 0 })
  const nadia = await people.arrive('Nadia Karimi')
  const amira = await people.arrive('Amira Saleh')
  const sara = await people.arrive('Sara Lindgren')

  // Sara sponsors the agent: she sees everything and can decide nothing, and is told so by name.
  await openRequest(sara.page, asked.id)
  await expect(sara.page.getByTestId('decision-outcome')).toContainText('you are the sponsor of this agent')
  await expect(sara.page.getByTestId('approve-button')).toHaveCount(0)
  await expect(sara.page.getByTestId('deny-button')).toHaveCount(0)
  for (const key of ['a', 'd']) await sara.page.keyboard.press(key)
  await expect(sara.page.getByRole('dialog')).toHaveCount(0)

  await openRequest(amira.page, asked.id)
  await live(amira.page)
  const tracker = amira.page.getByTestId('quorum-tracker')
  await expect(tracker).toContainText('0 of 2 approved')
  await expect(tracker.getByRole('listitem').filter({ hasText: 'Sara Lindgren' })).toContainText('sponsors this agent')

  await openRequest(nadia.page, asked.id)
  await approve(nadia.page, 'Backup of last night is there.')
  await expect(nadia.page.getByTestId('receipt-grant')).toContainText('1 of 2 approved. It waits for one more person.')
  expect(await machines.look('migrate-bot', asked.id)).toMatchObject({
    status: 'pending',
    progress: { needed: 2, given: 1 },
    grant: null,
  })

  // Nobody reloads: progress and the name arrive by themselves.
  await expect(tracker).toContainText('1 of 2 approved')
  await expect(tracker.getByRole('listitem').filter({ hasText: 'Nadia Karimi' })).toContainText('approved')
  await expect(sara.page.getByTestId('quorum-tracker')).toContainText('1 of 2 approved')

  // One person counts once: for Nadia there is nothing left to press.
  await nadia.page.getByRole('button', { name: 'Done' }).click()
  await expect(nadia.page.getByTestId('decision-outcome')).toContainText('You approved this. It waits for the others.')
  await expect(nadia.page.getByTestId('approve-button')).toHaveCount(0)

  await approve(amira.page, 'Explain plan shows forty rows.')
  await expect(amira.page.getByTestId('receipt-grant')).toContainText(/released in \d+ s|Unused/)
  await expect(nadia.page.getByTestId('grant-status')).toBeVisible()
  await expect(sara.page.getByTestId('grant-status')).toBeVisible()
  expect(await machines.look('migrate-bot', asked.id)).toMatchObject({
    status: 'approved',
    progress: { needed: 2, given: 2 },
    grant: { status: 'issued' },
  })
})

test('one denial ends it, whatever was approved before', async ({ people, machines }) => {
  const asked = await machines.ask('migrate-bot', deletion(25))
  const nadia = await people.arrive('Nadia Karimi')
  const piotr = await people.arrive('Piotr Nowak', { bare: true })
  await openRequest(nadia.page, asked.id)
  await approve(nadia.page, 'Backup of last night is there.')
  await openRequest(piotr.page, asked.id)
  await piotr.page.keyboard.press('d')
  await piotr.page.getByTestId('deny-reason').fill('Not before the audit.')
  await piotr.page.getByTestId('deny-confirm').click()
  await expect(nadia.page.getByTestId('receipt')).toBeVisible()
  await nadia.page.getByRole('button', { name: 'Done' }).click()
  await expect(nadia.page.getByTestId('decision-outcome')).toContainText('Piotr Nowak denied this')
  expect(await machines.look('migrate-bot', asked.id)).toMatchObject({ status: 'denied', grant: null })
})
