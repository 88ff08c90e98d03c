import type { Page } from '@playwright/test'
import { approve, openRequest } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { deletion } from '../support/browser-wishes'

/** Proposes in whatever sheet is open, saying why. */
async function propose(page: Page, why: string): Promise<void> {
  await page.getByTestId('propose-reason').fill(why)
  await page.getByTestId('propose').click()
  await expect(page.getByTestId('propose-sheet')).toHaveCount(0)
}

/** Applies the newest proposal that says this, with the passkey. */
async function applies(page: Page, sentence: string): Promise<void> {
  await page.goto('/settings/proposals')
  const card = page.getByRole('article').filter({ hasText: sentence }).first()
  await card.getByTestId('apply').click()
  // What was decided leaves the list of what waits.
  await expect(card).toHaveCount(0)
}

test('a role and a weaker guard are proposed by one administrator, seen exactly by the second person, and nothing until they apply it with a passkey', async ({
  people,
}) => {
  test.setTimeout(150_000)
  const hugo = await people.arrive('Hugo Pereira')
  const noor = await people.arrive('Noor Haddad')
  const kofi = people.idOf('Kofi Mensah')
  await hugo.page.goto(`/settings/members/${kofi}`)
  await hugo.page.getByTestId('give-compliance').click()
  await expect(hugo.page.getByTestId('propose-sheet').getByTestId('before-after')).toContainText('compliance reviewer')
  await propose(hugo.page, 'Second reviewer for the security workflows.')
  await expect(hugo.page.getByTestId('give-compliance')).toBeVisible()

  // The proposer cannot apply it and is told so.
  await hugo.page.goto('/settings/proposals?view=mine')
  const own = hugo.page.getByRole('article').filter({ hasText: 'Give Kofi Mensah the role compliance reviewer' })
  await expect(own).toContainText('somebody else has to apply it')
  await expect(own.getByTestId('apply')).toHaveCount(0)

  await noor.page.goto('/settings/proposals')
  const card = noor.page.getByRole('article').filter({ hasText: 'Give Kofi Mensah the role compliance reviewer' })
  await expect(card).toContainText('Second reviewer for the security workflows.')
  await expect(card.getByTestId('before-after')).toContainText('not compliance reviewer')
  // Without the device nothing happens.
  await noor.device.recognises(false)
  await card.getByTestId('apply').click()
  await expect(card.getByRole('alert')).toBeVisible()
  await noor.device.recognises(true)
  await card.getByTestId('apply').click()
  await expect(card).toHaveCount(0)
  // The proposer's open page learns of it by itself.
  await expect(own).toHaveAttribute('data-state', 'applied')
  await hugo.page.goto(`/settings/members/${kofi}`)
  await hugo.page.getByRole('button', { name: /Take the role Compliance reviewer/ }).click()
  await expect(hugo.page.getByTestId('give-compliance')).toBeVisible()

  // The fatigue guard, which is off here: on by one person at once, off again by two.
  await hugo.page.goto('/settings/organisation')
  const [approvals, submit] = [hugo.page.getByTestId('guard-approvals'), hugo.page.getByTestId('guard-submit')]
  await expect(approvals).toHaveValue('0')
  await approvals.fill('1001')
  await expect(hugo.page.getByText('A whole number from 0 to 1000.')).toBeVisible()
  await expect(submit).toBeDisabled()
  await approvals.fill('900')
  await submit.click()
  await expect(hugo.page.getByTestId('before-after')).toHaveCount(0)
  await approvals.fill('0')
  await expect(hugo.page.getByTestId('guard-way')).toContainText('a second person')
  await submit.click()
  await propose(hugo.page, 'Only for this story.')
  await expect(hugo.page.getByTestId('guard-waiting')).toContainText(
    'Hugo Pereira proposes to set the fatigue guard to off',
  )
  await applies(noor.page, 'Set the fatigue guard to off')
  await expect(approvals).toHaveValue('0')
  await expect(hugo.page.getByTestId('guard-waiting')).toHaveCount(0)
})

test('somebody is added, joins a team by two people, approves, and is disabled while the request waits: their approval no longer counts', async ({
  people,
  machines,
}) => {
  test.setTimeout(150_000)
  const hugo = await people.arrive('Hugo Pereira')
  const noor = await people.arrive('Noor Haddad')
  const { page } = hugo

  // Added; the link is shown once and makes the passkey.
  await page.goto('/settings/members')
  await page.getByTestId('add-person').click()
  const sheet = page.getByTestId('add-person-sheet')
  await sheet.getByLabel('Name').fill('Ola Berg')
  await sheet.getByLabel('E-mail').fill(`ola.berg.${Date.now()}@kestrel.example`)
  await page.getByTestId('add-person-submit').click()
  const link = ((await page.getByTestId('one-time-link').textContent()) ?? '').trim()
  const ola = await people.stranger()
  await ola.page.goto(new URL(link).pathname + new URL(link).hash)
  await expect(ola.page.getByRole('heading', { name: 'Welcome, Ola Berg' })).toBeVisible()
  await ola.page.getByLabel('Name of this passkey').fill('Ola’s laptop')
  await ola.page.getByTestId('welcome-submit').click()
  await ola.page.getByTestId('welcome-continue').click()
  await ola.page.getByTestId('passkey-sign-in').click()
  await ola.page.waitForURL(/\/inbox/)

  // A member of the team only when a second person agrees.
  await page.goto('/settings/members?q=Ola')
  await page.getByRole('link', { name: 'Ola Berg' }).first().click()
  await page.getByTestId('add-to-team').click()
  await page.getByTestId('team-picker').fill('Database')
  await page.getByRole('option', { name: /Database on call/ }).click()
  await propose(page, 'On call from this week.')
  await applies(noor.page, 'Add Ola Berg to the team Database on call')
  await expect(page.locator('#teams')).toContainText('Database on call')

  // Asked after that, Ola counts.
  const asked = await machines.ask('migrate-bot', deletion(40))
  await openRequest(ola.page, asked.id)
  await approve(ola.page, 'Backup of last night is there.')
  await expect.poll(async () => (await machines.look('migrate-bot', asked.id)).progress.given).toBe(1)

  // What nobody would answer for is shown before anybody is disabled.
  await page.goto(`/settings/members/${people.idOf('Mei Lin')}`)
  await page.getByTestId('disable').click()
  await expect(page.getByTestId('orphan').first()).toBeVisible()
  await page.getByTestId('disable-reason').fill('Only looking.')
  await expect(page.getByTestId('disable-confirm')).toBeDisabled()
  await page.keyboard.press('Escape')

  await page.goto('/settings/members?q=Ola')
  await page.getByRole('link', { name: 'Ola Berg' }).first().click()
  await page.getByTestId('disable').click()
  await page.getByTestId('disable-reason').fill('Left the company today.')
  for (const orphan of await page.getByTestId('orphan').getByRole('checkbox').all()) await orphan.check()
  await page.getByTestId('disable-confirm').click()
  await expect(page.getByText('The account opens nothing any more.')).toBeVisible()
  await ola.page.goto('/inbox')
  await ola.page.waitForURL(/\/sign-in/)

  // One more approval is one of two again, and not the second.
  const nadia = await people.arrive('Nadia Karimi')
  await openRequest(nadia.page, asked.id)
  await approve(nadia.page, 'Backup of last night is there.')
  await expect(nadia.page.getByTestId('receipt-grant')).toContainText('1 of 2 approved')
  expect(await machines.look('migrate-bot', asked.id)).toMatchObject({ status: 'pending', grant: null })
  await ola.context.close()
})

test('who may not see the members is told which role it takes and who can propose it', async ({ people }) => {
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await page.goto('/settings/members')
  await expect(page.getByTestId('forbidden-state')).toContainText('Hugo Pereira can propose the role for you')
})
