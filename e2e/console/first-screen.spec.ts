import { expect, test } from '../support/browser-test'

const KIB = 1024

for (const path of ['/sign-in', '/inbox']) {
  test(`the scripts of ${path} come compressed, are kept for good, and are less than 200 KiB`, async ({ people }) => {
    const { context } = await people.arrive('Mei Lin', { bare: true })
    const html = await (await context.request.get(path)).text()
    // What is for browsers without modules is loaded by no browser that can sign.
    const tags = [...html.matchAll(/<script[^>]*>/g)].map(([tag]) => tag).filter((tag) => !/nomodule/i.test(tag))
    const sources = tags.flatMap((tag) => /src="(\/_next\/static\/[^"]+\.js)"/.exec(tag)?.[1] ?? [])
    const scripts = [...new Set(sources)]
    expect(scripts.length).toBeGreaterThan(5)
    let bytes = 0
    for (const src of scripts) {
      const answer = await context.request.get(src, { headers: { 'accept-encoding': 'br, gzip' } })
      expect(answer.headers()).toMatchObject({
        'content-encoding': 'br',
        vary: expect.stringMatching(/accept-encoding/i),
        'content-type': expect.stringContaining('javascript'),
        'cache-control': expect.stringContaining('immutable'),
        'x-content-type-options': 'nosniff',
      })
      bytes += Number(answer.headers()['content-length'])
      const plain = await context.request.get(src, { headers: { 'accept-encoding': 'gzip' } })
      expect(await plain.text()).toBe(await answer.text())
    }
    expect(bytes).toBeLessThan(200 * KIB)
  })
}
