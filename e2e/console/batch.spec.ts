import type { Page } from '@playwright/test'
import { rowOf } from '../support/browser-desk'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { refund } from '../support/browser-wishes'

const batchOf = (ids: readonly string[], mode = 'table') => `/batch?ids=${ids.join(',')}&mode=${mode}`
const row = (page: Page, id: string) => page.getByTestId(`batch-row-${id}`)

/** Unfolds a row until the server has it that this person saw it. */
async function open(page: Page, id: string): Promise<void> {
  await page.getByTestId(`unfold-${id}`).click()
  await expect(page.getByTestId(`batch-detail-${id}`)).toBeVisible()
  await expect(page.getByTestId(`approve-${id}`)).toBeVisible()
}

test('batch of 12 with one outlier unseen: it is marked and first, cannot be taken along, and the other eleven are approved under one signature (ATTACKS 59)', async ({
  people,
  machines,
}) => {
  test.setTimeout(120_000)
  const usual: string[] = []
  for (let n = 0; n < 11; n++) usual.push((await machines.ask('support-agent', refund(11_000 + n * 100))).id)
  const outlier = (await machines.ask('support-agent', refund(49_000, { reason: 'goodwill' }))).id
  const elif = await people.arrive('Elif Demir')
  const { page } = elif

  // By the group's own head, as somebody comes here; without a preview beside it, which would open one of them.
  await page.setViewportSize({ width: 1000, height: 900 })
  await page.goto(`/inbox?group=similar&f=${encodeURIComponent('agent:support-agent level:T1 ')}`)
  await rowOf(page, outlier)
  await expect(page.getByRole('link', { name: 'Review run' }).first()).toBeVisible()
  await expect(page.getByRole('link', { name: 'Table' }).first()).toBeVisible()

  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto(batchOf([...usual, outlier]))
  const rows = page.locator('[data-testid^="batch-row-"]')
  await expect(rows).toHaveCount(12)
  await expect(rows.first()).toHaveAttribute('data-testid', `batch-row-${outlier}`)
  await expect(row(page, outlier)).toContainText('unusual')
  await expect(page.getByTestId('batch-common')).toContainText('support-agent')
  await expect(page.getByTestId('batch-table')).toContainText('€1,755.00 in all, €110.00 to €490.00')

  // Nothing that was not opened can be chosen, and there is no approving all of them.
  await expect(page.locator('[data-testid^="approve-req_"]')).toHaveCount(0)
  await expect(page.getByTestId('approve-ready')).toHaveCount(0)
  await expect(page.getByTestId('batch-finish')).toBeDisabled()
  for (const id of usual) await open(page, id)
  await page.getByTestId('approve-ready').click()
  await expect(page.getByTestId('batch-counts')).toContainText('11 to approve · 0 to deny')
  await expect(page.getByTestId('batch-counts')).toContainText('1 not opened')

  // Nor by calling the server oneself: it remembers what was shown to whom.
  const { presentation_digest } = await (await elif.context.request.get(`/api/console/requests/${outlier}`)).json()
  const forced = await elif.context.request.post('/api/console/batches', {
    headers: { 'sec-fetch-site': 'same-origin' },
    data: { kind: 'review', reason: '', items: [{ verb: 'approve', request_id: outlier, presentation_digest }] },
  })
  expect([forced.status(), (await forced.json()).code]).toEqual([422, 'batch.items_refused'])

  await page.keyboard.press('f')
  await expect(page.getByTestId('finish-counts')).toContainText('1 left out, 1 never opened')
  await expect(page.getByTestId('finish-list').getByRole('listitem')).toHaveCount(11)
  await page.getByTestId('finish-reason').fill('All of them with photos.')
  await page.getByTestId('finish-sign').click()
  await expect(page.getByTestId('batch-results')).toContainText('All 11 decisions are recorded')
  for (const id of usual) expect(await machines.look('support-agent', id)).toMatchObject({ status: 'approved' })
  expect(await machines.look('support-agent', outlier)).toMatchObject({ status: 'pending', grant: null })
})

test('a review run by keyboard: one after the other, put down, skipped, denied, and what ended meanwhile is said by name', async ({
  people,
  machines,
}) => {
  test.setTimeout(120_000)
  const ids: string[] = []
  for (let n = 0; n < 4; n++) ids.push((await machines.ask('support-agent', refund(21_000 + n * 100))).id)
  const elif = await people.arrive('Elif Demir')
  const tom = await people.arrive('Tom Ek', { bare: true })
  const { page } = elif
  await page.goto(batchOf(ids, 'run'))
  const progress = page.getByTestId('run-progress')
  const [first = '', second = '', third = '', last = ''] = ids
  await expect(progress).toHaveText('1 of 4')
  await expect(page.getByTestId('run-approve')).toBeEnabled()
  await page.keyboard.press('a')
  await expect(progress).toHaveText('2 of 4')
  await expect(page.getByTestId('run-deny')).toBeEnabled()
  await page.keyboard.press('d')
  await page.getByTestId('deny-reason').fill('This one was paid back already.')
  await page.getByTestId('deny-confirm').click()
  await expect(progress).toHaveText('3 of 4')
  await page.keyboard.press('s')
  await expect(progress).toHaveText('4 of 4')
  await expect(page.getByTestId('run-approve')).toBeEnabled()
  await page.keyboard.press('a')
  await expect(page.getByTestId('run-staged')).toHaveText('to be approved')
  await expect(page.getByTestId('batch-counts')).toContainText('2 to approve · 1 to deny')

  // Nothing is decided by going through them; what somebody else decides falls out of the list by itself.
  for (const id of ids) expect((await machines.look('support-agent', id)).status).toBe('pending')
  await page.keyboard.press('f')
  const list = page.getByTestId('finish-list').getByRole('listitem')
  await expect(list).toHaveCount(3)
  // Signed and on its way while the last one is denied by somebody else: that one is named, the others stand.
  await page.route('**/api/console/batches', async (route) => {
    if (route.request().postDataJSON().signature !== undefined)
      await decideElsewhere(tom, last, { verb: 'deny', code: 'not_needed', reason: 'Settled by phone.' })
    await route.continue()
  })
  await page.getByTestId('finish-sign').click()
  const results = page.getByTestId('batch-results')
  await expect(results).toContainText('1 of 3 was not recorded')
  await expect(results.getByRole('listitem').first()).toHaveAttribute('data-testid', `batch-result-${last}`)
  await expect(page.getByTestId(`batch-result-${last}`)).toContainText('Not recorded.')
  await expect(page.getByTestId(`batch-result-${first}`)).toContainText('Approved.')
  await expect(page.getByTestId(`batch-result-${second}`)).toContainText('Denied.')
  expect(await machines.look('support-agent', second)).toMatchObject({
    status: 'denied',
    reasons: [{ code: 'other', message: 'This one was paid back already.' }, {}],
  })
  expect((await machines.look('support-agent', third)).status).toBe('pending')
})

test('several picked in the inbox are denied at once, with a code and a text, without a passkey', async ({
  people,
  machines,
}) => {
  const ids: string[] = []
  for (let n = 0; n < 3; n++) ids.push((await machines.ask('support-agent', refund(31_000 + n * 100))).id)
  const { page } = await people.arrive('Elif Demir', { bare: true })
  await page.goto(`/inbox?f=${encodeURIComponent('agent:support-agent level:T1 ')}&sort=newest`)
  for (const id of ids) {
    const there = await rowOf(page, id)
    await there.hover()
    await there.getByRole('checkbox').check()
  }
  await page.getByTestId('bulk-deny').click()
  const sheet = page.getByTestId('bulk-deny-sheet')
  await expect(sheet.getByRole('list', { name: 'What is denied' }).getByRole('listitem')).toHaveCount(3)
  await sheet.getByTestId('deny-confirm').click()
  await expect(sheet).toContainText('Say why, so that the agent can act on it.')
  await sheet.getByRole('radio', { name: 'Not needed' }).check()
  await sheet.getByTestId('deny-reason').fill('The shop sent new parts instead.')
  await sheet.getByTestId('deny-confirm').click()
  await expect(sheet).toHaveCount(0)
  for (const id of ids)
    expect(await machines.look('support-agent', id)).toMatchObject({
      status: 'denied',
      reasons: [{ code: 'not_needed', message: 'The shop sent new parts instead.' }, {}],
    })
})
