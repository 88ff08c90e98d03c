import { breaking, wish } from './scene-parts'
import type { Actor, Stage } from './stage'

const MEI = 'Mei Lin'
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

/** The page of a request, with everything that can stand over it. */
export const requestScenes: Record<string, (stage: Stage) => Promise<void>> = {
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

    await mei.device.touched(false)
    await mei.page.getByTestId('approve-confirm').click()
    await mei.page.getByTestId('passkey-step').waitFor()
    await stage.shoot(mei.page, 'approve-passkey')
    await mei.page.getByRole('button', { name: 'Back' }).click()
    await mei.device.recognises(false)
    await mei.device.touched(true)
    await mei.page.getByTestId('approve-confirm').click()
    await mei.page.getByTestId('approve-failure').waitFor()
    await stage.shoot(mei.page, 'approve-cancelled')
    await mei.device.recognises(true)
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
}
