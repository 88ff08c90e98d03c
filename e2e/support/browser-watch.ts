import type { BrowserContext, Page } from '@playwright/test'
import { useUp } from './browser-pool'

/** What a browser did that nobody should have made it do. */
export interface Watch {
  /** Addresses asked for outside of the server's own origin. */
  readonly outside: string[]
  /** Dialogs that some script opened. */
  readonly dialogs: string[]
  /** What the content security policy had to stop. */
  readonly stopped: string[]
  /** Decisions that were sent. */
  readonly decisions: string[]
}

/** Watches everything that pages of `context` ask for from now on. */
export async function watch(context: BrowserContext, origin: string): Promise<Watch> {
  useUp(context)
  const seen: Watch = { outside: [], dialogs: [], stopped: [], decisions: [] }
  context.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) seen.outside.push(url)
    if (request.method() === 'POST' && url.endsWith('/decisions')) seen.decisions.push(request.postData() ?? '')
  })
  context.on('dialog', (dialog) => {
    seen.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await context.exposeFunction('countersignStopped', (what: string) => void seen.stopped.push(what))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const report: unknown = Reflect.get(window, 'countersignStopped')
      if (typeof report === 'function') report(`${event.violatedDirective} ${event.blockedURI}`)
    })
  })
  return seen
}

/** Every address that a click on the page could lead to. */
export function links(page: Page): Promise<string[]> {
  return page
    .locator('a[href], area[href], form[action], [src], [srcset], link[href], object[data], [ping]')
    .evaluateAll((nodes) =>
      nodes.flatMap((node) =>
        ['href', 'action', 'src', 'srcset', 'data', 'ping'].flatMap((name) => {
          const value = node.getAttribute(name)
          return value === null || value === '' ? [] : [new URL(value, document.baseURI).href]
        }),
      ),
    )
}
