import { expect, test } from '@playwright/test'
import { Device } from '../support/browser-device'
import { type RunningServer, startServer } from '../support/server'

let server: RunningServer
test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
})

test('whoever opens the printed link becomes the administrator with a passkey of their own, and the link is gone', async ({
  page,
}) => {
  const link = /http:\/\/localhost:\d+\/welcome#token=[A-Za-z0-9_-]+/.exec(server.output())?.[0]
  expect(link).toBeDefined()
  const device = await Device.on(page)

  await page.goto(link ?? '')
  // The secret leaves the address bar before anything else happens.
  await expect(page).toHaveURL(`${server.baseUrl}/welcome`)
  await page.getByLabel('Your name').fill('Grace Hopper')
  await page.getByLabel('E-mail').fill('grace@example.org')
  await page.getByLabel('Organisation').fill('Example Ltd')
  await page.getByLabel('Name of this passkey').fill('Test device')
  await page.getByTestId('welcome-submit').click()
  await page.getByTestId('welcome-continue').click()
  const passkeys = await device.passkeys()
  expect(passkeys).toHaveLength(1)
  expect(passkeys[0]).toMatchObject({ isResidentCredential: true, rpId: 'localhost' })

  await page.getByTestId('passkey-sign-in').click()
  await expect(page).toHaveURL(/\/inbox/)
  const me = await page.request.get(`${server.baseUrl}/api/console/me`)
  expect(await me.json()).toMatchObject({
    person: { name: 'Grace Hopper', roles: ['admin'], passkeys: 1 },
    organisation: { name: 'Example Ltd' },
    session: { method: 'passkey' },
  })
  // The sealed cookie is not for scripts.
  expect(await page.evaluate(() => document.cookie)).not.toContain('session-token')

  await page.goto(link ?? '')
  await page.getByLabel('Your name').fill('Eve')
  await page.getByLabel('E-mail').fill('eve@example.org')
  await page.getByLabel('Organisation').fill('Evil Ltd')
  await page.getByLabel('Name of this passkey').fill('Second')
  await page.getByTestId('welcome-submit').click()
  await expect(page.getByRole('alert').first()).toContainText(/link/i)
})

test('a device that does not verify its user signs nobody in', async ({ page }) => {
  const device = await Device.on(page)
  await device.recognises(false)
  await page.goto(`${server.baseUrl}/sign-in`)
  await page.getByTestId('passkey-sign-in').click()
  await expect(page.getByRole('alert').first()).toBeVisible()
  expect((await page.request.get(`${server.baseUrl}/api/console/me`)).status()).toBe(401)
})
