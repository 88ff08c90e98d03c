import type { Page } from '@playwright/test'
import { stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import type { Stage } from './stage'

/** A picture of a whole page is taken from its top, where its bars are. */
const fromTop = (page: Page) => page.evaluate(() => window.scrollTo(0, 0))

/** How messages reach people, what they go by, and what became of them. */
export const channelScenes: Record<string, (stage: Stage) => Promise<void>> = {
  channels: async (stage) => {
    const [wish] = stories.largeRefund(drawFrom(Math.random, stage.demo.people))
    if (wish) await stage.ask(wish)
    const { page: mei } = await stage.actor('Mei Lin')
    await mei.goto('/settings/channels')
    await mei.getByTestId('save-channels').waitFor()
    await mei.getByTestId('test-email').click()
    await mei.locator('#recent [data-status="not_configured"]').first().waitFor()
    await fromTop(mei)
    await stage.shoot(mei, 'channels-mine', true)
    await mei.getByTestId('push-T1').check()
    await mei.getByTestId('quiet').check()
    await fromTop(mei)
    await stage.shoot(mei, 'channels-mine-changed', true)

    const { page } = await stage.actor('Hugo Pereira', true)
    await page.goto('/settings/channels')
    for (const [title, kind, host] of [
      ['#payments-approvals', 'Slack-compatible', 'https://hooks.slack.com/services/T0/B0/x'],
      ['Duty desk', 'Signed JSON', 'https://duty.kestrel-commerce.org/hooks/countersign'],
    ] as const) {
      await page.getByTestId('add-hook').click()
      const sheet = page.getByTestId('hook-sheet')
      await sheet.getByLabel('Title').fill(title)
      await sheet.getByText(kind).click()
      await sheet.getByLabel('Address').fill(host)
      if (kind === 'Signed JSON') await stage.shoot(page, 'channels-hook')
      await page.getByTestId('save-hook').click()
      if (kind === 'Signed JSON') {
        await page.getByTestId('secret-once').waitFor()
        await stage.shoot(page, 'channels-secret')
        await page.getByRole('button', { name: 'Done' }).click()
      } else await sheet.waitFor({ state: 'detached' })
    }
    await page.locator('#chats').getByText('Duty desk').waitFor()
    await page.waitForTimeout(400)
    await fromTop(page)
    await stage.shoot(page, 'channels-organisation', true)
  },

  deliveries: async (stage) => {
    for (const name of ['largeRefund', 'payoutToNewAccount'] as const)
      for (const wish of stories[name](drawFrom(Math.random, stage.demo.people)).slice(0, 1)) await stage.ask(wish)
    const { page } = await stage.actor('Hugo Pereira', true)
    await page.goto('/settings/deliveries')
    await page.locator('[data-testid="deliveries"] [data-status="not_configured"]').first().waitFor()
    await stage.shoot(page, 'deliveries')
    await page.locator('[data-testid="deliveries"] button').first().click()
    await page.getByTestId('message-text').waitFor()
    await stage.shoot(page, 'deliveries-one')
    await page.goto('/settings/deliveries?about=NONE-0000')
    await page.getByTestId('empty-state').waitFor()
    await stage.shoot(page, 'deliveries-empty')
    const { page: mei } = await stage.actor('Mei Lin')
    await mei.goto('/settings/deliveries')
    await mei.getByTestId('forbidden-state').waitFor()
    await stage.shoot(mei, 'deliveries-forbidden')
  },
}
