import { type StoryName, stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import type { Actor, Stage } from './stage'

/** The first wish of a story, with values drawn afresh. */
export function wish(stage: Stage, name: StoryName) {
  const [story] = stories[name](drawFrom(Math.random, stage.demo.people))
  if (!story) throw new Error(`${name} asks for nothing`)
  return story
}

/** Makes every answer of one console address fail in a chosen way, until the returned function is called. */
export async function breaking(
  { page }: Actor,
  path: string,
  how: 'hang' | 'fail' | 'abort',
): Promise<() => Promise<void>> {
  const pattern = `**/api/console${path}**`
  await page.route(pattern, async (route) => {
    if (how === 'abort') return route.abort()
    if (how === 'fail')
      return route.fulfill({
        status: 503,
        contentType: 'application/problem+json',
        body: '{"code":"unavailable","detail":"The database does not answer."}',
      })
    // Never answered: the page is loading.
  })
  return () => page.unroute(pattern)
}
