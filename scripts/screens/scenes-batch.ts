import { type StoryName, stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import type { Stage } from './stage'

const TOM = 'Tom Ek'

/** Similar refunds that support decides on, one of them far above the others. */
async function similar(stage: Stage, count: number): Promise<string[]> {
  const name: StoryName = 'mediumRefund'
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    const [story] = stories[name](drawFrom(Math.random, stage.demo.people))
    if (!story) throw new Error(`${name} asks for nothing`)
    const odd = n === count - 1
    const { params } = story.wish
    ids.push(
      await stage.ask({
        ...story,
        wish: {
          ...story.wish,
          params: { ...params, amount: odd ? 49_000 : 9_000 + n * 350, reason: odd ? 'goodwill' : 'damaged_goods' },
        },
      }),
    )
  }
  return ids
}

/** Batches: from the group's head over table and review run to the list, the signature and what became of each. */
export const batchScenes: Record<string, (stage: Stage) => Promise<void>> = {
  batch: async (stage) => {
    const ids = await similar(stage, 9)
    const { page } = await stage.actor(TOM)
    await page.goto(`/inbox?group=similar&f=${encodeURIComponent('level:T1 ')}`)
    await page.getByRole('link', { name: 'Review run' }).first().waitFor()
    await stage.shoot(page, 'batch-inbox-head')
    await page.goto(`/batch?ids=${ids.join(',')}`)
    await page.getByTestId('batch-table').waitFor()
    await stage.shoot(page, 'batch-table')
    const unfold = page.locator('[data-testid^="unfold-"]')
    await unfold.nth(0).click()
    await page.getByTestId('unusual').waitFor()
    await page.locator('[data-testid^="approve-req_"]').first().waitFor()
    await stage.shoot(page, 'batch-table-open')
    for (let n = 1; n < 8; n++) {
      await unfold.nth(n).click()
      await page.locator('[data-testid^="approve-req_"]').nth(n).waitFor()
    }
    await unfold.nth(7).click()
    await page.getByTestId('approve-ready').click()
    await page.locator('[data-testid^="deny-req_"]').first().click()
    await page.getByTestId('deny-reason').fill('Goodwill of this size is not ours to give.')
    await stage.shoot(page, 'batch-denial')
    await page.getByTestId('deny-confirm').click()
    await stage.shoot(page, 'batch-table-chosen')
    await page.getByTestId('batch-finish').click()
    await page.getByTestId('finish-reason').fill('Photos and carrier reports are there for all of them.')
    await stage.shoot(page, 'batch-list')
    await page.getByTestId('finish-sign').click()
    await page.getByTestId('batch-results').waitFor()
    await stage.shoot(page, 'batch-results')
  },

  'batch-run': async (stage) => {
    const ids = await similar(stage, 6)
    const { page } = await stage.actor(TOM)
    await page.goto(`/batch?ids=${ids.join(',')}&mode=run`)
    await page.locator('[data-testid="run-approve"]:enabled').waitFor()
    await stage.shoot(page, 'batch-run')
    await page.keyboard.press('s')
    await page.locator('[data-testid="run-approve"]:enabled').waitFor()
    await page.keyboard.press('a')
    await page.locator('[data-testid="run-approve"]:enabled').waitFor()
    await stage.shoot(page, 'batch-run-third')
    await page.goto('/batch')
    await page.getByTestId('empty-state').waitFor()
    await stage.shoot(page, 'batch-empty')
    await page.goto(`/inbox?group=similar&f=${encodeURIComponent('level:T1 ')}`)
    await page.getByTestId('preview').waitFor()
    await page.keyboard.press('x')
    await page.keyboard.press('J')
    await page.keyboard.press('d')
    await page.getByTestId('bulk-deny-sheet').waitFor()
    await stage.shoot(page, 'batch-bulk-deny')
  },
}
