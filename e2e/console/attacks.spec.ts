import { openRequest, prepareApproval } from '../support/browser-desk'
import { neighbour } from '../support/browser-neighbour'
import { decideElsewhere } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { creditLimit, refund } from '../support/browser-wishes'

const APPROVAL = { verb: 'approve', reason: 'Looked at it carefully.' } as const

test('a stolen session without the passkey approves nothing, whatever it sends (ATTACKS 118)', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', creditLimit(640_000, '2290'))
  const mei = await people.arrive('Mei Lin')
  // The thief has the cookie, and a device of their own.
  const thief = await people.stranger({ storageState: await mei.context.storageState() })
  const robbed = { ...mei, ...thief }
  await openRequest(thief.page, asked.id)
  await (await prepareApproval(thief.page)).click()
  await expect(thief.page.getByTestId('approve-failure')).toContainText('Nothing was approved', { timeout: 20_000 })

  const plain = await decideElsewhere(robbed, asked.id, APPROVAL)
  expect(await plain.json()).toMatchObject({ code: 'decision.passkey_required' })
  const made = await decideElsewhere(robbed, asked.id, {
    ...APPROVAL,
    challenge_id: 'chl_00000000000000000000000000',
    assertion: { id: 'AA', rawId: 'AA', type: 'public-key', response: {}, clientExtensionResults: {} },
  })
  expect(made.status()).toBeGreaterThanOrEqual(400)

  // Nor can it make itself a passkey: whoever has one must show it first.
  await thief.page.goto('/account')
  await thief.page.getByTestId('passkey-name').fill('Thief')
  await thief.page.getByTestId('passkey-add').click()
  await expect(thief.page.locator('#passkeys').getByRole('alert')).toBeVisible({ timeout: 20_000 })
  await expect(thief.page.locator('#passkeys').getByText('Thief', { exact: true })).toHaveCount(0)
  expect(await machines.look('billing-agent', asked.id)).toMatchObject({ status: 'pending' })
  await thief.context.close()
})

test('a tampered page that signs one thing and sends another is refused (ATTACKS 16, 17)', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', creditLimit(630_000, '4410'))
  const other = await machines.ask('billing-agent', creditLimit(1_900_000, '1204'))
  const { context, page } = await people.arrive('Mei Lin')
  const { presentation_digest } = await (await context.request.get(`/api/console/requests/${other.id}`)).json()
  const decisions = `**/api/console/requests/${asked.id}/decisions`
  const tamperings: [string, (body: Record<string, unknown>) => Record<string, unknown>][] = [
    [`${decisions}/challenge`, (body) => ({ ...body, presentation_digest })],
    [decisions, (body) => ({ ...body, presentation_digest })],
    [decisions, (body) => ({ ...body, grant_ttl_seconds: 86_400 })],
    [decisions, (body) => ({ ...body, grant_ttl_seconds: 60 })],
    [decisions, (body) => ({ ...body, reason: 'Something that was never signed.' })],
  ]
  for (const [address, change] of tamperings) {
    await openRequest(page, asked.id)
    await page.route(address, (route) =>
      route.continue({ postData: JSON.stringify(change(route.request().postDataJSON())) }),
    )
    await (await prepareApproval(page)).click()
    await expect(page.getByTestId('approve-failure')).toContainText('Nothing was approved')
    await page.unroute(address)
  }
  // A signature for one request, sent to another.
  await openRequest(page, asked.id)
  await page.route(decisions, (route) => route.continue({ url: route.request().url().replace(asked.id, other.id) }))
  await (await prepareApproval(page)).click()
  await expect(page.getByTestId('approve-failure')).toContainText('Nothing was approved')
  for (const { id } of [asked, other])
    expect(await machines.look('billing-agent', id)).toMatchObject({ status: 'pending', progress: { given: 0 } })
})

test('a page that draws something else than what is signed is found out by its own check (ATTACKS 16)', async ({
  people,
  machines,
}) => {
  const asked = await machines.ask('billing-agent', refund(240_000))
  const { page } = await people.arrive('Mei Lin', { bare: true })
  await page.route(`**/api/console/requests/${asked.id}`, async (route) => {
    const response = await route.fetch()
    const text = (await response.text()).replaceAll('€2,400.00', '€2.40')
    const view = JSON.parse(text)
    const { presentation_text } = JSON.parse(await response.text())
    await route.fulfill({ response, json: { ...view, presentation_text } })
  })
  await openRequest(page, asked.id)
  await expect(page.getByRole('heading', { level: 1 })).toContainText('€2.40')
  await page.keyboard.press('e')
  const raw = page.getByTestId('raw-sheet')
  await expect(raw.locator('pre')).toContainText('€2,400.00')
  await page.getByTestId('verify-digest').click()
  const steps = page.getByTestId('verify-result').getByRole('listitem')
  await expect(
    steps.filter({ hasText: 'The document on the screen is that same text' }).getByLabel('fails'),
  ).toBeVisible()
  await expect(steps.filter({ hasText: 'SHA-256 of the text below' }).getByLabel('holds')).toBeVisible()
})

test('no page of ours opens in a frame, also not of a neighbour whose pages carry our cookies (ATTACKS 101)', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(13_000))
  const { page } = await people.arrive('Elif Demir', { bare: true })
  const frame = (path: string) => `<iframe src="${console.baseUrl}${path}" width=900 height=700></iframe>`
  const evil = await neighbour({
    '/frames': ['/inbox', `/inbox/${asked.id}`, '/sign-in', '/account'].map(frame).join(''),
  })
  try {
    for (const origin of [evil.sameSite, evil.otherSite]) {
      const refused: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') refused.push(message.text())
      })
      await page.goto(`${origin}/frames`)
      await expect.poll(() => refused.filter((text) => /frame/i.test(text)).length).toBeGreaterThanOrEqual(4)
      for (const inner of page.frames().slice(1)) {
        expect(inner.url()).not.toContain(console.baseUrl)
        expect(await inner.locator('button').count()).toBe(0)
      }
      page.removeAllListeners('console')
    }
  } finally {
    await evil.close()
  }
})

test('a form of another page decides nothing, even when the browser sends the session along (ATTACKS 100)', async ({
  console,
  people,
  machines,
}) => {
  const asked = await machines.ask('support-agent', refund(14_000))
  const elif = await people.arrive('Elif Demir', { bare: true })
  const view = await (await elif.context.request.get(`/api/console/requests/${asked.id}`)).json()
  const body = JSON.stringify({ ...APPROVAL, presentation_digest: view.presentation_digest, expanded: [] })
  const to = `${console.baseUrl}/api/console/requests/${asked.id}/decisions`
  const asText = `<form method=post action="${to}" enctype=text/plain><input name='${body.slice(0, -1)},"x":"' value='"}'></form>`
  const asForm = `<form method=post action="${to}"><input name=verb value=approve><input name=presentation_digest value="${view.presentation_digest}"></form>`
  const evil = await neighbour({
    '/text': asText,
    '/form': asForm,
    '/fetch': `<script>fetch(${JSON.stringify(to)}, { method: 'POST', mode: 'no-cors', credentials: 'include', body: ${JSON.stringify(body)} }).then(() => document.title = 'answered', () => document.title = 'nothing')</script>`,
    '/json': `<script>fetch(${JSON.stringify(to)}, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} }).then(() => document.title = 'answered', () => document.title = 'nothing')</script>`,
    '/read': `<script>fetch('${console.baseUrl}/api/console/inbox', { credentials: 'include' }).then((answer) => answer.text(), () => 'nothing').then((text) => document.title = text)</script>`,
  })
  try {
    for (const origin of [evil.sameSite, evil.otherSite]) {
      for (const path of ['/text', '/form']) {
        await elif.page.goto(origin + path)
        const [answer] = await Promise.all([
          elif.page.waitForResponse(to),
          elif.page.waitForURL(to),
          elif.page.evaluate(() => document.querySelector('form')?.submit()),
        ])
        expect(answer.status(), path).toBe(403)
        // The test is worth something: the neighbour's pages do carry the session.
        const sent = (await answer.request().allHeaders()).cookie ?? ''
        if (origin === evil.sameSite) expect(sent).toContain('session-token')
        else expect(sent).not.toContain('session-token')
      }
      for (const path of ['/fetch', '/json', '/read']) {
        await elif.page.goto(origin + path)
        await expect(elif.page).toHaveTitle('nothing')
      }
    }
  } finally {
    await evil.close()
  }
  expect(await machines.look('support-agent', asked.id)).toMatchObject({ status: 'pending', progress: { given: 0 } })
})
