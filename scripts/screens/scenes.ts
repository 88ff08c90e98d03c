import { type StoryName, stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import { accountabilityScenes } from './scenes-accountability'
import { batchScenes } from './scenes-batch'
import { boundaryScenes } from './scenes-boundary'
import { channelScenes } from './scenes-channels'
import { guardScenes } from './scenes-guard'
import { inboxScenes } from './scenes-inbox'
import { machineScenes } from './scenes-machines'
import { onCallScenes } from './scenes-oncall'
import type { Actor, Stage } from './stage'

/** The first wish of a story, with values drawn afresh. */
function wish(stage: Stage, name: StoryName) {
  const [story] = stories[name](drawFrom(Math.random, stage.demo.people))
  if (!story) throw new Error(`${name} asks for nothing`)
  return story
}

const MEI = 'Mei Lin'
const NOOR = 'Noor Haddad'
const HUGO = 'Hugo Pereira'
const JONAS = 'Jonas Weber'
const TOM = 'Tom Ek'

/** Opens every folded value, so that approve turns on. */
async function unfold({ page }: Actor): Promise<void> {
  for (const button of await page.locator('[data-testid^="open-"]').all()) await button.click()
}

async function approve(actor: Actor, reason: string): Promise<void> {
  await unfold(actor)
  await actor.page.getByTestId('approve-button').click()
  await actor.page.getByTestId('approve-reason').fill(reason)
  await actor.page.getByTestId('approve-confirm').click()
}

/** Makes every answer of one console address fail in a chosen way, until the returned function is called. */
async function breaking({ page }: Actor, path: string, how: 'hang' | 'fail' | 'abort'): Promise<() => Promise<void>> {
  const pattern = `**/api/console${path}**`
  await page.route(pattern, async (route) => {
    if (how === 'abort') return route.abort()
    if (how === 'fail')
      return route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"code":"unavailable","detail":"The database does not answer."}',
      })
    // Never answered: the page is loading.
  })
  return () => page.unroute(pattern)
}

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

  request: async (stage) => {
    const mei = await stage.actor(MEI)
    const id = await stage.ask(wish(stage, 'largeRefundWithHiddenText'))
    await stage.open(mei, id)
    await stage.shoot(mei.page, 'request')
    await stage.shoot(mei.page, 'request-whole', true)
    await mei.page.keyboard.press('5')
    await mei.page.waitForTimeout(400)
    await stage.shoot(mei.page, 'request-claims')
    await mei.page.keyboard.press('e')
    await mei.page.getByTestId('verify-digest').click()
    await mei.page.getByTestId('verify-result').waitFor()
    await stage.shoot(mei.page, 'request-raw')
  },

  'request-kinds': async (stage) => {
    const sara = await stage.actor('Sara Lindgren')
    for (const name of ['deleteManyOrders', 'maintenanceScript', 'addColumn'] as const) {
      await stage.open(sara, await stage.ask(wish(stage, name)))
      await stage.shoot(sara.page, `request-${name}`, true)
    }
    const piotr = await stage.actor('Piotr Nowak')
    for (const name of ['deliverSecret', 'releaseWithSchemaChange'] as const) {
      await stage.open(piotr, await stage.ask(wish(stage, name)))
      await stage.shoot(piotr.page, `request-${name}`, true)
    }
  },

  'request-standing': async (stage) => {
    const id = await stage.ask(wish(stage, 'largeRefund'))
    const tom = await stage.actor(TOM, true)
    await stage.open(tom, id)
    await stage.shoot(tom.page, 'request-no-passkey')
    const rotimi = await stage.actor('Rotimi Okafor', true)
    await stage.open(rotimi, id)
    await stage.shoot(rotimi.page, 'request-not-eligible')
    const mei = await stage.actor(MEI)
    const mend = await breaking(mei, '/requests/', 'hang')
    await mei.page.goto(`/inbox/${id}`)
    await mei.page.getByTestId('loading-state').first().waitFor()
    await stage.shoot(mei.page, 'request-loading')
    await mend()
  },

  approve: async (stage) => {
    const mei = await stage.actor(MEI)
    const jonas = await stage.actor(JONAS)
    const id = await stage.ask(wish(stage, 'largeRefundWithHiddenText'))
    await stage.open(mei, id)
    await unfold(mei)
    await mei.page.getByTestId('approve-button').click()
    await mei.page.getByTestId('approve-sheet').waitFor()
    await stage.shoot(mei.page, 'approve-sheet')
    await mei.page.getByTestId('approve-confirm').click()
    await stage.shoot(mei.page, 'approve-reason-missing')
    await mei.page.getByTestId('approve-reason').fill('RMA checked: photos show two broken pallets.')

    await mei.cdp.send('WebAuthn.setAutomaticPresenceSimulation', {
      authenticatorId: mei.authenticator,
      enabled: false,
    })
    await mei.page.getByTestId('approve-confirm').click()
    await mei.page.getByTestId('passkey-step').waitFor()
    await stage.shoot(mei.page, 'approve-passkey')
    await mei.page.getByRole('button', { name: 'Back' }).click()
    await mei.cdp.send('WebAuthn.setUserVerified', { authenticatorId: mei.authenticator, isUserVerified: false })
    await mei.cdp.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId: mei.authenticator, enabled: true })
    await mei.page.getByTestId('approve-confirm').click()
    await mei.page.getByTestId('approve-failure').waitFor()
    await stage.shoot(mei.page, 'approve-cancelled')
    await mei.cdp.send('WebAuthn.setUserVerified', { authenticatorId: mei.authenticator, isUserVerified: true })
    await mei.page.getByTestId('approve-retry').click()
    await mei.page.getByTestId('receipt').waitFor()
    await stage.shoot(mei.page, 'receipt-first-of-two')

    await stage.open(jonas, id)
    await stage.shoot(jonas.page, 'request-one-approved', true)
    await approve(jonas, 'Amount and charge match the RMA.')
    await jonas.page.getByTestId('receipt').waitFor()
    await stage.shoot(jonas.page, 'receipt-grace')
    await jonas.page.getByText('Unused').first().waitFor()
    await stage.shoot(jonas.page, 'receipt-issued')
    await stage.open(mei, id)
    await stage.shoot(mei.page, 'request-approved', true)
  },

  deny: async (stage) => {
    const mei = await stage.actor(MEI)
    const jonas = await stage.actor(JONAS)
    const story = wish(stage, 'largeRefund')
    const id = await stage.ask(story)
    const tom = await stage.actor(TOM, true)
    await tom.page.goto('/inbox')
    await tom.page.getByTestId(`inbox-row-${id}`).waitFor()
    await stage.open(jonas, id)
    await jonas.page.getByTestId('approve-button').click()
    await stage.open(mei, id)
    await mei.page.getByTestId('deny-button').click()
    await mei.page.getByText('Suspicious').click()
    await mei.page.getByTestId('deny-reason').fill('Only one pallet was damaged. Send it again for that one.')
    await stage.shoot(mei.page, 'deny-sheet')
    await mei.page.keyboard.press('Escape')
    await mei.page.getByTestId('abstain-button').click()
    await stage.shoot(mei.page, 'abstain-sheet')
    await mei.page.keyboard.press('Escape')
    await mei.page.getByTestId('changes-button').click()
    await mei.page.getByTestId('deny-reason').fill('Only one pallet was damaged. Send it again for that one.')
    await stage.shoot(mei.page, 'changes-sheet')
    await mei.page.getByTestId('deny-confirm').click()
    await mei.page.getByTestId('decision-outcome').waitFor()
    await stage.shoot(mei.page, 'request-denied')
    // The other approver had the sheet open, a third one the inbox.
    await tom.page.getByText('Mei Lin denied this').first().waitFor()
    await stage.shoot(tom.page, 'inbox-ended-in-place')
    await jonas.page.getByText('denied this').first().waitFor()
    await stage.shoot(jonas.page, 'approve-decided-elsewhere')
    await stage.open(mei, await stage.ask(story, id))
    await stage.shoot(mei.page, 'request-asked-again', true)
  },

  expired: async (stage) => {
    const mei = await stage.actor(MEI)
    const story = wish(stage, 'largeRefund')
    const id = await stage.ask({ ...story, wish: { ...story.wish, decide_within_seconds: 30 } })
    await stage.open(mei, id)
    await stage.shoot(mei.page, 'request-last-seconds')
    await mei.page.getByText('Expired').first().waitFor({ timeout: 60_000 })
    await mei.page.waitForTimeout(1_000)
    await stage.shoot(mei.page, 'request-expired')
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
  ...boundaryScenes,
  ...onCallScenes,
  ...machineScenes,
  ...batchScenes,
  ...inboxScenes,
  ...accountabilityScenes,
  ...channelScenes,
  ...guardScenes,
}
