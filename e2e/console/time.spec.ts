import { readDemoFile } from '@/prisma/seed/demo-file'
import { findings } from '../support/browser-axe'
import type { Console } from '../support/browser-console'
import { approve, live, openRequest, rowOf } from '../support/browser-desk'
import type { Someone } from '../support/browser-people'
import { test as withRows } from '../support/browser-rows'
import { expect } from '../support/browser-test'
import { creditLimit } from '../support/browser-wishes'
import { rotaOf } from '../support/oncall'
import { idOfSlug, passTime } from '../support/rows'
import { startServer } from '../support/server'
import { SmtpSink } from '../support/smtp-sink'

/** The demo with a mail server beside it, and its clock in our hands. */
const test = withRows.extend<object, { smtp: SmtpSink; console: Console }>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const sink = await SmtpSink.start()
      await use(sink)
      await sink.stop()
    },
    { scope: 'worker' },
  ],
  console: [
    async ({ smtp }, use) => {
      const server = await startServer({
        env: {
          COUNTERSIGN_DEMO: '1',
          COUNTERSIGN_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
          COUNTERSIGN_MAIL_FROM: 'countersign@kestrel.example',
        },
      })
      const demo = readDemoFile(server.dataDir)
      if (!demo) throw new Error(`The demo left no file in ${server.dataDir}:\n${server.output()}`)
      await use({ ...server, demo })
      await server.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

/** Who was sent a mail about this code, oldest first. */
const mailed = (smtp: SmtpSink, code: string) =>
  smtp.received
    .filter(({ mail }) => mail.subject?.includes(code))
    .flatMap(({ to }) => to.map((each) => each.split('.')[0]))

async function post(person: Someone, path: string, data: unknown): Promise<void> {
  const answer = await person.context.request.post(`/api/console${path}`, {
    headers: { 'sec-fetch-site': 'same-origin' },
    data,
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

test.beforeEach(async ({ people, rows }) => {
  const hugo = await people.arrive('Hugo Pereira', { bare: true })
  const order = ['Mei Lin', 'Tom Ek', 'Jonas Weber'].map((name) => people.idOf(name))
  await rows.asOwner(`UPDATE team_members SET since = since - interval '30 days'`)
  await post(hugo, `/oncall/${await idOfSlug(rows, 'teams', 'payments-leads')}`, rotaOf(order))
})

test('nobody decides: whoever is on call is told, then the backup, then the owner; then it is over, which denies it (ATTACKS 50)', async ({
  people,
  machines,
  smtp,
  rows,
}) => {
  test.setTimeout(180_000)
  const asked = await machines.ask('billing-agent', creditLimit(710_000, '7001'))
  await expect.poll(() => mailed(smtp, asked.binding_code)).toEqual(['mei'])
  const tom = await people.arrive('Tom Ek', { bare: true })
  const { page } = tom
  const inbox = await tom.context.newPage()
  await inbox.goto('/inbox')
  const row = await rowOf(inbox, asked.id)
  await openRequest(page, asked.id)
  await live(page)
  const told = page.getByTestId('told-line')
  await expect(told).toContainText('Mei Lin (on call for Payments leads)')
  await expect(told).toContainText('next: a reminder')
  await expect(told).not.toContainText('Tom Ek')

  // Half of the time: a reminder. Seven tenths: the backup, who gets a message that decides nothing.
  await passTime(rows, asked.id, 0.5)
  await expect.poll(() => mailed(smtp, asked.binding_code)).toEqual(['mei', 'mei'])
  await passTime(rows, asked.id, 0.7)
  await expect.poll(() => mailed(smtp, asked.binding_code)).toEqual(['mei', 'mei', 'tom'])
  await expect(told).toContainText('you (backup for Payments leads)')
  await passTime(rows, asked.id, 0.85)
  await expect(told).toContainText('Rotimi Okafor (answers for the workflow)')
  await expect(told).not.toContainText('next:')
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'pending', grant: null })

  // Whoever answers for the workflow may read it and has nothing to press.
  const rotimi = await people.arrive('Rotimi Okafor', { bare: true })
  await openRequest(rotimi.page, asked.id)
  await expect(rotimi.page.getByTestId('approve-button')).toHaveCount(0)
  await expect(rotimi.page.getByTestId('deny-button')).toHaveCount(0)

  await expect(page.getByTestId('approve-button')).toHaveCount(1)
  await passTime(rows, asked.id, 1)
  await expect(page.getByTestId('decision-outcome')).toContainText('Nothing was granted')
  await expect(page.getByTestId('approve-button')).toHaveCount(0)
  await expect(row).toContainText('Expired')
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({
    status: 'expired',
    progress: { given: 0 },
    grant: null,
  })
  expect(await rows.asOwner('SELECT id FROM grants WHERE request_id = $1', [asked.id])).toEqual([])
  expect(await findings(page, 'an expired request', undefined, ['light'])).toEqual([])
})

test('out of office with a delegate: the delegate is told and decides by their own right, and whoever is away is told nothing', async ({
  people,
  machines,
  smtp,
}) => {
  test.setTimeout(180_000)
  const mei = await people.arrive('Mei Lin', { bare: true })
  await mei.page.goto('/account')
  const until = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 16)
  await mei.page.getByTestId('away-until').fill(until)
  await mei.page.getByTestId('away-delegate').selectOption(people.idOf('Jonas Weber'))
  await mei.page.getByTestId('away-save').click()
  await expect(mei.page.getByTestId('absence')).toContainText('Jonas Weber')

  const asked = await machines.ask('billing-agent', creditLimit(720_000, '7002'))
  await expect.poll(() => mailed(smtp, asked.binding_code)).toEqual(['jonas'])
  const jonas = await people.arrive('Jonas Weber')
  await openRequest(jonas.page, asked.id)
  await expect(jonas.page.getByTestId('told-line')).toContainText('you (stands in for Mei Lin)')
  await approve(jonas.page, 'Checked the invoices.')
  await expect(jonas.page.getByTestId('receipt')).toContainText('passkey, verified')
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'approved' })
  expect(mailed(smtp, asked.binding_code)).not.toContain('mei')

  // Back again, she is on call again.
  await mei.page.getByRole('button', { name: 'I am back' }).click()
  await expect(mei.page.getByTestId('absence')).toHaveCount(0)
  const next = await machines.ask('billing-agent', creditLimit(730_000, '7003'))
  await expect.poll(() => mailed(smtp, next.binding_code)).toEqual(['mei'])
})
