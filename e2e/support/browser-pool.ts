import type { Browser, BrowserContext, BrowserContextOptions } from '@playwright/test'

/** What a page can leave in a browser beside cookies; its copies of the scripts stay, which is what this is for. */
const LEFT_BEHIND = 'local_storage,indexeddb,cache_storage,service_workers'
const usedUp = new WeakSet<BrowserContext>()

/** Something was built into this browser that cannot be taken out again: nobody else gets it. */
export function useUp(context: BrowserContext): void {
  usedUp.add(context)
}

/**
 * Browsers that people of one test after the other sit down at. Each is handed on signed out, with no page and nothing stored,
 * but with the scripts that it has loaded and compiled: to do that for every story costs more than most stories.
 */
export class Browsers {
  readonly #free = new Map<string, BrowserContext[]>()

  constructor(private readonly browser: Browser) {}

  async take(options: BrowserContextOptions): Promise<BrowserContext> {
    return this.#free.get(JSON.stringify(options))?.pop() ?? this.browser.newContext(options)
  }

  async giveBack(context: BrowserContext, options: BrowserContextOptions): Promise<void> {
    const page = usedUp.has(context) ? undefined : await context.newPage().catch(() => undefined)
    // Taken apart by the story itself, or not to be handed on.
    if (page === undefined) return context.close()
    const cdp = await context.newCDPSession(page)
    await cdp.send('Storage.clearDataForOrigin', { origin: String(options.baseURL), storageTypes: LEFT_BEHIND })
    for (const open of context.pages()) await open.close()
    await context.clearCookies()
    await context.clearPermissions()
    await context.setOffline(false)
    const kind = JSON.stringify(options)
    this.#free.set(kind, [...(this.#free.get(kind) ?? []), context])
  }
}
