import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

/** A call with an API key, as the machine that stored it would make it. */
async function withKey(baseUrl: string, key: string, path: string) {
  const answer = await fetch(`${baseUrl}/api/v1${path}`, { headers: { authorization: `Bearer ${key}` } })
  return { status: answer.status, body: await answer.json() }
}

test('an agent is registered and gets a key that is shown once and works', async ({ people, console: { baseUrl } }) => {
  const { page } = await people.arrive('Hugo Pereira')
  await page.goto('/agents')
  await page.getByTestId('register').click()
  await page.getByTestId('machine-slug').fill('returns-agent')
  await page.getByTestId('machine-title').fill('Returns agent')
  await page.getByTestId('machine-sponsor').selectOption(people.idOf('Ana Ruiz'))
  await page.getByTestId('machine-runtime').selectOption('support-agents')
  await page.getByTestId('register-confirm').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('returns-agent')
  await expect(page.getByText('Not named by any workflow')).toBeVisible()
  await expect(page.getByText('No credential in force')).toBeVisible()

  await page.getByTestId('new-credential').click()
  await page.getByTestId('credential-days').fill('30')
  await page.getByTestId('credential-confirm').click()
  const key = (await page.getByTestId('api-key').textContent()) ?? ''
  expect(key).toMatch(/^csk_agt_[0-9A-Za-z]{43}$/)
  // Until it is stored there is no way past it, also not by Esc.
  await expect(page.getByTestId('credential-done')).toBeDisabled()
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('api-key')).toBeVisible()
  await page.getByTestId('credential-stored').check()
  await page.getByTestId('credential-done').click()
  await expect(page.getByTestId('api-key')).toHaveCount(0)
  await expect(page.getByTestId(`credential-${key.slice(-4)}`)).toContainText('never used')
  expect(await page.content()).not.toContain(key)
  await page.reload()
  await expect(page.getByTestId(`credential-${key.slice(-4)}`)).toBeVisible()
  expect(await page.content()).not.toContain(key)

  // It is who it says; what it may ask for is for a reviewed version to say.
  expect(await withKey(baseUrl, key, '/catalogue')).toEqual({ status: 200, body: { workflows: [] } })
})

test('quarantine ends everything at once, and a second person lets it go on', async ({ people, machines }) => {
  test.setTimeout(180_000)
  const ana = await people.arrive('Ana Ruiz')
  const waiting = await machines.ask('support-agent', refund(20_000))
  expect(waiting.status).toBe('pending')
  const allowed = await machines.ask('support-agent', {
    workflow: 'payments',
    action: 'payments.read_ledger',
    resource: 'ledger:refunds',
    params: { days: 7 },
    executor: 'refund-runner',
  })
  expect(allowed.status).toBe('approved')

  await ana.page.goto('/agents')
  await ana.page.getByRole('link', { name: 'support-agent' }).first().click()
  await ana.page.getByTestId('quarantine').click()
  await expect(ana.page.getByTestId('what-ends')).toContainText(/pending requests? (is|are) cancelled/)
  await expect(ana.page.getByTestId('what-ends')).toContainText(/live grants? (is|are) revoked/)
  // Without a reason nothing happens.
  await ana.page.getByTestId('quarantine-confirm').click()
  await expect(ana.page.getByTestId('quarantine-sheet')).toBeVisible()
  await ana.page.getByLabel('Reason').fill('It asks for odd things.')
  await ana.page.getByTestId('quarantine-confirm').click()
  await expect(ana.page.getByTestId('stopped')).toContainText(/requests? cancelled, .+ grants? revoked/)
  await expect(ana.page.locator('[data-state="quarantined"]').first()).toBeVisible()

  await expect
    .poll(async () => (await machines.call('support-agent', 'GET', `/requests/${waiting.id}`)).code)
    .toBe('auth.suspended')
  const used = await machines.call('refund-runner', 'POST', '/grants/redeem', {
    grant: allowed.grant?.token,
    action: 'payments.read_ledger',
    resource: 'ledger:refunds',
    params: { days: 7 },
  })
  expect(used.status).toBe(410)

  await ana.page.getByTestId('propose-reason').fill('The prompt was fixed and looked at.')
  await ana.page.getByTestId('propose-resume').click()
  await expect(ana.page.getByTestId('resume-proposal')).toContainText('Somebody else has to agree')

  const hugo = await people.arrive('Hugo Pereira')
  await hugo.page.goto(ana.page.url())
  await expect(hugo.page.getByTestId('resume-proposal')).toContainText('Ana Ruiz proposed')
  await hugo.page.getByTestId('agree-resume').click()
  await expect(hugo.page.locator('[data-state="active"]').first()).toBeVisible()
  // Ana's page follows by itself.
  await expect(ana.page.locator('[data-state="active"]').first()).toBeVisible()
  expect((await machines.look('support-agent', waiting.id)).status).toBe('cancelled')
  expect((await machines.ask('support-agent', refund(20_000))).status).toBe('pending')
})

test('a machine that somebody does not answer for is not there for them', async ({ people, console: { demo } }) => {
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await page.goto('/agents')
  await expect(page.getByTestId('empty-state')).toContainText('No agent is registered yet.')
  await expect(page.getByTestId('register')).toHaveCount(0)
  await page.goto(`/agents/${demo.agents[0]?.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('There is no such machine')
})
