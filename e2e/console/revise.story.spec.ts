import { approve, live, openRequest, prepareApproval } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { watch } from '../support/browser-watch'
import { refund } from '../support/browser-wishes'

test('request changes → revision → approve: the agent gets data, the next reviewer sees the difference', async ({
  people,
  machines,
}) => {
  const wish = refund(42_000)
  const asked = await machines.ask('support-agent', wish)
  // What was denied before needs a signature when it is asked again, so he has a passkey.
  const { page } = await people.arrive('Tom Ek')
  await openRequest(page, asked.id)
  await page.keyboard.press('c')
  const sheet = page.getByTestId('changes-sheet')
  await sheet.getByTestId('changes-reason').fill('One pallet of two was damaged.')
  const amount = sheet.getByTestId('propose-amount')
  await amount.getByRole('combobox').selectOption('at_most')
  const value = amount.getByRole('textbox')
  await expect(value).toHaveValue('420.00')
  // One spelling, whatever the browser's language: 210,00 is not guessed at.
  await value.fill('210,00')
  await sheet.getByTestId('changes-confirm').click()
  await expect(amount).toContainText('without separators')
  await value.fill('210')
  await expect(sheet.getByTestId('agent-gets')).toContainText('"value": 21000')
  await value.press('Control+Enter')
  await expect(sheet).toHaveCount(0)
  await expect(page.getByTestId('decision-outcome')).toContainText('at most €210.00')

  const told = await machines.call('support-agent', 'GET', `/requests/${asked.id}`)
  expect(told.body).toMatchObject({
    status: 'denied',
    next_action: 'revise',
    counter_proposal: { params: { amount: 21_000 } },
  })

  // The agent follows; the page of the old one leads to the new one.
  const second = await machines.ask('support-agent', {
    ...wish,
    params: { ...wish.params, amount: 21_000 },
    supersedes: asked.id,
  })
  await page.getByTestId('open-newer').click()
  await expect(page).toHaveURL(new RegExp(`/inbox/${second.id}$`))
  await expect(page.getByTestId('revision-picker')).toContainText('Revision 2 of 2')
  await expect(page.locator('#main')).toContainText('− €420.00')
  await expect(page.locator('#main')).toContainText('+ €210.00')
  await approve(page)
  expect(await machines.look('support-agent', second.id)).toMatchObject({ status: 'approved' })
})

test('a newer revision that arrives while the sheet is open turns every decision off before it can be clicked (ATTACKS 25)', async ({
  console,
  people,
  machines,
}) => {
  const wish = refund(12_000)
  const asked = await machines.ask('support-agent', wish)
  const elif = await people.arrive('Elif Demir', { bare: true })
  const seen = await watch(elif.context, console.baseUrl)
  await openRequest(elif.page, asked.id)
  await live(elif.page)
  const confirm = await prepareApproval(elif.page)
  await expect(confirm).toBeEnabled()
  const second = await machines.ask('support-agent', {
    ...wish,
    params: { ...wish.params, amount: 13_000 },
    supersedes: asked.id,
  })
  await expect(confirm).toBeDisabled()
  await elif.page.keyboard.press('Control+Enter')
  await elif.page.keyboard.press('Escape')
  await expect(elif.page.getByTestId('newer-revision')).toContainText(
    'The agent sent revision 2 while you were reading. 1 field changed: Amount €120.00 → €130.00.',
  )
  for (const button of ['approve-button', 'deny-button', 'changes-button', 'abstain-button'])
    await expect(elif.page.getByTestId(button)).toHaveCount(0)
  for (const key of ['a', 'd', 'c', 'b']) await elif.page.keyboard.press(key)
  await expect(elif.page.getByRole('dialog')).toHaveCount(0)
  expect(seen.decisions).toEqual([])
  // A page that had not heard of it is refused by the server.
  const late = await decideElsewhere(elif, asked.id, { verb: 'approve', reason: 'Looked at the photos.' })
  expect(late.status()).toBe(409)
  await elif.page.getByTestId('open-newer').click()
  await expect(elif.page).toHaveURL(new RegExp(`/inbox/${second.id}$`))
  await expect(elif.page.getByTestId('approve-button')).toBeEnabled()
})
