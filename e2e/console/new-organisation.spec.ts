import { expect, type Page, test } from '@playwright/test'
import { arriveByLink, invite, openMember, propose, registerMachine } from '../support/browser-organisation'
import { type RunningServer, startServer } from '../support/server'

let server: RunningServer
test.beforeAll(async () => {
  test.setTimeout(120_000)
  server = await startServer()
})
test.afterAll(async () => {
  await server.stop()
})

/** Rules for every tier, on two actions. */
const RULES = `@id("look") @tier("allow") @reason("Looking at an order changes nothing")
permit (principal in Runtime::"shop-agents", action == Action::"orders.look", resource in Environment::"prod");

@id("refund-small") @tier("notify") @reason("Small refunds are checked afterwards")
permit (principal in Runtime::"shop-agents", action == Action::"orders.refund", resource in Environment::"prod")
when { context.params.amount <= 1000 };

@id("refund-medium") @tier("approve") @approvers("team:order-desk") @grant_ttl("10m") @decide_within("1h")
@reason("Somebody looks at the order first")
permit (principal in Runtime::"shop-agents", action == Action::"orders.refund", resource in Environment::"prod")
when { context.params.amount > 1000 && context.params.amount <= 10000 };

@id("refund-large") @tier("approve") @approvers("team:order-desk") @stepup("passkey") @grant_ttl("10m") @decide_within("1h")
@reason("Large refunds are signed")
permit (principal in Runtime::"shop-agents", action == Action::"orders.refund", resource in Environment::"prod")
when { context.params.amount > 10000 && context.params.amount <= 50000 };

@id("refund-huge") @tier("approve") @approvers("team:order-desk") @quorum("2") @stepup("passkey") @grant_ttl("10m") @decide_within("1h")
@reason("Huge refunds are signed by two people")
permit (principal in Runtime::"shop-agents", action == Action::"orders.refund", resource in Environment::"prod")
when { context.params.amount > 50000 && context.params.amount <= 100000 };

@id("refund-never") @reason("Nobody refunds that much at once")
forbid (principal, action == Action::"orders.refund", resource)
when { context.params.amount > 100000 };`

const saved = (page: Page) => expect(page.getByTestId('save-state')).toHaveAttribute('data-state', 'saved')

/** Adds an action type in the open catalogue. */
async function addActionType(
  page: Page,
  type: { name: string; title: string; verb: string; template: string; schema: object; params: object },
): Promise<void> {
  await page.getByTestId('catalogue-pane').getByRole('button', { name: 'Action type', exact: true }).click()
  const sheet = page.getByTestId('action-type-sheet')
  await sheet.getByLabel('Title', { exact: true }).fill(type.title)
  await sheet.getByLabel('Name', { exact: true }).fill(type.name)
  await sheet.getByLabel('Kind of resource').fill('order')
  await sheet.getByLabel('Params', { exact: true }).fill(JSON.stringify(type.schema))
  await sheet.getByLabel('Example params').fill(JSON.stringify(type.params))
  await sheet.getByLabel('Example resource').fill('order:1001')
  await sheet.getByLabel('Executor of the example').selectOption('order-runner')
  await sheet.getByLabel('Sentence').fill(type.template)
  await sheet.getByLabel('Verb').fill(type.verb)
  await sheet.getByLabel('How it is undone').fill('The shop asks for the money again.')
  await expect(sheet.getByText('The example fits the schema.')).toBeVisible()
  await sheet.getByRole('button', { name: 'Done' }).click()
}

test('from an empty installation to the first request: people, a workflow with a rule for every tier, who answers, a reviewed boundary, an agent that is judged as simulated', async ({
  browser,
}) => {
  test.setTimeout(300_000)
  // The first administrator, by the printed link.
  const printed = /http:\/\/localhost:\d+\/welcome#token=[A-Za-z0-9_-]+/.exec(server.output())?.[0] ?? ''
  const ada = await arriveByLink(browser, server, printed, 'Ada King', {
    email: 'ada@shop.example',
    organisation: 'Shop Ltd',
  })
  const admin = ada.page

  // People: one who will answer for it, one who is independent. Roles and teams are applied at once while nothing is in force.
  const links = {
    boris: await invite(admin, { name: 'Boris Vian', email: 'boris@shop.example' }),
    clara: await invite(admin, { name: 'Clara Zetkin', email: 'clara@shop.example' }),
  }
  const boris = await arriveByLink(browser, server, links.boris, 'Boris Vian')
  const clara = await arriveByLink(browser, server, links.clara, 'Clara Zetkin')
  await openMember(admin, 'Clara Zetkin')
  await admin.getByTestId('give-compliance').click()
  await propose(admin, 'Reviews what we do with agents.')
  await admin.goto('/settings/teams')
  await admin.getByTestId('new-team').click()
  await admin.getByLabel('Title').fill('Order desk')
  await admin.getByLabel('Slug').fill('order-desk')
  await admin.getByRole('button', { name: 'Create the team' }).click()
  await expect(admin.getByTestId('team-order-desk')).toBeVisible()
  for (const name of ['Boris Vian', 'Clara Zetkin']) {
    await openMember(admin, name)
    await admin.getByTestId('add-to-team').click()
    await admin.getByTestId('propose-sheet').getByRole('combobox').fill('Order')
    await admin.getByRole('option', { name: /Order desk/ }).click()
    await propose(admin, 'Knows the orders.')
    await expect(admin.locator('#teams')).toContainText('order-desk')
  }

  // Machines: a runtime of our own, an agent and an executor, each with a key that is shown once.
  await admin.goto('/agents?view=runtimes')
  await admin.getByTestId('register').click()
  await admin.getByTestId('runtime-slug').fill('shop-agents')
  await admin.getByTestId('runtime-title').fill('Agents of the shop')
  await admin.getByTestId('runtime-confirm').click()
  await expect(admin).toHaveURL(/\/agents\/runtimes\//)
  const agentKey = await registerMachine(admin, 'agents', {
    slug: 'order-agent',
    title: 'Order agent',
    sponsor: 'Ada King',
    runtime: 'shop-agents',
  })
  await registerMachine(admin, 'executors', { slug: 'order-runner', title: 'Order runner', sponsor: 'Ada King' })

  // A workflow: catalogue, then rules.
  await admin.goto('/boundaries')
  await admin.getByTestId('new-workflow').click()
  const workflow = admin.getByTestId('new-workflow-sheet')
  await workflow.getByLabel('Title', { exact: true }).fill('Orders')
  await workflow.getByLabel('What it is').fill('Refunds of orders in the shop.')
  await workflow.getByTestId('new-workflow-confirm').click()
  await expect(admin).toHaveURL(/\/boundaries\/orders$/)
  await admin.getByTestId('open-draft').click()
  await expect(admin).toHaveURL(/\/boundaries\/orders\/edit/)
  await admin.getByRole('button', { name: 'Catalogue' }).click()
  const catalogue = admin.getByTestId('catalogue-pane')
  await catalogue.getByRole('combobox', { name: 'Agents that may ask' }).selectOption('order-agent')
  await catalogue.getByRole('combobox', { name: 'Executors that may redeem' }).selectOption('order-runner')
  await catalogue.getByRole('combobox', { name: 'Runtimes they run in' }).selectOption('shop-agents')
  await catalogue.getByRole('button', { name: 'Resource', exact: true }).click()
  const resource = admin.getByTestId('resource-sheet')
  await resource.getByLabel('Title').fill('Orders')
  await resource.getByLabel('Kind', { exact: true }).fill('order')
  await resource.getByLabel('Pattern').fill('order:*')
  await resource.getByLabel('Environment').fill('prod')
  await resource.getByLabel('Sensitivity').fill('personal')
  await resource.getByRole('button', { name: 'Done' }).click()
  await addActionType(admin, {
    name: 'orders.look',
    title: 'Look at an order',
    verb: 'look',
    template: 'Look at {resource}',
    schema: { type: 'object', additionalProperties: false, properties: {} },
    params: {},
  })
  await addActionType(admin, {
    name: 'orders.refund',
    title: 'Refund an order',
    verb: 'refund',
    template: 'Refund {amount} of {resource}',
    schema: {
      type: 'object',
      additionalProperties: false,
      required: ['amount'],
      properties: { amount: { type: 'integer', minimum: 1, maximum: 1_000_000 } },
    },
    params: { amount: 2_500 },
  })
  await admin.locator('.cm-content').fill(RULES)
  await saved(admin)
  await expect(admin.getByTestId('check-state')).toHaveAttribute('data-checking', 'false')

  // What the agent's first request would meet.
  const wish = { agent: 'order-agent', action: 'orders.refund', resource: 'order:1001', params: { amount: 20_000 } }
  await admin.getByTestId('try-box').getByRole('textbox').fill(JSON.stringify(wish))
  await admin.getByTestId('try-run').click()
  const simulated = admin.getByTestId('try-answer')
  await expect(simulated).toContainText('T2')
  await expect(simulated).toContainText('refund-large')
  await expect(simulated).toContainText('Boris Vian')

  // Handed in, but nobody answers for the workflow yet: it cannot be put in force.
  await admin.getByTestId('submit-change').click()
  await admin.getByTestId('submit-title').fill('The first rules for orders')
  await admin.getByTestId('submit-note').fill('Before any agent works on orders.')
  await admin.getByTestId('submit-confirm').click()
  await expect(admin).toHaveURL(/\/boundaries\/orders\/change/)

  // Five roles are named and acknowledged, each with a passkey.
  for (const [role, name] of [
    ['accountable_owner', 'Boris Vian'],
    ['approval_logic', 'Boris Vian'],
    ['incident_response', 'Boris Vian'],
    ['logging', 'Clara Zetkin'],
    ['execution', 'Clara Zetkin'],
  ] as const) {
    await admin.goto('/accountability')
    await admin.getByTestId('matrix').getByTestId(`cell-orders-${role}`).click()
    await admin.getByTestId('kind-person').click()
    const pick = admin.getByTestId('pick-person')
    await expect(pick.locator('option', { hasText: name })).toHaveCount(1)
    await pick.selectOption((await pick.locator('option', { hasText: name }).getAttribute('value')) ?? '')
    await admin.getByTestId('assign-submit').click()
    await expect(admin.getByTestId('cell-gap')).toContainText('has not acknowledged it')
    const { page } = name === 'Boris Vian' ? boris : clara
    await page.goto('/accountability/mine')
    await page.getByTestId(`sign-orders-${role}`).click()
    await expect(page.getByTestId(`mine-orders-${role}`)).toHaveAttribute('data-state', 'ok')
  }

  // The author cannot let it through; the accountable owner and somebody independent do.
  await admin.goto('/boundaries/orders/change')
  await expect(admin.getByTestId('not-yours')).toBeVisible()
  for (const [{ page }, last] of [
    [boris, false],
    [clara, true],
  ] as const) {
    await page.goto('/boundaries/orders/change')
    const panel = page.getByTestId('decision-panel')
    await panel.getByTestId('review-reason').fill('Read every rule and the example of each level.')
    await panel.getByTestId('review-approve').click()
    await expect(page.getByTestId('change-receipt')).toHaveAttribute('data-active', String(last))
  }
  await admin.goto('/boundaries/orders')
  await expect(admin.locator('#main')).toContainText('v1 is in force')

  // The agent's first request is judged as simulated, and somebody consents with a passkey.
  const asked = await admin.request.post(`${server.baseUrl}/api/v1/requests`, {
    headers: { authorization: `Bearer ${agentKey}`, cookie: '' },
    data: { workflow: 'orders', ...wish, agent: undefined, executor: 'order-runner', justification: 'Damaged.' },
  })
  expect(asked.status(), await asked.text()).toBe(202)
  const request = await asked.json()
  expect(request).toMatchObject({ status: 'pending', tier: 'approve', reasons: [{ rule: 'refund-large' }] })
  await boris.page.goto(`/inbox/${request.id}`)
  await expect(boris.page.getByRole('heading', { level: 1 })).toContainText('refund 20,000')

  // From now on what weakens takes two people: a role is proposed and waits.
  await openMember(admin, 'Boris Vian')
  await admin.getByTestId('give-admin').click()
  await propose(admin, 'So that there are two administrators.')
  await clara.page.goto('/settings/proposals')
  await expect(clara.page.getByRole('button', { name: /apply/i }).first()).toBeVisible()
  await Promise.all([ada, boris, clara].map(({ context }) => context.close()))
})
