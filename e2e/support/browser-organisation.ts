import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test'
import { Device } from './browser-device'
import type { RunningServer } from './server'

/** Somebody of a new organisation, at a browser of their own with a passkey device. */
export interface Member {
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
}

/** Opens a browser for somebody who is not there yet. */
export async function newBrowser(
  browser: Browser,
  server: RunningServer,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: server.baseUrl, viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await Device.on(page)
  return { context, page }
}

/** Takes the one-time link, makes a passkey by it and signs in with it. `first`: what the first administrator is asked beside. */
export async function arriveByLink(
  browser: Browser,
  server: RunningServer,
  link: string,
  name: string,
  first?: { email: string; organisation: string },
): Promise<Member> {
  const { context, page } = await newBrowser(browser, server)
  await page.goto(link)
  if (first) {
    await page.getByLabel('Your name').fill(name)
    await page.getByLabel('E-mail').fill(first.email)
    await page.getByLabel('Organisation').fill(first.organisation)
  }
  await page.getByLabel('Name of this passkey').fill(`${name}’s device`)
  await page.getByTestId('welcome-submit').click()
  await page.getByTestId('welcome-continue').click()
  await page.getByTestId('passkey-sign-in').click()
  await expect(page).toHaveURL(/\/inbox/)
  // Going elsewhere while the page still arrives would call this navigation off.
  await page.waitForLoadState('load')
  await expect(page.getByTestId('empty-state')).toBeVisible()
  return { name, context, page }
}

/** An administrator adds somebody; gives the one-time link, which is shown this once. */
export async function invite(admin: Page, who: { name: string; email: string }): Promise<string> {
  await admin.goto('/settings/members')
  await admin.getByTestId('add-person').click()
  const sheet = admin.getByTestId('add-person-sheet')
  await sheet.getByLabel('Name').fill(who.name)
  await sheet.getByLabel('E-mail').fill(who.email)
  await sheet.getByTestId('add-person-submit').click()
  const link = await admin.getByTestId('one-time-link').textContent()
  await admin.getByRole('button', { name: 'Done' }).click()
  return (link ?? '').trim()
}

/** Opens a person's page from the list of members. */
export async function openMember(admin: Page, name: string): Promise<void> {
  await admin.goto('/settings/members')
  await admin.getByRole('link', { name }).first().click()
  await expect(admin).toHaveURL(/\/settings\/members\/usr_/)
}

/** Says why and proposes what the open sheet is about. */
export async function propose(admin: Page, why: string): Promise<void> {
  const sheet = admin.getByTestId('propose-sheet')
  await sheet.getByTestId('propose-reason').fill(why)
  await sheet.getByTestId('propose').click()
  await expect(sheet).toHaveCount(0)
}

/** Registers a machine by the sheet of the tab, and gives the key that is shown this once. */
export async function registerMachine(
  page: Page,
  tab: 'agents' | 'executors',
  machine: { slug: string; title: string; sponsor: string; runtime?: string },
): Promise<string> {
  await page.goto(tab === 'agents' ? '/agents' : '/agents?view=executors')
  await page.getByTestId('register').click()
  await page.getByTestId('machine-slug').fill(machine.slug)
  await page.getByTestId('machine-title').fill(machine.title)
  const sponsor = page.getByTestId('machine-sponsor')
  await expect(sponsor.locator('option', { hasText: machine.sponsor })).toHaveCount(1)
  await sponsor.selectOption(
    (await sponsor.locator('option', { hasText: machine.sponsor }).getAttribute('value')) ?? '',
  )
  if (machine.runtime) await page.getByTestId('machine-runtime').selectOption(machine.runtime)
  await page.getByTestId('register-confirm').click()
  await expect(page).toHaveURL(new RegExp(tab === 'agents' ? '/agents/agt_' : '/agents/exr_'))
  await page.getByTestId('new-credential').click()
  await page.getByTestId('credential-confirm').click()
  const key = ((await page.getByTestId('api-key').textContent()) ?? '').trim()
  await page.getByTestId('credential-stored').check()
  await page.getByTestId('credential-done').click()
  return key
}
