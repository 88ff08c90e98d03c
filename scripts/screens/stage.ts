import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from '@playwright/test'
import { MachineClient } from '@/demo/machine-client'
import type { Story } from '@/demo/stories/story'
import { requestAnswer } from '@/demo/wire'
import { Device } from '@/e2e/support/browser-device'
import type { DemoFile } from '@/prisma/seed/demo-file'

const WIDTHS = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } }
const THEMES = ['light', 'dark'] as const

/** Somebody who is signed in, with a passkey of their own. */
export type Actor = { page: Page; context: BrowserContext; device: Device }

/** What the scenes play on: people who sign in, agents who ask, and the camera. */
export class Stage {
  taken = 0
  readonly #actors = new Map<string, Promise<Actor>>()

  constructor(
    private readonly browser: Browser,
    readonly baseUrl: string,
    readonly demo: DemoFile,
    private readonly out: string,
  ) {}

  /** Takes the picture at both widths, light and dark, of the very same state. */
  async shoot(page: Page, name: string, whole = false): Promise<void> {
    for (const [width, size] of Object.entries(WIDTHS)) {
      for (const theme of THEMES) {
        await page.setViewportSize(size)
        await page.emulateMedia({ colorScheme: theme })
        await page.waitForTimeout(250)
        await page.screenshot({ path: join(this.out, `${name}-${width}-${theme}.png`), fullPage: whole })
        this.taken++
      }
    }
    await page.setViewportSize(WIDTHS[1440])
    await page.emulateMedia({ colorScheme: 'light' })
  }

  /** A page of somebody who is not signed in. */
  async stranger(): Promise<Page> {
    const context = await this.browser.newContext({ baseURL: this.baseUrl, locale: 'en-GB', timezoneId: 'UTC' })
    return context.newPage()
  }

  /** Signs in once as this person and enrols a passkey on a virtual authenticator, unless `bare`. */
  actor(name: string, bare = false): Promise<Actor> {
    const known = this.#actors.get(name)
    if (known) return known
    const made = this.#signIn(name, bare)
    this.#actors.set(name, made)
    return made
  }

  async #signIn(name: string, bare: boolean): Promise<Actor> {
    const person = this.demo.people.find((candidate) => candidate.name === name)
    if (!person) throw new Error(`there is no ${name} in the demo`)
    const page = await this.stranger()
    await page.setViewportSize(WIDTHS[1440])
    const device = await Device.on(page)
    await page.goto('/sign-in')
    await page.getByTestId(`demo-person-${person.id}`).click()
    await page.waitForURL('**/inbox**')
    if (!bare) {
      await page.goto('/account')
      await page.getByTestId('passkey-name').fill('Laptop')
      await page.getByTestId('passkey-add').click()
      await page.getByText('Laptop', { exact: true }).waitFor()
    }
    return { page, context: page.context(), device }
  }

  /** Lets an agent ask, over the public API; answers with the request's id. */
  async ask(story: Story, supersedes?: string): Promise<string> {
    const machine = this.demo.agents.find((agent) => agent.slug === story.agent)
    if (!machine) throw new Error(`there is no agent ${story.agent}`)
    const client = new MachineClient(this.baseUrl, machine, 'private_key_jwt', AbortSignal.timeout(30_000))
    const answer = await client.call(requestAnswer, {
      method: 'POST',
      path: '/api/v1/requests',
      body: supersedes ? { ...story.wish, supersedes } : story.wish,
      idempotencyKey: randomUUID(),
    })
    return answer.id
  }

  /** Lets the agent answer the first question that it was asked on its request. */
  async answer(slug: string, requestId: string, text: string): Promise<void> {
    const machine = this.demo.agents.find((agent) => agent.slug === slug)
    const call = async (method: 'GET' | 'POST', path: string, body?: object) => {
      const answer = await fetch(`${this.baseUrl}/api/v1/requests/${requestId}${path}`, {
        method,
        headers: { authorization: `Bearer ${machine?.api_key}`, 'content-type': 'application/json' },
        ...(body && { body: JSON.stringify(body) }),
      })
      if (!answer.ok) throw new Error(`answering was answered ${answer.status}`)
      return answer.json()
    }
    const { questions } = await call('GET', '')
    await call('POST', '/answers', { question: questions[0].id, text })
  }

  /** Opens a request and waits until it can be read. */
  async open({ page }: Actor, id: string): Promise<void> {
    await page.goto(`/inbox/${id}`)
    await page.getByTestId('quorum-tracker').waitFor()
    await page.waitForTimeout(400)
  }
}
