import type { Actor, Stage } from './stage'

const INGRID = 'Ingrid Solheim'
const NADIA = 'Nadia Karimi'

/** Names somebody for incident response of Secrets: until they sign, its requests are denied. */
async function openGap({ page }: Actor, nadia: string): Promise<void> {
  await page.goto('/accountability?cell=secrets.incident_response')
  await page.getByTestId('choose-other').click()
  await page.getByTestId('kind-person').click()
  await page.getByTestId('pick-person').selectOption(nadia)
  await page.getByTestId('assign-submit').click()
  await page.getByTestId('cell-gap').waitFor()
}

/** Who answers for what, the notices, and what one person answers for. */
export const accountabilityScenes: Record<string, (stage: Stage) => Promise<void>> = {
  accountability: async (stage) => {
    const ingrid = await stage.actor(INGRID)
    const nadia = await stage.actor(NADIA)
    const noor = await stage.actor('Noor Haddad')
    const { page } = noor
    await page.goto('/accountability')
    await page.getByTestId('confirm-mine').waitFor()
    await page.getByTestId('cell-payments-logging').first().waitFor()
    await stage.shoot(page, 'accountability', true)
    await page.goto('/accountability?view=gaps&q=nothing%20like%20that')
    await page.getByTestId('empty-state').waitFor()
    await stage.shoot(page, 'accountability-empty')

    await openGap(ingrid, stage.demo.people.find(({ name }) => name === NADIA)?.id ?? '')
    await ingrid.page.waitForTimeout(400)
    await stage.shoot(ingrid.page, 'accountability-cell')
    await ingrid.page.getByTestId('withdraw').click()
    await stage.shoot(ingrid.page, 'accountability-withdraw')
    await page.goto('/accountability?cell=secrets.incident_response')
    await page.getByTestId('cell-gap').waitFor()
    await stage.shoot(page, 'accountability-gap')
    await page.keyboard.press('Escape')
    await stage.shoot(page, 'accountability-gaps', true)

    await nadia.page.goto('/accountability/mine')
    await nadia.page.getByTestId('sign-secrets-incident_response').waitFor()
    await stage.shoot(nadia.page, 'accountability-mine', true)
    await nadia.page.getByTestId('notices-bell').click()
    await nadia.page.getByTestId('notice').first().waitFor()
    await stage.shoot(nadia.page, 'notices')
    await nadia.page.keyboard.press('Escape')
    await nadia.page.getByTestId('sign-secrets-incident_response').click()
    await nadia.page.locator('[data-testid="mine-secrets-incident_response"][data-state="ok"]').waitFor()
    await stage.shoot(nadia.page, 'accountability-signed', true)

    const elif = await stage.actor('Elif Demir', true)
    await elif.page.goto('/accountability')
    await elif.page.getByTestId('confirm-mine').waitFor()
    await elif.page.waitForTimeout(500)
    await stage.shoot(elif.page, 'accountability-nothing')
    await elif.page.getByTestId('notices-bell').click()
    await elif.page.getByTestId('empty-state').last().waitFor()
    await stage.shoot(elif.page, 'notices-empty')

    const hugo = await stage.actor('Hugo Pereira')
    await hugo.page.goto('/accountability/people')
    await hugo.page.getByText('Piotr Nowak').waitFor()
    await stage.shoot(hugo.page, 'accountability-people', true)
    await hugo.page.getByText('Piotr Nowak').click()
    await hugo.page.getByTestId('hand-over').waitFor()
    await stage.shoot(hugo.page, 'accountability-person', true)
  },
}
