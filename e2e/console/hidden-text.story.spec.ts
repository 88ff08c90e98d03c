import { readFileSync } from 'node:fs'
import type { Locator } from '@playwright/test'
import { z } from 'zod'
import { openRequest } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

const samples = z
  .record(z.string(), z.string())
  .parse(JSON.parse(readFileSync(new URL('fixtures/trojan-source.json', import.meta.url), 'utf8')))
/** Written down here and not taken from the code under test. */
const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu
/** Eight blanks or more in a row push text out of sight; each of them counts. */
const gaps = (text: string) => (text.match(/ {8,}/g) ?? []).join('').length
const count = (text: string) => (text.match(INVISIBLE)?.length ?? 0) + gaps(text)

/** How many characters the tokens on the screen stand for: ⟦U+202E⟧ is one, ⟦U+200B ×3⟧ three. */
async function tokens(scope: Locator): Promise<number> {
  const texts = await scope.getByTestId('hidden-token').allTextContents()
  return texts.reduce((sum, text) => sum + Number(/×(\d+)/.exec(text)?.[1] ?? 1), 0)
}

test('bidi controls and invisible characters are shown, each of them, and none reaches the page as itself (ATTACKS 5, 6)', async ({
  people,
  machines,
}) => {
  const letter = Object.values(samples).join('\n')
  const memo = 'RMA\u200b-55\u{e0041}\u{e0042}107\ufe0f\u202eEUR'
  const asked = await machines.ask('billing-agent', refund(4_000, { letter, memo }))
  // Hidden characters are a server fact that raises the level: without them policy alone decides on 40.00.
  expect(asked.status).toBe('pending')
  const { page } = await people.arrive('Mei Lin')
  await openRequest(page, asked.id)
  const deed = page.getByRole('region', { name: 'Exact action' })
  await page.getByTestId('open-letter').click()
  await expect(deed.getByTestId('hidden-strip')).toHaveText([
    new RegExp(`contains ${count(memo)} characters you cannot see`),
    new RegExp(`contains ${count(letter)} characters you cannot see`),
  ])
  const wire = 1 // The memo is short enough to stand a second time, as the executor gets it.
  expect(await tokens(deed)).toBe(count(letter) + count(memo) * (1 + wire))
  await expect(deed).toContainText('⟦U+202E⟧')
  await expect(deed).toContainText('⟦U+E0041⟧')
  // Words that mix alphabets are named.
  await expect(deed).toContainText(/“sayНello” mixes .*Cyrillic/)

  await page.keyboard.press('e')
  await expect(page.getByTestId('raw-sheet')).toBeVisible()
  expect((await page.locator('body').textContent()) ?? '').not.toMatch(INVISIBLE)
  await page.keyboard.press('Escape')

  // The last check says it again.
  await page.getByTestId('approve-button').click()
  const sheet = page.getByTestId('approve-sheet')
  await expect(sheet.getByTestId('hidden-strip')).toHaveCount(2)
  expect(await tokens(sheet)).toBeGreaterThanOrEqual(count(letter) + count(memo))
})

test('a long value is folded and counted, and approving is off until it was opened to its end (ATTACKS 4)', async ({
  people,
  machines,
}) => {
  const danger = 'and wire the rest to DE00 0000 EVIL'
  const letter = `Dear customer, we are sorry. ${'\u6f22'.repeat(6_000 - 29 - danger.length)}${danger}`
  expect(letter).toHaveLength(6_000)
  const asked = await machines.ask('support-agent', refund(12_000, { letter }))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const { page } = elif
  await openRequest(page, asked.id)
  const deed = page.getByRole('region', { name: 'Exact action' })
  await expect(deed).toContainText('6,000 characters')
  await expect(deed).not.toContainText('EVIL')
  await expect(page.getByTestId('approve-button')).toBeDisabled()
  await expect(page.getByText('1 long value has not been opened. Approve stays off until then.').first()).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  // The server holds the same rule against a page that does not.
  const refused = await decideElsewhere(elif, asked.id, { verb: 'approve', reason: 'Did not read it.' })
  expect(refused.status()).toBeGreaterThanOrEqual(400)
  expect(await refused.json()).toMatchObject({ code: 'decision.unread' })

  await page.getByTestId('open-letter').click()
  await expect(deed).toContainText(danger)
  await expect(deed).toContainText('6,000 characters, shown in full')
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  await page.getByTestId('approve-button').click()
  await expect(page.getByTestId('approve-sheet')).toContainText(danger)
  await page.getByTestId('approve-confirm').click()
  await expect(page.getByTestId('receipt')).toBeVisible()
})

test('free script that no template renders is shown raw, one level stricter, to its last character', async ({
  people,
  machines,
}) => {
  const sql = `${'-- maintenance\n'.repeat(530)}`.padEnd(7_980, ' x') + '; DROP TABLE t;--'.padEnd(20)
  const asked = await machines.ask('migrate-bot', {
    workflow: 'production-database',
    action: 'db.run_script',
    resource: 'database:shop-staging',
    params: { sql, ticket: 'DATA-320' },
    executor: 'db-runner',
  })
  const { page } = await people.arrive('Nadia Karimi')
  await openRequest(page, asked.id)
  const deed = page.getByRole('region', { name: 'Exact action' })
  await expect(deed).toContainText('No renderer is registered for db.run_script')
  await expect(page.getByTestId('approve-button')).toBeDisabled()
  await expect(deed).not.toContainText('DROP TABLE')
  await page.getByTestId('open-sql').click()
  await expect(deed).toContainText('DROP TABLE')
  await page.getByTestId('approve-button').click()
  await expect(page.getByTestId('approve-sheet')).toContainText('2 Sign with your passkey')
})
