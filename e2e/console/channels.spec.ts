import type { CDPSession, Page } from '@playwright/test'
import { readDemoFile } from '@/prisma/seed/demo-file'
import { findChromium } from '@/scripts/chromium.mjs'
import { findings } from '../support/browser-axe'
import type { Console } from '../support/browser-console'
import { expect, test as withPeople } from '../support/browser-test'
import { creditLimit, refund } from '../support/browser-wishes'
import { HttpSink } from '../support/http-sink'
import { PushBrowser } from '../support/push-browser'
import { startServer } from '../support/server'
import { SmtpSink } from '../support/smtp-sink'

/** The demo with a mail server, a push service and a chat of ours beside it. */
const test = withPeople.extend<object, { smtp: SmtpSink; outside: HttpSink; console: Console }>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const sink = await SmtpSink.start()
      await use(sink)
      await sink.stop()
    },
    { scope: 'worker' },
  ],
  outside: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from this pattern
    async ({}, use) => {
      const sink = await HttpSink.start()
      await use(sink)
      await sink.stop()
    },
    { scope: 'worker' },
  ],
  console: [
    async ({ smtp, outside }, use) => {
      const server = await startServer({
        env: {
          COUNTERSIGN_DEMO: '1',
          COUNTERSIGN_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`,
          COUNTERSIGN_MAIL_FROM: 'countersign@kestrel.example',
          COUNTERSIGN_INTERNAL_HOSTS: outside.host,
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

// Notifications are more than a browser without a window can do.
test.use({
  launchOptions: async ({ launchOptions }, use) => {
    const executablePath = findChromium({ whole: true })
    await use({ ...launchOptions, ...(executablePath && { executablePath }) })
  },
})

const MEI = 'mei.lin@kestrel.example'
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }

/** The link in the mail about a request, when it has arrived. */
async function linkIn(smtp: SmtpSink, code: string): Promise<string> {
  const mail = () => smtp.to(MEI).find((each) => each.mail.subject?.includes(code))
  await expect.poll(() => mail()?.mail.subject ?? '').toContain(code)
  return /https?:\S+/.exec(String(mail()?.mail.text))?.[0] ?? ''
}

test('a link in a mail that a scanner opens, posts to and runs the scripts of decides nothing; the person does (ATTACKS 88)', async ({
  people,
  machines,
  smtp,
}) => {
  // The first of a worker: its server starts within it.
  test.setTimeout(180_000)
  const asked = await machines.ask('billing-agent', creditLimit(640_000, '8841'))
  const link = await linkIn(smtp, asked.binding_code)

  // 1. What mail gateways do without a browser.
  const { origin } = new URL(link)
  const scanner = { 'user-agent': 'MailScanner/1.0' }
  for (const method of ['GET', 'HEAD', 'OPTIONS']) await fetch(link, { method, headers: scanner })
  for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain'])
    for (const body of ['verb=approve&decision=approve', '{"verb":"approve"}'])
      for (const url of [link, `${origin}/api/console/requests/${asked.id}/decisions`])
        await fetch(url, { method: 'POST', body, headers: { ...scanner, 'content-type': type, origin } })

  // 2. What those do that run a page: scripts, every link of it, and posts from inside of it.
  const { page: robot, context } = await people.stranger()
  await robot.goto(link)
  await expect(robot).toHaveURL(/\/sign-in/)
  const statuses = await robot.evaluate(async (id) => {
    const statuses: number[] = []
    for (const path of [`/inbox/${id}`, `/api/console/requests/${id}/decisions`, `/api/console/requests/${id}/opened`])
      statuses.push(
        (
          await fetch(path, {
            method: 'POST',
            headers: { 'content-type': 'application/json' },
            body: JSON.stringify({ verb: 'approve' }),
          })
        ).status,
      )
    return statuses
  }, asked.id)
  expect(statuses.slice(1)).toEqual([401, 401])
  await context.close()
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })

  // 3. The person opens the same link on a phone and decides.
  const { page } = await people.arrive('Mei Lin', PHONE)
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('€6,400.00')
  await page.getByTestId('approve-button-phone').tap()
  // The code of the mail is the code of the page.
  await expect(page.getByTestId('approve-sheet')).toContainText(asked.binding_code)
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await page.getByTestId('approve-confirm').tap()
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'approved' })

  // 4. The others who were told are told the end, in the same thread.
  const toms = () => smtp.to('tom.ek@kestrel.example').filter(({ mail }) => mail.subject?.includes(asked.binding_code))
  await expect.poll(() => toms().length).toBe(2)
  expect(toms()[1]?.mail.inReplyTo).toBe(toms()[0]?.mail.messageId)
})

/** The service worker of a page, as the browser's own tools reach it. */
async function serviceWorkerOf(page: Page): Promise<{ cdp: CDPSession; registrationId: string }> {
  const cdp = await page.context().newCDPSession(page)
  const registered = new Promise<string>((found) => {
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations.filter(({ isDeleted }) => !isDeleted)
      if (first) found(first.registrationId)
    })
  })
  await cdp.send('ServiceWorker.enable')
  return { cdp, registrationId: await registered }
}

test('from a notification to the decision on a phone; the notification decides nothing and is replaced when it is over', async ({
  people,
  machines,
  outside,
  console,
}) => {
  test.setTimeout(180_000)
  const { page, context } = await people.arrive('Mei Lin', PHONE)
  await context.grantPermissions(['notifications'], { origin: console.baseUrl })
  await page.goto('/settings/channels')
  // This browser has no push service to subscribe at, and says so; its service worker is there from then on.
  await page.getByTestId('turn-on-push').tap()
  await expect(page.getByText('Nothing was changed.')).toBeVisible()
  const { cdp, registrationId } = await serviceWorkerOf(page)

  // A phone that is subscribed at our own push service.
  const phone = new PushBrowser()
  const added = await context.request.post('/api/console/channels/mine/devices', {
    headers: { 'sec-fetch-site': 'same-origin' },
    data: phone.subscription(`${outside.url}/phone`),
  })
  expect(added.ok(), await added.text()).toBe(true)

  const asked = await machines.ask('billing-agent', creditLimit(660_000, '8842'))
  const pushed = () =>
    outside.calls
      .filter(({ path }) => path === '/phone')
      .map(({ body }) => phone.open(body))
      .filter((data) => data.includes(asked.id))
  await expect.poll(() => pushed().length, { timeout: 40_000 }).toBe(1)
  const deliver = (data: string | undefined) =>
    cdp.send('ServiceWorker.deliverPushMessage', { origin: console.baseUrl, registrationId, data: data ?? '' })
  const shown = () =>
    page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready
      return (await registration.getNotifications()).map(({ title, body, tag, silent, data }) => ({
        title,
        body,
        tag,
        silent,
        data,
      }))
    })
  // A push that arrives while the browser is putting its worker to sleep is lost, as on a phone; push services send again.
  await expect(async () => {
    await deliver(pushed()[0])
    await expect.poll(async () => (await shown()).length, { timeout: 2_000 }).toBe(1)
  }).toPass({ timeout: 40_000 })
  expect((await shown())[0]).toMatchObject({
    title: `T2 · billing-agent · ${asked.binding_code}`,
    tag: asked.id,
    data: { path: `/inbox/${asked.id}` },
  })

  // What is pressed only opens the page. A made-up press may open no window, so the path is taken instead.
  const [worker] = context.serviceWorkers()
  const opened = await worker?.evaluate(async () => {
    const scope = globalThis as unknown as {
      registration: ServiceWorkerRegistration
      clients: { openWindow: (path: string) => Promise<null> }
      dispatchEvent: (event: Event) => boolean
    }
    const paths: string[] = []
    scope.clients.openWindow = async (path) => {
      paths.push(path)
      return null
    }
    const NotificationEvent = Reflect.get(globalThis, 'NotificationEvent')
    for (const action of ['later', 'review', 'approve', '']) {
      const [notification] = await scope.registration.getNotifications()
      if (!notification) await scope.registration.showNotification('again', { data: { path: '/inbox' } })
      const [each] = await scope.registration.getNotifications()
      scope.dispatchEvent(new NotificationEvent('notificationclick', { notification: each, action }))
      await new Promise((next) => setTimeout(next, 50))
    }
    return paths
  })
  expect(opened?.[0]).toBe(`/inbox/${asked.id}?snooze=open`)
  expect(opened?.every((path) => path.startsWith('/inbox'))).toBe(true)
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })

  await page.goto(`/inbox/${asked.id}`)
  await page.getByTestId('approve-button-phone').tap()
  await page.getByTestId('approve-reason').fill('Checked the invoices.')
  await page.getByTestId('approve-confirm').tap()
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')
  await expect.poll(() => pushed().length, { timeout: 40_000 }).toBe(2)
  await expect(async () => {
    await deliver(pushed()[1])
    await expect
      .poll(
        async () => (await shown()).filter(({ tag }) => tag === asked.id).map(({ body, silent }) => ({ body, silent })),
        { timeout: 2_000 },
      )
      .toEqual([{ body: `${asked.binding_code} was approved. There is nothing left to decide.`, silent: true }])
  }).toPass({ timeout: 40_000 })
  await context.request.get('/api/console/channels/mine').then(async (answer) => {
    const [device] = (await answer.json()).devices
    await context.request.post(`/api/console/channels/mine/devices/${device.id}/remove`, {
      headers: { 'sec-fetch-site': 'same-origin' },
      data: {},
    })
  })
})

test('Countersign can be installed, and its service worker answers no page and keeps nothing', async ({ people }) => {
  const { page } = await people.stranger()
  await page.goto('/sign-in')
  const manifest = await (await page.request.get('/manifest.webmanifest')).json()
  expect(manifest).toMatchObject({ display: 'standalone', start_url: '/inbox', scope: '/' })
  for (const { src, sizes } of manifest.icons) {
    const icon = await page.request.get(src)
    expect(icon.headers()['content-type']).toBe('image/png')
    const png = await icon.body()
    expect(`${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`).toBe(sizes)
  }
  expect(await page.locator('link[rel="manifest"]').getAttribute('href')).toBe('/manifest.webmanifest')
  const worker = await page.request.get('/sw.js')
  expect(worker.headers()['content-type']).toContain('javascript')
  expect(await worker.text()).not.toMatch(/addEventListener\('fetch'|caches|importScripts|indexedDB|fetch\(/)
})

test('an administrator adds a chat, finds a message that failed and sends it again', async ({
  people,
  machines,
  smtp,
  outside,
}) => {
  const { page } = await people.arrive('Hugo Pereira', { bare: true })
  await page.goto('/settings/channels')
  await page.getByTestId('add-hook').click()
  const sheet = page.getByTestId('hook-sheet')
  await sheet.getByLabel('Title').fill('#payments-approvals')
  await sheet.getByText('Signed JSON').click()
  await sheet.getByLabel('Address').fill('https://127.0.0.1/hook')
  await page.getByTestId('save-hook').click()
  await expect(sheet.getByRole('alert')).toContainText('is not a public address')
  await sheet.getByLabel('Address').fill(`${outside.url}/approvals`)
  await page.getByTestId('save-hook').click()
  await expect(page.getByTestId('secret-once')).toContainText('whsec_')
  await page.getByRole('button', { name: 'Done' }).click()
  await expect(page.locator('#chats')).toContainText('#payments-approvals')

  smtp.behave = (to) => (to === MEI ? 'refuse' : 'take')
  const asked = await machines.ask('billing-agent', refund(131_000))
  await expect.poll(() => outside.calls.filter(({ path }) => path === '/approvals').length).toBe(1)
  await page.goto('/settings/deliveries')
  await page.getByLabel('What became of it').selectOption('failed')
  await page.getByLabel('Code or id of a request').fill(asked.binding_code)
  await expect(page).toHaveURL(/status=failed/)
  await expect(page).toHaveURL(new RegExp(`about=${asked.binding_code}`))
  const row = page.getByTestId('deliveries').getByRole('listitem')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('Mei Lin')
  await row.getByRole('button').click()
  const detail = page.getByTestId('delivery-sheet')
  await expect(detail.getByTestId('attempt')).toContainText('550 refused')
  await expect(detail.getByTestId('message-text')).toContainText(asked.binding_code)
  smtp.behave = () => 'take'
  await detail.getByTestId('resend').click()
  const arrived = () => smtp.to(MEI).filter(({ mail }) => mail.subject?.includes(asked.binding_code))
  await expect.poll(() => arrived().length).toBe(1)
  await expect(detail.getByTestId('attempt')).toHaveCount(2)
})

test('a person says how they want to be reached, sees that it arrives, and is left alone in their quiet hours but for T3', async ({
  people,
  machines,
  smtp,
}) => {
  const { page } = await people.arrive('Mei Lin', PHONE)
  await page.goto('/settings/channels')
  await expect(page.getByTestId('email-T3')).toBeDisabled()
  await expect(page.getByTestId('email-T3')).toBeChecked()
  await page.getByTestId('push-T1').check()
  await page.getByTestId('quiet').check()
  await expect(page.getByTestId('before-after')).toHaveText([/T3, T2.*T3, T2, T1/, /none.*22:00 to 07:00/])
  // Quiet now, whenever this runs, for two hours more at least.
  await expect(page.getByLabel('Time zone')).toHaveValue('UTC')
  const hour = new Date().getUTCHours()
  const [from, to] = [hour, hour + 3].map((each) => `${String(each % 24).padStart(2, '0')}:00`)
  await page.getByLabel('Quiet from').fill(from ?? '')
  await page.getByLabel('Quiet to').fill(to ?? '')
  await expect(page.getByTestId('before-after').last()).toHaveText(new RegExp(`none.*${from} to ${to}`))
  await page.getByTestId('save-channels').tap()
  await expect(page.getByTestId('save-channels')).toBeDisabled()

  // What they chose holds: of two requests that others are told of at once, they are told of the T3 alone.
  const lower = await machines.ask('billing-agent', creditLimit(650_000, '8843'))
  const higher = await machines.ask('billing-agent', refund(152_000))
  const told = (address: string) =>
    [lower, higher].map(({ binding_code }) => smtp.to(address).some(({ mail }) => mail.subject?.includes(binding_code)))
  await expect.poll(() => told('tom.ek@kestrel.example')).toEqual([true, true])
  await expect.poll(() => told(MEI)).toEqual([false, true])
  await page.reload()
  await expect(page.getByTestId('push-T1')).toBeChecked()
  const recent = page.locator('#recent li')
  await expect(recent.filter({ hasText: '€1,520.00' }).locator('[data-status="sent"]')).toBeVisible()
  // One that waits has no words yet.
  await expect(recent.filter({ hasText: 'A request' }).locator('[data-status="due"]')).toBeVisible()
  await page.getByTestId('test-email').tap()
  const sent = page.locator('#recent li').filter({ hasText: 'Test message' })
  await expect(sent.locator('[data-status="sent"]')).toBeVisible()
  expect(smtp.to(MEI).at(-1)?.mail.subject).toBe('Test message from Countersign')
  expect(told(MEI)).toEqual([false, true])
  const [wide, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  expect(wide).toBeLessThanOrEqual(screen ?? 0)
})

test('axe finds nothing on channels, a chat, messages and one of them', async ({ people, machines }) => {
  // Looking takes long where two browsers share a processor.
  test.setTimeout(240_000)
  const { page } = await people.arrive('Hugo Pereira', { bare: true })
  await machines.ask('billing-agent', refund(141_000))
  await page.goto('/settings/channels')
  await page.getByTestId('add-hook').waitFor()
  const found = await findings(page, 'channels')
  await page.getByTestId('add-hook').click()
  found.push(...(await findings(page, 'a chat', '[data-testid="hook-sheet"]')))
  await page.goto('/settings/deliveries')
  await page.getByTestId('deliveries').getByRole('listitem').first().waitFor()
  found.push(...(await findings(page, 'messages')))
  await page.getByTestId('deliveries').getByRole('button').first().click()
  await page.getByTestId('message-text').waitFor()
  found.push(...(await findings(page, 'a message', '[data-testid="delivery-sheet"]')))
  expect(found).toEqual([])
})
