import { expect, type Locator, type Page } from '@playwright/test'

/** Opens a request and waits until it can be read. */
export async function openRequest(page: Page, id: string): Promise<void> {
  await page.goto(`/inbox/${id}`)
  await expect(page.getByTestId('quorum-tracker')).toBeVisible()
}

/** Unfolds every long value, as the reader must before approve turns on. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator('[data-testid^="open-"]')
  while ((await folded.count()) > 0) await folded.first().click()
}

/** From the request to the sheet with a reason in it; the last press is left to the caller. */
export async function prepareApproval(page: Page, reason = 'Looked at the order and the photos.'): Promise<Locator> {
  await unfold(page)
  await page.getByTestId('approve-button').click()
  await page.getByTestId('approve-reason').fill(reason)
  return page.getByTestId('approve-confirm')
}

/** Approves from the open request, up to the receipt. */
export async function approve(page: Page, reason?: string): Promise<void> {
  await (await prepareApproval(page, reason)).click()
  await expect(page.getByTestId('receipt')).toBeVisible()
}

/**
 * The row of a request in an open inbox; what is new while other rows are shown waits behind a pill and is let in. Only rows
 * in view are drawn, so the list is gone through, and from its end to its beginning again.
 */
export async function rowOf(page: Page, id: string): Promise<Locator> {
  const row = page.getByTestId(`inbox-row-${id}`)
  const pill = page.getByTestId('new-items-pill')
  const scroll = (list: Element) => {
    const over = list.scrollTop + list.clientHeight >= list.scrollHeight - 1
    list.scrollTop = over ? 0 : list.scrollTop + list.clientHeight / 2
  }
  await expect(async () => {
    if (await pill.isVisible()) await pill.click()
    if (!(await row.isVisible())) await page.getByTestId('inbox-list').evaluate(scroll, null, { timeout: 100 })
    await expect(row).toBeVisible({ timeout: 100 })
  }).toPass({ intervals: [25] })
  return row
}

/** The connection dot says live: from here on changes arrive by themselves. */
export async function live(page: Page): Promise<void> {
  await expect(page.getByTestId('connection-dot')).toHaveAttribute('data-state', 'live')
}
