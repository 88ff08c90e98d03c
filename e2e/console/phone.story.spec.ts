import { live, rowOf } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { creditLimit } from '../support/browser-wishes'

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

test('a whole approval on a phone, 390 pixels wide, by touch', async ({ people, machines }) => {
  const { page } = await people.arrive('Mei Lin', PHONE)
  const fits = async () => {
    const { wide, screen } = await page.evaluate(() => ({
      wide: document.documentElement.scrollWidth,
      screen: document.documentElement.clientWidth,
    }))
    expect(wide).toBeLessThanOrEqual(screen)
  }
  await page.goto('/inbox')
  await live(page)
  const asked = await machines.ask('billing-agent', creditLimit(620_000, '7781'))
  const row = await rowOf(page, asked.id)
  await fits()
  await row.tap()
  await expect(page).toHaveURL(new RegExp(`/inbox/${asked.id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText(
    'raise credit limit of customer 7781 to €6,200.00',
  )
  await fits()

  // The decision is under the thumb, large enough to hit; denying is as near as approving.
  const approve = page.getByTestId('approve-button-phone')
  for (const button of [approve, page.getByTestId('deny-button-phone')]) {
    const box = await button.boundingBox()
    expect(box?.height).toBeGreaterThanOrEqual(44)
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(844)
  }
  await approve.tap()
  const sheet = page.getByTestId('approve-sheet')
  await expect(sheet).toContainText('€6,200.00')
  await expect(sheet).toContainText(asked.binding_code)
  await fits()
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await page.getByTestId('approve-confirm').tap()
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')
  await fits()
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'approved' })
})
