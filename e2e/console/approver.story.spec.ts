import { sandboxFolder } from '@/demo/environment'
import { handOver } from '@/demo/handover'
import { approve, live, openRequest, rowOf } from '../support/browser-desk'
import { enrol } from '../support/browser-people'
import { expect, test } from '../support/browser-test'
import { creditLimit } from '../support/browser-wishes'

test('the whole story: an agent asks, a person consents with a passkey over what is shown, an executor acts once, and the log proves it', async ({
  console,
  people,
  machines,
  executors,
  sandbox,
}, testInfo) => {
  const before = (await sandbox.state()).creditLimits
  const wish = creditLimit(1_250_000)
  const claim = wish.justification ?? ''

  // A person signs in and enrols a first passkey: Jonas, who has no part in any other story.
  const { page, context } = await people.stranger()
  await page.goto('/inbox')
  await expect(page).toHaveURL(/\/sign-in\?callbackUrl=%2Finbox/)
  await page.getByTestId(`demo-person-${people.idOf('Jonas Weber')}`).click()
  await expect(page).toHaveURL(/\/inbox/)
  await enrol(page)
  await page.goto('/inbox')
  await live(page)

  // The agent asks; the open inbox shows it by itself.
  const asked = await machines.ask('billing-agent', wish)
  const answeredAt = Date.now()
  expect(asked).toMatchObject({ status: 'pending', tier: 'approve', progress: { needed: 1, given: 0 }, grant: null })
  const row = await rowOf(page, asked.id)
  testInfo.annotations.push({ type: 'live', description: `row ${Date.now() - answeredAt} ms after the agent’s answer` })
  await expect(row).toContainText('Raise credit limit of customer 2290 to €12,500.00')
  await expect(row).toContainText('billing-agent')

  // The request: the exact action first, facts and claims apart.
  await row.click()
  await expect(page.getByTestId('preview')).toContainText(asked.binding_code)
  await page.keyboard.press('o')
  await expect(page).toHaveURL(new RegExp(`/inbox/${asked.id}$`))
  const main = page.locator('#main')
  await expect(main.getByRole('heading', { level: 1 })).toHaveText(
    'billing-agent wants to raise credit limit of customer 2290 to €12,500.00',
  )
  const deed = main.getByRole('region', { name: 'Exact action' })
  await expect(deed).toContainText('€12,500.00')
  await expect(deed).toContainText('1250000')
  await expect(deed).toContainText('payments.raise_credit_limit')
  await expect(deed).toContainText('customer:2290')
  const claims = page.getByTestId('claims')
  await claims.scrollIntoViewIfNeeded()
  if (!(await claims.getByText(claim).isVisible())) await claims.getByRole('heading').click()
  await expect(claims.getByText(claim)).toBeVisible()
  await expect(claims).toContainText('Written by the agent · not checked')
  await expect(page.getByText(claim)).toHaveCount(1)
  await expect(main).toContainText('A higher credit limit is money lent, so a payments lead consents')
  await expect(main).toContainText(asked.binding_code)

  // Approve: sheet, passkey, receipt.
  await approve(page, 'Checked the ledger: every invoice paid within terms.')
  await expect(page.getByTestId('receipt')).toContainText('passkey, verified')
  await expect(page.getByTestId('receipt-grant')).toContainText('Unused')
  await expect(page.getByTestId('receipt')).toContainText(/Entry \d+ in the log/)

  // The agent learns of it, and nothing of who decided.
  const outcome = await machines.look('billing-agent', asked.id, 10)
  expect(outcome).toMatchObject({ status: 'approved', grant: { status: 'issued', audience: 'refund-runner' } })
  const told = (await machines.call('billing-agent', 'GET', `/requests/${asked.id}`)).body
  expect(JSON.stringify(told)).not.toMatch(/Jonas|usr_|payments-leads|inbox/)

  // The executor, another program with another identity, redeems once, acts and reports.
  const { action, resource, params, executor } = wish
  const grant = outcome.grant?.token ?? ''
  const given = { request_id: asked.id, executor, grant, action, resource, params }
  await handOver(sandboxFolder(console.dataDir), given, AbortSignal.timeout(10_000))
  await expect(page.getByTestId('receipt-grant')).toContainText('The grant is dead.')
  await expect.poll(async () => (await sandbox.state()).creditLimits['2290']).toBe(1_250_000)
  expect(executors.said()).toContain('did payments.raise_credit_limit on customer:2290')

  // The grant is dead: the very same redemption is refused, and the world stays as it is.
  const again = await machines.call(executor, 'POST', '/grants/redeem', { grant, action, resource, params })
  expect(again).toMatchObject({ status: 409, code: 'grant.already_redeemed' })
  expect((await sandbox.state()).creditLimits).toEqual({ ...before, '2290': 1_250_000 })
  await page.goto('/grants?view=ended')
  const ended = page.getByTestId(`grant-row-${outcome.grant?.id}`)
  await expect(ended).toHaveAttribute('data-state', 'completed')
  await expect(ended).toContainText('approved by Jonas Weber')

  // The log proves it, and this browser checks the proof by itself.
  await page.goto(`/audit?request=${asked.id}`)
  const entries = page.locator('[data-testid^="audit-row-"]')
  for (const type of [
    'request.submitted',
    'decision.recorded',
    'request.approved',
    'grant.issued',
    'grant.redeemed',
    'execution.completed',
  ]) {
    const entry = entries.filter({ has: page.getByText(type, { exact: true }) })
    await expect(entry).toHaveCount(1)
    // Numbered and under a signed checkpoint within two seconds.
    await expect(entry).not.toContainText('·')
    await entry.click()
    const proof = page.getByTestId('proof-result')
    await expect(proof).toHaveAttribute('data-ok', 'true')
    await expect(proof).toContainText('Checkpoint signed by a known key')
    await expect(proof).toContainText('leads to the signed root')
    await expect(proof.locator('[data-ok="false"]')).toHaveCount(0)
  }
  await context.close()
})

test('its opposite: denied with code and text, the agent is told why, the executor gets nothing, nothing changed', async ({
  people,
  machines,
  sandbox,
}) => {
  const wish = creditLimit(900_000, '4410')
  const before = await sandbox.state()
  const asked = await machines.ask('billing-agent', wish)
  const { page } = await people.arrive('Tom Ek', { bare: true })
  await openRequest(page, asked.id)
  await page.getByTestId('deny-button').click()
  const sheet = page.getByTestId('deny-sheet')
  await sheet.getByText('Not enough evidence').click()
  await page.getByTestId('deny-reason').fill('Send the credit report of this quarter.')
  await sheet.getByLabel(/Private note/).fill('They were late twice.')
  await sheet.getByText('Ask again, changed').click()
  const promised: unknown = JSON.parse((await page.getByTestId('agent-gets').textContent()) ?? '')
  await page.getByTestId('deny-confirm').click()
  await expect(page.getByTestId('decision-outcome')).toContainText('denied')

  const { body } = await machines.call('billing-agent', 'GET', `/requests/${asked.id}`)
  expect(body).toMatchObject({ status: 'denied', next_action: 'revise', grant: null })
  expect(body).toMatchObject({
    reasons: [{ code: 'insufficient_evidence', message: 'Send the credit report of this quarter.' }, {}],
  })
  // What the sheet said that the agent would get is what it gets; the rest stays among people.
  expect(promised).toMatchObject({ id: asked.id, status: 'denied', next_action: 'revise' })
  expect(JSON.stringify(body)).not.toMatch(/late twice|Tom|usr_/)

  const { action, resource, params, executor } = wish
  for (const grant of ['', 'eyJhbGciOiJub25lIn0.e30.', asked.id]) {
    const refused = await machines.call(executor, 'POST', '/grants/redeem', { grant, action, resource, params })
    expect(refused.status, grant).toBeGreaterThanOrEqual(400)
    expect(refused.body).not.toHaveProperty('execution')
  }
  expect((await machines.call('billing-agent', 'POST', `/requests/${asked.id}/grant`, {})).status).toBe(409)
  expect(await sandbox.state()).toEqual(before)
})
