import { breaking, wish } from './scene-parts'
import { accountabilityScenes } from './scenes-accountability'
import { batchScenes } from './scenes-batch'
import { boundaryScenes } from './scenes-boundary'
import { channelScenes } from './scenes-channels'
import { guardScenes } from './scenes-guard'
import { inboxScenes } from './scenes-inbox'
import { machineScenes } from './scenes-machines'
import { onCallScenes } from './scenes-oncall'
import { requestScenes } from './scenes-request'
import type { Stage } from './stage'

const MEI = 'Mei Lin'
const NOOR = 'Noor Haddad'
const HUGO = 'Hugo Pereira'

export const scenes: Record<string, (stage: Stage) => Promise<void>> = {
  'sign-in': async (stage) => {
    const page = await stage.stranger()
    await page.goto('/sign-in')
    await page.getByTestId('demo-banner').waitFor()
    await stage.shoot(page, 'sign-in')
    await page.goto('/sign-in?error=Callback')
    await page.getByTestId('error-summary').waitFor()
    await stage.shoot(page, 'sign-in-refused')
    await page.goto('/welcome#token=a-one-time-link')
    await page.getByTestId('welcome-submit').waitFor()
    await stage.shoot(page, 'welcome')
    await page.goto('/welcome')
    await page.getByText('This link is not complete').waitFor()
    await stage.shoot(page, 'welcome-incomplete')
  },

  'not-found': async (stage) => {
    const { page } = await stage.actor(MEI)
    await page.goto('/nowhere')
    await stage.shoot(page, 'not-found')
    await page.goto('/inbox/req_00000000000000000000000000')
    await page.getByTestId('error-state').waitFor()
    await stage.shoot(page, 'request-not-found')
  },

  inbox: async (stage) => {
    const mei = await stage.actor(MEI)
    const { page } = mei
    for (const name of [
      'largeRefundWithHiddenText',
      'largeRefund',
      'payoutToNewAccount',
      'mediumRefund',
      'raiseCreditLimit',
    ] as const)
      await stage.ask(wish(stage, name))
    await page.goto('/inbox')
    await page.getByTestId('preview').waitFor()
    await stage.shoot(page, 'inbox')
    await stage.ask(wish(stage, 'largeRefund'))
    await page.getByTestId('new-items-pill').waitFor()
    await stage.shoot(page, 'inbox-new')
    await page.getByTestId('filter-box').fill('env:staging level:T3 ')
    await page.getByTestId('empty-state').waitFor()
    await stage.shoot(page, 'inbox-filter-empty')
    await page.goto('/inbox?view=waiting')
    await page.waitForTimeout(800)
    await stage.shoot(page, 'inbox-waiting')
    await page.goto('/inbox?view=ended')
    await page.waitForTimeout(800)
    await stage.shoot(page, 'inbox-ended')
    await page.keyboard.press('?')
    await page.getByTestId('shortcuts-dialog').waitFor()
    await stage.shoot(page, 'keyboard')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.getByPlaceholder(/find a request/).fill('refund')
    await page.waitForTimeout(400)
    await stage.shoot(page, 'palette')
  },

  'inbox-states': async (stage) => {
    const noor = await stage.actor('Noor Haddad', true)
    await noor.page.goto('/inbox')
    await noor.page.getByTestId('empty-state').waitFor()
    await stage.shoot(noor.page, 'inbox-empty')
    const mei = await stage.actor(MEI)
    let mend = await breaking(mei, '/inbox', 'hang')
    await mei.page.goto('/inbox')
    await mei.page.getByTestId('loading-state').first().waitFor()
    await stage.shoot(mei.page, 'inbox-loading')
    await mend()
    mend = await breaking(mei, '/inbox', 'fail')
    await mei.page.goto('/inbox')
    await mei.page.getByTestId('error-state').waitFor()
    await stage.shoot(mei.page, 'inbox-error')
    await mend()
    await mei.page.goto('/inbox')
    await mei.page.getByTestId('preview').waitFor()
    await mei.context.setOffline(true)
    await mei.page.getByText('Decisions are never queued').first().waitFor()
    await stage.shoot(mei.page, 'inbox-offline')
    await mei.context.setOffline(false)
  },

  lists: async (stage) => {
    const { page } = await stage.actor(MEI)
    for (const path of ['requests', 'grants', 'grants?view=ended', 'account']) {
      await page.goto(`/${path}`)
      await page.waitForTimeout(1_200)
      await stage.shoot(page, path.replace('?view=', '-'))
    }
    await page.goto('/grants')
    const revoke = page.getByRole('button', { name: 'Revoke' }).first()
    if (await revoke.isVisible({ timeout: 2_000 }).catch(() => false)) {
      await revoke.click()
      await page.getByTestId('revoke-dialog').waitFor()
      await stage.shoot(page, 'grants-revoke')
    }
  },

  settings: async (stage) => {
    const { page } = await stage.actor(HUGO)
    const mei = stage.demo.people.find(({ name }) => name === MEI)?.id ?? ''
    for (const tab of ['members', 'teams', 'invitations', 'sessions', 'organisation']) {
      await page.goto(`/settings/${tab}`)
      await page.waitForTimeout(1_200)
      await stage.shoot(page, `settings-${tab}`)
    }
    await page.getByTestId('guard-approvals').fill('20')
    await page.getByTestId('guard-way').getByText('a second person').waitFor()
    await stage.shoot(page, 'settings-guard-weaker')
    await page.goto(`/settings/members/${mei}`)
    await page.getByTestId('disable').waitFor()
    await stage.shoot(page, 'settings-person', true)
    await page.getByTestId('disable').click()
    await page.getByTestId('orphan').first().waitFor()
    await stage.shoot(page, 'settings-disable')
    await page.keyboard.press('Escape')
    await page.getByTestId('give-compliance').click()
    await page.getByTestId('propose-reason').fill('Second reviewer while Marta is away until March.')
    await stage.shoot(page, 'settings-propose')
    await page.getByTestId('propose').click()
    await page.getByTestId('propose-sheet').waitFor({ state: 'hidden' })
    const noor = await stage.actor(NOOR)
    await noor.page.goto('/settings/proposals')
    await noor.page.getByTestId('apply').first().waitFor()
    await stage.shoot(noor.page, 'settings-proposals')
    const stranger = await stage.actor(MEI)
    await stranger.page.goto('/settings/members')
    await stranger.page.getByTestId('forbidden-state').waitFor()
    await stage.shoot(stranger.page, 'settings-forbidden')
  },

  audit: async (stage) => {
    const { page } = await stage.actor('Noor Haddad', true)
    await page.goto('/audit')
    await page.locator('[data-testid^="audit-row-"]').first().waitFor()
    await stage.shoot(page, 'audit')
    await page.locator('[data-testid^="audit-row-"]').nth(8).click()
    await page.locator('[data-testid="proof-result"][data-ok="true"]').waitFor()
    await stage.shoot(page, 'audit-entry')
  },
  ...requestScenes,
  ...boundaryScenes,
  ...onCallScenes,
  ...machineScenes,
  ...batchScenes,
  ...inboxScenes,
  ...accountabilityScenes,
  ...channelScenes,
  ...guardScenes,
}
