import { daysFromNow, hoursFromNow, rotaOf } from '@/e2e/support/oncall'
import type { Actor, Stage } from './stage'

/** A write of the console's own script, from the page of somebody who is signed in. */
async function send({ page }: Actor, path: string, body: unknown): Promise<void> {
  const answer = await page.evaluate(
    async ([to, json]) => {
      const response = await fetch(`/api/console${to}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: String(json),
      })
      return response.ok ? '' : await response.text()
    },
    [path, JSON.stringify(body)],
  )
  if (answer !== '') throw new Error(answer)
}

/** Who is on call, out of office, and who was told of a request. */
export const onCallScenes: Record<string, (stage: Stage) => Promise<void>> = {
  'on-call': async (stage) => {
    const id = (name: string) => stage.demo.people.find((person) => person.name === name)?.id ?? ''
    const [mei, tom, jonas] = [id('Mei Lin'), id('Tom Ek'), id('Jonas Weber')]
    const hugo = await stage.actor('Hugo Pereira')
    await hugo.page.goto('/settings/on-call')
    await hugo.page.getByTestId('on-call-tab').waitFor()
    await stage.shoot(hugo.page, 'on-call-none', true)
    const leads = await hugo.page.getByTestId('rota-payments-leads').getByRole('heading').first().getAttribute('id')
    const team = leads?.replace('-title', '') ?? ''
    const order = rotaOf([mei, tom, jonas], {
      turn_days: 7,
      time_zone: 'Europe/Berlin',
      handover: '09:00',
      starts_on: daysFromNow(-3),
    })
    await send(hugo, `/oncall/${team}`, order)
    await send(hugo, `/oncall/${team}/overrides`, { person: jonas, from: hoursFromNow(50), until: hoursFromNow(80) })
    await send(hugo, `/oncall/${team}/holidays`, { day: daysFromNow(12), title: 'Company day' })

    const actor = await stage.actor('Mei Lin')
    const { page } = actor
    await page.goto('/account#out-of-office')
    await page.getByTestId('away-until').waitFor()
    await send(actor, '/absences', { from: hoursFromNow(200), until: hoursFromNow(290), delegate: tom })
    await page.getByTestId('absence').waitFor()
    await stage.shoot(page, 'account-out-of-office', true)

    await page.goto('/settings/on-call')
    await page.getByTestId('rota-calendar').first().waitFor()
    await stage.shoot(page, 'on-call', true)
    await hugo.page.goto('/settings/on-call')
    await hugo.page.getByTestId('set-rota').first().click()
    await hugo.page.getByTestId('rota-save').waitFor()
    await stage.shoot(hugo.page, 'on-call-turns')
    await hugo.page.keyboard.press('Escape')
    await hugo.page.getByTestId('add-cover').first().click()
    await hugo.page.getByTestId('cover-save').waitFor()
    await stage.shoot(hugo.page, 'on-call-cover')

    const request = await stage.ask({
      agent: 'billing-agent',
      says: 'raises a credit limit',
      wish: {
        workflow: 'payments',
        action: 'payments.raise_credit_limit',
        resource: 'customer:2290',
        params: { limit: 800_000, currency: 'EUR', basis: 'payment_history' },
        executor: 'refund-runner',
      },
    })
    await stage.open(actor, request)
    await page.getByTestId('told-line').waitFor()
    await stage.shoot(page, 'request-told', true)
  },
}
