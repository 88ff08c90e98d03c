import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { answerLanguage } from '@/lib/platform/spoken-language'
import { inTheirLanguage } from './answer-language'
import { onFault } from './faults'
import { problemResponse } from './problem'

// What is thrown here on purpose is no news.
process.env.LOG_LEVEL = 'silent'

/** People's routes and machines', mounted beside each other as in the front. */
const people = new Hono().basePath('/people')
people.onError(onFault)
people.use(inTheirLanguage)
people.get('/nothing', async () => {
  await new Promise((resolve) => setTimeout(resolve, 5))
  return problemResponse({ code: 'not_found' })
})
people.get('/bug', async () => {
  await Promise.resolve()
  throw new Error('a bug')
})
people.get('/outage', () => {
  throw Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
})
const machines = new Hono().basePath('/machines')
machines.get('/nothing', () => problemResponse({ code: 'not_found' }))
const app = new Hono().route('/', machines).route('/', people)

const ask = (path: string, headers: Record<string, string> = { 'accept-language': 'de' }) =>
  app.request(path, { headers })

describe('the language of an answer', () => {
  test('is the caller’s for a refusal, a bug and an outage', async () => {
    for (const [path, title] of [
      ['/people/nothing', 'Nicht gefunden'],
      ['/people/bug', 'Etwas ist schiefgegangen'],
      ['/people/outage', 'Nicht verfügbar'],
    ] as const) {
      const answer = await ask(path)
      expect(await answer.json()).toMatchObject({ title })
      expect(answer.headers.get('content-language')).toBe('de')
    }
  })

  test('is each caller’s own when many ask at once', async () => {
    const said = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => {
        const language = at % 2 === 0 ? 'de' : 'en'
        const answer = await ask('/people/nothing', { cookie: `other=1; countersign_language=${language}` })
        return [answer.headers.get('content-language'), (await answer.json()).title, language]
      }),
    )
    for (const [got, title, language] of said)
      expect([got, title]).toEqual([language, language === 'de' ? 'Nicht gefunden' : 'Not found'])
  })

  test('is none for machines, whatever they send', async () => {
    const answer = await ask('/machines/nothing')
    expect(await answer.json()).toMatchObject({ title: 'Not found' })
    expect([answer.headers.get('content-language'), answer.headers.get('vary')]).toEqual([null, null])
    expect(answerLanguage()).toBeNull()
  })
})
