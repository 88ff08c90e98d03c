import { stories } from '@/demo/stories'
import { drawFrom } from '@/demo/stories/story'
import { refund } from '@/e2e/support/browser-wishes'
import type { Actor, Stage } from './stage'

const TOM = 'Tom Ek'

/** Approves so many small refunds without opening one. */
async function blindly(stage: Stage, { context }: Actor, from: number, count: number): Promise<void> {
  for (let at = 0; at < count; at++) {
    const wish = refund(from + at * 100)
    const id = await stage.ask({ agent: 'support-agent', says: 'a small refund', wish })
    const path = `/api/console/requests/${id}`
    const { presentation_digest } = await (await context.request.get(path)).json()
    await context.request.post(`${path}/decisions`, {
      headers: { 'sec-fetch-site': 'same-origin' },
      data: { verb: 'approve', presentation_digest, reason: '', expanded: [] },
    })
  }
}

/** The fatigue guard: a breath, a question, a wrong answer, a rest. */
export const guardScenes: Record<string, (stage: Stage) => Promise<void>> = {
  guard: async (stage) => {
    const tom = await stage.actor(TOM)
    const { page } = tom
    const [story] = stories.raiseCreditLimit(drawFrom(Math.random, stage.demo.people))
    if (!story) return
    const id = await stage.ask(story)
    await blindly(stage, tom, 6_000, 4)
    await stage.open(tom, id)
    await page.getByTestId('guard-strip').waitFor()
    await stage.shoot(page, 'guard-nudge')
    await page.getByTestId('guard-strip').getByText('Why this is here').click()
    await stage.shoot(page, 'guard-nudge-why')
    await page.keyboard.press('a')
    await page.getByTestId('guard-nudge').waitFor()
    await stage.shoot(page, 'guard-nudge-sheet')
    await page.keyboard.press('Escape')

    await blindly(stage, tom, 7_000, 4)
    await stage.open(tom, id)
    await stage.shoot(page, 'guard-check')
    await page.keyboard.press('a')
    await page.getByTestId('question').waitFor()
    await stage.shoot(page, 'guard-question')
    // Until an answer was wrong; two of three are.
    for (let tries = 0; tries < 6 && !(await page.getByTestId('question-wrong').isVisible()); tries++) {
      if (await page.getByTestId('approve-sheet').isVisible()) break
      await page.getByTestId('question-choice-0').click()
      await page.getByTestId('question-answer').click()
      await page.waitForTimeout(600)
    }
    if (await page.getByTestId('question-wrong').isVisible()) {
      await stage.shoot(page, 'guard-question-wrong')
      await page.getByTestId('question-look').click()
      await page.locator('[data-look-again]').waitFor()
      await stage.shoot(page, 'guard-look-again')
    }
    await page.keyboard.press('Escape')

    await blindly(stage, tom, 8_000, 4)
    await stage.open(tom, id)
    await page
      .getByText(/Others approve until/)
      .first()
      .waitFor()
    await stage.shoot(page, 'guard-rest')
    await page.goto(`/inbox?sel=${id}`)
    await page.getByTestId('preview').getByTestId('guard-strip').waitFor()
    await stage.shoot(page, 'guard-rest-inbox')
  },
}
