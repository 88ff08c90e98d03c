import { stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import { expect, test } from '../support/browser-test'

test('a gap is shown red and denies; the one named signs it with a passkey at another browser, and the next request is judged again', async ({
  people,
  machines,
}) => {
  const [story] = stories.deliverSecret(drawFrom(Math.random, []))
  if (!story) throw new Error('there is no story')
  const ask = () => machines.ask('vault-sync', story.wish)
  expect((await ask()).status).toBe('pending')

  // The owner names somebody else: from that moment on nobody answers.
  const ingrid = await people.arrive('Ingrid Solheim')
  const kofi = await people.arrive('Kofi Mensah')
  const owner = ingrid.page
  await owner.goto('/accountability')
  await owner.getByTestId('matrix').getByTestId('cell-secrets-incident_response').click()
  await owner.getByTestId('choose-other').click()
  await owner.getByTestId('kind-person').click()
  await owner.getByTestId('pick-person').selectOption(kofi.id)
  await owner.getByTestId('assign-submit').click()
  await expect(owner.getByTestId('cell-gap')).toContainText('has not acknowledged it')
  const denied = await ask()
  expect(denied).toMatchObject({ status: 'denied' })
  expect(denied.reasons.map(({ code }) => code)).toEqual(['accountability.gap'])
  await owner.keyboard.press('Escape')
  await expect(owner.getByTestId('gap-headline')).toContainText('new requests are denied')
  await expect(owner.getByTestId('matrix').getByTestId('cell-secrets-incident_response')).toHaveAttribute(
    'data-state',
    'gap',
  )

  // Whoever is named was told, reads what they take on, and signs it.
  await kofi.page.goto('/inbox')
  await kofi.page.getByTestId('notices-bell').click()
  await kofi.page.getByTestId('notice').filter({ hasText: 'incident response in Secrets' }).first().click()
  const mine = kofi.page.getByTestId('mine-secrets-incident_response')
  await expect(mine).toContainText('I lead incident response for Secrets from')
  await kofi.page.getByTestId('sign-secrets-incident_response').click()
  await expect(mine).toHaveAttribute('data-state', 'ok')

  // The owner sees it without reloading, and the agent is judged again.
  await expect(owner.getByTestId('matrix').getByTestId('cell-secrets-incident_response')).toHaveAttribute(
    'data-state',
    'ok',
  )
  expect((await ask()).status).toBe('pending')
})
