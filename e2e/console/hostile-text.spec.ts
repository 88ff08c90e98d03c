import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { revealHidden } from '@/lib/core/text/hidden'
import { openRequest, unfold } from '../support/browser-desk'
import { expect, test } from '../support/browser-test'
import { links, watch } from '../support/browser-watch'
import { refund } from '../support/browser-wishes'

const naughty = z
  .array(z.string())
  .parse(JSON.parse(readFileSync(new URL('fixtures/blns.json', import.meta.url), 'utf8')))
const URLS = [
  'javascript:alert(document.domain)',
  'java\nscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:msgbox(1)',
  'https://accounts.kestrel.example@evil.example/login',
  'https://xn--80ak6aa92e.com/',
  '//evil.example/x',
  'https://evil.example/pixel.png',
]
const MARKUP = [
  '![beacon](https://evil.example/beacon.png)',
  '<img src=https://evil.example/i.png onerror=alert(1)>',
  '[click here](https://evil.example)',
  '<a href="https://evil.example" ping="https://evil.example/p">approve</a>',
  '<meta http-equiv="refresh" content="0;url=https://evil.example">',
  '<link rel=stylesheet href=//evil.example/c.css><style>@import "//evil.example/d.css"</style>',
  '<svg onload=alert(1)><script>alert(1)</script></svg>',
  '</script><script>alert(1)</script>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: somebody else's template language
  '${alert(1)} {{constructor.constructor("alert(1)")()}}',
]

/** As the screen shows it: hidden characters as tokens. */
function shown(text: string): string {
  return revealHidden(text)
    .parts.map((part) => {
      if ('text' in part) return part.text
      const { label, repeat } = part.hidden
      return repeat > 1 ? `⟦${label} ×${repeat}⟧` : `⟦${label}⟧`
    })
    .join('')
}

test('what an agent writes is text and nothing else: it runs nothing, loads nothing, leads nowhere (ATTACKS 9-11)', async ({
  console,
  people,
  machines,
}) => {
  const texts = [...MARKUP, ...URLS, ...naughty]
  const claims = Object.fromEntries(texts.map((text, at) => [`c${at}`, text]))
  const whole = await machines.ask(
    'billing-agent',
    refund(
      60_000,
      { memo: MARKUP[1]?.slice(0, 140) ?? '' },
      {
        justification: MARKUP.join('\n'),
        claims,
        trace: MARKUP.map((summary) => ({ tool: '<b>tool</b>', summary })),
        external_refs: URLS.map((url, at) => ({ system: '<i>sys</i>', id: String(at), url })),
      },
    ),
  )
  const letters = [0, 1, 2].map((part) =>
    naughty
      .filter((_, at) => at % 3 === part)
      .join('\n')
      .slice(0, 6_000),
  )
  const asked = await Promise.all(
    letters.map((letter) => machines.ask('billing-agent', refund(60_000, { letter }, { justification: letter }))),
  )

  const { context, page } = await people.arrive('Mei Lin', { bare: true })
  const seen = await watch(context, console.baseUrl)
  await openRequest(page, whole.id)
  const box = page.getByTestId('claims')
  await box.evaluate((node) => Object.assign(node, { open: true }))
  await expect(box.getByText('c0', { exact: true })).toBeVisible()
  const drawn = await box
    .locator('dl > div')
    .evaluateAll((rows) =>
      Object.fromEntries(
        rows.map((row) => [row.querySelector('dt')?.textContent, row.querySelector('dd')?.textContent]),
      ),
    )
  for (const [name, text] of Object.entries(claims)) expect(drawn[name], name).toBe(shown(text))
  expect(await box.locator('a, img, iframe, script, style, form, button, input').count()).toBe(0)
  for (const url of URLS) await expect(box).toContainText(shown(url))
  await box.getByText('https://evil.example/pixel.png').first().click()
  await box.getByText('javascript:alert(document.domain)').first().click()
  await expect(page).toHaveURL(`${console.baseUrl}/inbox/${whole.id}`)

  for (const { id } of asked) {
    await openRequest(page, id)
    await unfold(page)
    await page.keyboard.press('e')
    await page.getByTestId('verify-digest').click()
    await expect(page.getByTestId('verify-result').getByLabel('holds')).toHaveCount(3)
    await page.keyboard.press('Escape')
  }
  await page.goto(`/audit?request=${whole.id}`)
  await page.locator('[data-testid^="audit-row-"]').last().click()
  await expect(page.getByTestId('proof-result')).toHaveAttribute('data-ok', 'true')
  for (const path of ['/inbox', '/requests', `/inbox/${whole.id}`]) {
    await page.goto(path)
    await expect(page.locator('#main').getByText('billing-agent').first()).toBeVisible()
    for (const link of await links(page)) expect(link).toMatch(new RegExp(`^${console.baseUrl}/`))
  }

  expect(seen.outside).toEqual([])
  expect(seen.dialogs).toEqual([])
  // The policy had nothing to stop, because nothing was ever markup.
  expect(seen.stopped).toEqual([])
})
