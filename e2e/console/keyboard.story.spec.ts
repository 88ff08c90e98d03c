import { live, openRequest } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { watch } from '../support/browser-watch'
import { creditLimit, refund } from '../support/browser-wishes'

test('the whole way by keyboard: move, open, read, decide, and a never approves by itself', async ({
  console,
  people,
  machines,
}) => {
  const ids: string[] = []
  for (let n = 0; n < 3; n++)
    ids.push((await machines.ask('support-agent', refund(20_000 + n, {}, { resource: `charge:ch_keys${n}` }))).id)
  const { context, page } = await people.arrive('Elif Demir', { bare: true })
  const seen = await watch(context, console.baseUrl)
  await page.goto(`/inbox?f=${encodeURIComponent('resource:charge:ch_keys* ')}`)
  await expect(page.getByTestId('preview')).toBeVisible()
  await live(page)
  const current = page.locator('[data-row][aria-current="true"]')
  const rows = await page.locator('[data-row]').evaluateAll((all) => all.map((row) => row.getAttribute('data-row')))
  expect(rows).toEqual(expect.arrayContaining(ids))

  await expect(current).toHaveAttribute('data-row', rows[0] ?? '')
  await page.keyboard.press('j')
  await expect(current).toHaveAttribute('data-row', rows[1] ?? '')
  await page.keyboard.press('j')
  await expect(current).toHaveAttribute('data-row', rows[2] ?? '')
  await page.keyboard.press('k')
  await expect(current).toHaveAttribute('data-row', rows[1] ?? '')

  // In the preview: d and a open sheets and nothing more; inside, letters are text.
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  await page.keyboard.press('d')
  await expect(page.getByTestId('deny-reason')).toBeFocused()
  await page.keyboard.type('jkad?')
  await expect(page.getByTestId('deny-reason')).toHaveValue('jkad?')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('a')
  await expect(page.getByTestId('approve-reason')).toBeFocused()
  await page.keyboard.type('aaa')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(current).toHaveAttribute('data-row', rows[1] ?? '')
  expect(seen.decisions).toEqual([])

  // A key that is held down is no decision key.
  await page.evaluate(() => {
    for (let n = 0; n < 5; n++)
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', repeat: true, bubbles: true }))
  })
  await expect(page.getByRole('dialog')).toHaveCount(0)

  // Fast fingers: what was moved to is what opens.
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  await page.keyboard.press('o')
  await expect(page).toHaveURL(new RegExp(`/inbox/${rows[1]}`))
  await expect(page.getByTestId('quorum-tracker')).toBeVisible()
  await page.keyboard.press('a')
  await expect(page.getByTestId('approve-reason')).toBeFocused()
  await page.keyboard.type('Order checked.')
  expect(seen.decisions).toEqual([])
  await page.keyboard.press('Control+Enter')
  await expect(page.getByTestId('receipt')).toBeVisible()
  await expect(page.getByTestId('next-item')).toBeFocused()
  expect(seen.decisions).toHaveLength(1)
  await page.keyboard.press('Escape')
  await page.keyboard.press('u')
  await expect(page).toHaveURL(/\/inbox(\?|$)/)
})

test('every step of a signed approval is reachable with Tab, Enter and Escape, and focus comes back', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', creditLimit(610_000, '4410'))
  const { page } = await people.arrive('Mei Lin')
  await openRequest(page, asked.id)
  const button = page.getByTestId('approve-button')
  await button.focus()
  await page.keyboard.press('Enter')
  const sheet = page.getByTestId('approve-sheet')
  await expect(page.getByTestId('approve-reason')).toBeFocused()
  // Focus stays in the sheet, however often Tab is pressed.
  for (let n = 0; n < 12; n++) {
    await page.keyboard.press('Tab')
    await expect
      .poll(() =>
        sheet.evaluate((node) => {
          const at = document.activeElement
          return node.parentElement?.contains(at) ? 'in the sheet' : at?.outerHTML.slice(0, 200)
        }),
      )
      .toBe('in the sheet')
  }
  await page.keyboard.press('Escape')
  await expect(button).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  const confirm = page.getByTestId('approve-confirm')
  for (let n = 0; n < 12 && !(await confirm.evaluate((node) => node === document.activeElement)); n++)
    await page.keyboard.press('Tab')
  await expect(confirm).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByTestId('receipt')).toBeVisible()
})

test('? lists the keys, the palette finds a request by its code, g leads to places', async ({ people, machines }) => {
  const asked = await machines.ask('support-agent', refund(21_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  // By its address, which brings it in sight however many there are.
  await page.goto(`/inbox?sel=${asked.id}`)
  await expect(page.getByTestId(`inbox-row-${asked.id}`)).toBeVisible()
  await page.keyboard.press('?')
  const keys = page.getByTestId('shortcuts-dialog')
  await expect(keys).toContainText('Approve: opens the last check')
  await expect(keys).toContainText('never approves by itself')
  await page.keyboard.press('Escape')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByPlaceholder(/find a request/).fill(asked.binding_code)
  await expect(page.getByRole('option').filter({ hasText: asked.binding_code })).toHaveCount(1)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/inbox/${asked.id}`))
  await expect(page.getByTestId('quorum-tracker')).toBeVisible()
  await page.keyboard.press('g')
  await page.keyboard.press('g')
  await expect(page).toHaveURL(/\/grants/)
})

test('single keys that are turned off type nothing and do nothing; those with a modifier stay', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(22_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await page.goto('/account')
  await page.getByTestId('single-keys').uncheck()
  await openRequest(page, asked.id)
  await expect(page.getByTestId('approve-button')).toBeEnabled()
  for (const key of ['a', 'd', 'c', 'b', 'e', 'j', 'u', '?']) await page.keyboard.press(key)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page).toHaveURL(new RegExp(`/inbox/${asked.id}$`))
  await page.keyboard.press('ControlOrMeta+k')
  await expect(page.getByPlaceholder(/find a request/)).toBeVisible()
})
