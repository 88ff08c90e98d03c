import { type Browser, type BrowserContext, type BrowserContextOptions, expect, type Page } from '@playwright/test'
import type { Console } from './browser-console'
import { type CarriedPasskey, Device } from './browser-device'
import type { Browsers } from './browser-pool'

/** Somebody at a browser of their own, signed in, with a passkey device. */
export interface Someone {
  readonly id: string
  readonly name: string
  readonly context: BrowserContext
  readonly page: Page
  readonly device: Device
}

interface Arrival extends BrowserContextOptions {
  /** Without a passkey: the device is there and empty. */
  readonly bare?: boolean
}

/** What people carry from one test to the next: the passkey that they once enrolled. */
export type Wallet = Map<string, CarriedPasskey>

/** Lets people of the demo come to their browsers, and sees them off. */
export class Reception {
  readonly #present: (Someone & { readonly options: BrowserContextOptions })[] = []

  constructor(
    private readonly browser: Browser,
    private readonly browsers: Browsers,
    private readonly console: Console,
    private readonly wallet: Wallet,
    private readonly options: BrowserContextOptions,
  ) {}

  /** The person's id by name. */
  idOf(name: string): string {
    const person = this.console.demo.people.find((candidate) => candidate.name === name)
    if (!person) throw new Error(`there is no ${name} in the demo`)
    return person.id
  }

  /** A browser that nobody is signed in at. */
  async stranger(
    options: BrowserContextOptions = {},
  ): Promise<{ context: BrowserContext; page: Page; device: Device }> {
    const context = await this.browser.newContext({ ...this.options, ...options, baseURL: this.console.baseUrl })
    const page = await context.newPage()
    return { context, page, device: await Device.on(page) }
  }

  /** Signs in by the demo's own way in, and brings along the passkey; the first time it is enrolled in Account. */
  async arrive(name: string, { bare = false, ...options }: Arrival = {}): Promise<Someone> {
    const id = this.idOf(name)
    const all = { ...this.options, ...options, baseURL: this.console.baseUrl }
    const context = await this.browsers.take(all)
    const page = await context.newPage()
    const someone: Someone = { id, name, context, page, device: await Device.on(page) }
    this.#present.push({ ...someone, options: all })
    await signInAsDemo(someone.context, this.console.baseUrl, id)
    const carried = this.wallet.get(id)
    if (carried) await someone.device.add(carried)
    else if (!bare) await enrol(someone.page)
    return someone
  }

  /** Everybody leaves; their passkeys, with the counters as they are, stay in the wallet. */
  async close(): Promise<void> {
    for (const { id, context, device, options } of this.#present.splice(0)) {
      const [passkey] = await device.passkeys().catch(() => [])
      if (passkey) this.wallet.set(id, passkey)
      await this.browsers.giveBack(context, options)
    }
  }
}

/** Enrols a passkey in Account, as a person does. */
export async function enrol(page: Page, name = 'Laptop'): Promise<void> {
  await page.goto('/account')
  await page.getByTestId('passkey-name').fill(name)
  await page.getByTestId('passkey-add').click()
  // Empty again when it was stored; a refusal leaves it as it was.
  await expect(page.getByTestId('passkey-name')).toHaveValue('')
  await expect(page.locator('#passkeys').getByText(name, { exact: true })).toBeVisible()
}

/** A session for the browser, by the routes that the sign-in page uses. */
async function signInAsDemo(context: BrowserContext, baseUrl: string, personId: string): Promise<void> {
  const { csrfToken } = await (await context.request.get('/api/auth/csrf')).json()
  const answer = await context.request.post('/api/auth/callback/demo', {
    headers: { origin: baseUrl },
    form: { csrfToken, person_id: personId, callbackUrl: baseUrl, json: 'true' },
  })
  expect(answer.ok(), await answer.text()).toBe(true)
}

/** Decides without a screen, by the calls that the console's own script makes; for what happens elsewhere. */
export async function decideElsewhere(
  someone: Someone,
  requestId: string,
  decision: { verb: 'approve' | 'deny' | 'abstain'; [member: string]: unknown },
) {
  const { request } = someone.context
  const { presentation_digest } = await (await request.get(`/api/console/requests/${requestId}`)).json()
  return request.post(`/api/console/requests/${requestId}/decisions`, {
    headers: { 'sec-fetch-site': 'same-origin' },
    data: { presentation_digest, expanded: [], ...decision },
  })
}
