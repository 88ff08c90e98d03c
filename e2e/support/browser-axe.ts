import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'
import type { ElementContext, RunOptions } from 'axe-core'
import { expect } from './browser-test'

export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1440, height: 900 }

/** How a page can look: as somebody sets it in their system. Forced colours is what Windows calls high contrast. */
export type Scheme = 'light' | 'dark' | 'forced'

const WHOLE: RunOptions['runOnly'] = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** In the dark and in forced colours only colours differ. */
const COLOURS: RunOptions['runOnly'] = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] }

/**
 * What axe finds on the page as it stands, as one line each. Of a part of a page not in forced colours, where all parts have the
 * few colours of the system.
 */
export async function findings(
  page: Page,
  name: string,
  within?: string,
  schemes: readonly Scheme[] = within ? ['light', 'dark'] : ['light', 'dark', 'forced'],
): Promise<string[]> {
  const found: string[] = []
  if (within) await expect(page.locator(within).first()).toBeVisible()
  for (const scheme of schemes) {
    const dark = scheme === 'dark'
    await page.emulateMedia({
      colorScheme: dark ? 'dark' : 'light',
      forcedColors: scheme === 'forced' ? 'active' : 'none',
    })
    await expect(page.locator('html')).toHaveAttribute('data-theme', dark ? 'dark' : 'light')
    for (const line of await violations(page, within, scheme === 'light' ? WHOLE : COLOURS))
      found.push(`${name}, ${scheme}: ${line}`)
  }
  await page.emulateMedia({ forcedColors: 'none' })
  return found
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const provided = new WeakSet<Page>()

/** Puts axe into the page as it stands, and into every page that is opened in its place: to bring it along costs a tenth of that. */
async function provide(page: Page): Promise<void> {
  if (!provided.has(page)) await page.addInitScript(AXE)
  provided.add(page)
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE)
}

/** Runs axe in the page itself, where it stays until the page goes; only what is wrong comes back. */
async function violations(page: Page, within: string | undefined, runOnly: RunOptions['runOnly']): Promise<string[]> {
  await provide(page)
  const context: ElementContext = {
    ...(within && { include: [[within]] }),
    // Every line of a text is made as the first ones are, and there may be hundreds.
    exclude: [['.cm-line:nth-child(n + 30)'], ['.cm-gutterElement:nth-child(n + 30)']],
  }
  return page.evaluate(async (given) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { context, runOnly } = JSON.parse(given)
    const { violations } = await axe.run(context, { resultTypes: ['violations'], runOnly, preload: false })
    return violations.flatMap(({ id, impact, nodes }) =>
      nodes
        .slice(0, 3)
        .map(
          ({ target, failureSummary }) =>
            `${impact} ${id} at ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
        ),
    )
  }, JSON.stringify({ context, runOnly }))
}
