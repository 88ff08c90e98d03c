import { type StoryName, stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import type { Stage } from './stage'

const JONAS = 'Jonas Weber'
const TOM = 'Tom Ek'

/** Asks for a mixture of things that Jonas and Tom decide on. */
async function mixture(stage: Stage, times: number): Promise<string[]> {
  const names: StoryName[] = [
    'mediumRefund',
    'largeRefund',
    'payoutToNewAccount',
    'raiseCreditLimit',
    'largeRefundWithHiddenText',
  ]
  const ids: string[] = []
  for (let n = 0; n < times; n++)
    for (const name of names) {
      const [story] = stories[name](drawFrom(Math.random, stage.demo.people))
      if (story) ids.push(await stage.ask(story))
    }
  return ids
}

/** The inbox beyond its first look: tabs, filters, groups, several at once, claims, questions, my activity. */
export const inboxScenes: Record<string, (stage: Stage) => Promise<void>> = {
  'inbox-work': async (stage) => {
    await mixture(stage, 2)
    const jonas = await stage.actor(JONAS)
    const tom = await stage.actor(TOM)
    const { page } = jonas
    await page.goto('/inbox')
    await page.getByTestId('preview').waitFor()
    await page.getByTestId('filter-box').fill('env:prod level:T9 agent:billing-agent ')
    await page.getByTestId('split-keep').click()
    await page.getByTestId('split-title').fill('Billing')
    await stage.shoot(page, 'inbox-save-view')
    await page.getByTestId('split-save').click()
    await page.getByTestId('split-sheet').waitFor({ state: 'detached' })
    await page.getByTestId('filter-box').focus()
    await stage.shoot(page, 'inbox-filter-help')
    await page.keyboard.press('Escape')
    await page
      .getByTestId('splits-arrange')
      .waitFor({ timeout: 3_000 })
      .catch(() => {})
    await page.goto('/inbox?group=agent&sort=newest')
    await page.getByTestId('preview').waitFor()
    await tom.page.goto('/inbox')
    await tom.page.getByTestId('preview').waitFor()
    await tom.page.keyboard.press('j')
    await tom.page.keyboard.press('m')
    await tom.page.getByTestId('claim-line').waitFor()
    await page.waitForTimeout(600)
    await stage.shoot(page, 'inbox-by-agent')
    await page.keyboard.press('x')
    await page.keyboard.press('J')
    await page.keyboard.press('J')
    await stage.shoot(page, 'inbox-several')
    await page.keyboard.press('r')
    await page.getByTestId('hand-over-reason').waitFor()
    await stage.shoot(page, 'inbox-hand-over')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.goto('/inbox?group=similar')
    await page.getByTestId('preview').waitFor()
    await page.keyboard.press('h')
    await page.getByTestId('snooze-sheet').waitFor()
    await stage.shoot(page, 'inbox-snooze')
    await page.keyboard.press('Escape')
  },

  'inbox-question': async (stage) => {
    const [story] = stories.mediumRefund(drawFrom(Math.random, stage.demo.people))
    if (!story) throw new Error('there is no refund')
    const id = await stage.ask(story)
    const jonas = await stage.actor(JONAS)
    await stage.open(jonas, id)
    await jonas.page.keyboard.press('q')
    await jonas.page.getByTestId('question-text').fill('Which of the two charges is the wrong one?')
    await stage.shoot(jonas.page, 'question-sheet')
    await jonas.page.getByTestId('question-confirm').click()
    await jonas.page.getByTestId('questions').waitFor()
    await stage.answer(story.agent, id, 'The second one: it was made 40 seconds after the first for the same order.')
    await jonas.page.getByTestId('answer').waitFor()
    await jonas.page.getByTestId('questions').scrollIntoViewIfNeeded()
    await stage.shoot(jonas.page, 'question-answered')
  },

  'inbox-overload': async (stage) => {
    await mixture(stage, 6)
    const jonas = await stage.actor(JONAS)
    await jonas.page.goto('/inbox')
    await jonas.page.getByTestId('overload').waitFor()
    await stage.shoot(jonas.page, 'inbox-overload')
    await jonas.page.goto('/requests?q=level%3E%3DT2%20agent%3Abilling-agent%20')
    await jonas.page.waitForTimeout(800)
    await stage.shoot(jonas.page, 'requests-filtered')
  },

  'my-activity': async (stage) => {
    const tom = await stage.actor(TOM)
    await tom.page.goto('/me')
    await tom.page.getByTestId('my-stats').waitFor()
    await stage.shoot(tom.page, 'my-activity')
  },
}
