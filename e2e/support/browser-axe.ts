import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './browser-test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const COLOURS = ['color-contrast', 'link-in-text-block']
export const PHONE = { width: 390, height: 844 }
export const DESK = { width: 1440, height: 900 }

/** What axe finds on the page as it stands, as one line each; in the dark, where only colours differ, its colours. */
export async function findings(
  page: Page,
  name: string,
  within?: string,
  schemes: readonly ('light' | 'dark')[] = ['light', 'dark'],
): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
    // In the page itself, and without a description of all that is well, which is most of the work.
    const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] })
    if (within) axe.include(within)
    // Every line of a text is made as the first ones are, and there may be hundreds.
    axe.exclude('.cm-line:nth-child(n + 30)').exclude('.cm-gutterElement:nth-child(n + 30)')
    const { violations } = await (colorScheme === 'light' ? axe.withTags(RULES) : axe.withRules(COLOURS)).analyze()
    for (const { id, impact, nodes } of violations)
      for (const { target, failureSummary } of nodes.slice(0, 3))
        found.push(
          `${name}, ${colorScheme}: ${impact} ${id} at ${target.join(' ')}: ${failureSummary?.replace(/\s+/g, ' ')}`,
        )
  }
  return found
}
