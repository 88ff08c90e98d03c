import type { Page } from '@playwright/test'
import { expect, test } from '../support/browser-test'

const wide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

test('whoever reads German gets German from the first byte, chooses English, and keeps it', async ({ people }) => {
  const { page } = await people.stranger({ locale: 'de-DE' })
  const answer = await page.goto('/sign-in')
  expect(await answer?.text()).toMatch(/<html lang="de" dir="ltr"/)
  await expect(page).toHaveTitle('Anmelden · Countersign')
  await expect(page.getByTestId('passkey-sign-in')).toHaveText('Weiter mit Passkey')
  await page.getByTestId('language').selectOption('English')
  await expect(page.getByTestId('passkey-sign-in')).toHaveText('Continue with passkey')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.reload()
  await expect(page.getByTestId('passkey-sign-in')).toHaveText('Continue with passkey')
})

test('the console changes its language in Account, at once and on every page', async ({ people }) => {
  const { page } = await people.arrive('Noor Haddad', { bare: true })
  await page.goto('/account')
  // The server keeps it too: messages are written where no cookie goes.
  const kept = page.waitForResponse('**/api/console/me/language')
  await page.getByTestId('language').selectOption('Deutsch')
  expect((await kept).status()).toBe(200)
  await page.getByRole('link', { name: 'Verantwortung' }).click()
  await expect(page.getByRole('columnheader', { name: 'Vorfallreaktion' })).toBeVisible()
  // Whatever the server says of the cells is German as well.
  await expect(page.locator('main')).not.toContainText(/\b(?:nobody|overdue|the person named|acknowledged|denied)\b/i)
  await page.getByRole('link', { name: 'Anfragen' }).click()
  await page.waitForURL('**/requests**')
  await expect(page.getByRole('navigation', { name: 'Hauptnavigation' })).toBeVisible()
  expect(await wide(page)).toBe(0)
  await page.goto('/account')
  await page.getByTestId('language').selectOption('English')
  await expect(page.getByRole('link', { name: 'Accountability' })).toBeVisible()
})

test('longer texts and right to left fit, on a desk and on a phone', async ({ people }) => {
  const { page, context, device } = await people.arrive('Noor Haddad', { bare: true })
  // The sign-in page would sign in by itself with the passkey that she may have from another story.
  await device.clear()
  const choose = (value: string) =>
    context.addCookies([{ name: 'countersign_language', value, url: new URL(page.url()).origin }])
  for (const [language, direction] of [
    ['en-XA', 'ltr'],
    ['ar-XB', 'rtl'],
  ] as const) {
    await page.goto('/inbox')
    await choose(language)
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 844 })
      for (const path of ['/inbox', '/requests', '/grants', '/account', '/sign-in']) {
        await page.goto(path)
        await expect(page.locator('html')).toHaveAttribute('dir', direction)
        await expect(page.locator('h1').first()).toBeVisible()
        expect(await wide(page), `${path} in ${language} at ${width}`).toBe(0)
      }
    }
  }
})
