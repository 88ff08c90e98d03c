import type { Page } from '@playwright/test'
import { openRequest } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { deletion, refund } from '../support/browser-wishes'

/** Where numbers, dates and writing run differently; the last one right to left, with digits of its own. */
const PLACES = [
  { locale: 'en-US', timezoneId: 'America/St_Johns' },
  { locale: 'de-DE', timezoneId: 'Asia/Kathmandu' },
  { locale: 'ar-EG', timezoneId: 'Pacific/Kiritimati' },
]

/** All that a person consents to, as it stands on the screen. */
async function read(page: Page, id: string) {
  await openRequest(page, id)
  const main = page.locator('#main')
  const until = await page.getByTestId('countdown').first().locator('time').getAttribute('datetime')
  return {
    sentence: await main.getByRole('heading', { level: 1 }).textContent(),
    deed: await main.getByRole('region', { name: 'Exact action' }).textContent(),
    digest: await page.getByTestId('digest').textContent(),
    until,
    // The word before it is the console's, in its language; the moment is everybody's.
    untilInWords: /\d\d:\d\d:\d\d UTC$/.exec((await page.getByTestId('countdown').first().textContent()) ?? '')?.[0],
  }
}

test('the same request reads the same in three languages and time zones, with the same digest (ATTACKS 14, 15)', async ({
  people,
  machines,
}) => {
  const money = await machines.ask('billing-agent', refund(123_456))
  const rows = await machines.ask('migrate-bot', deletion(1_000))
  const all = []
  for (const place of PLACES) {
    // Compliance reads everything.
    const { page } = await people.arrive('Noor Haddad', { bare: true, ...place })
    all.push({ money: await read(page, money.id), rows: await read(page, rows.id) })
  }
  const [here, ...elsewhere] = all
  for (const there of elsewhere) expect(there).toEqual(here)
  expect(here?.money.sentence).toContain('refund €1,234.56 to')
  expect(here?.rows.sentence).toContain('delete 1,000 rows')
  // The end is said in UTC, and is the one that the agent was told.
  expect(here?.money.untilInWords).toMatch(/^\d\d:\d\d:\d\d UTC$/)
  expect(here?.money.untilInWords).toContain(here?.money.until?.slice(11, 19) ?? 'nothing')
})
