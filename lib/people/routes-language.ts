import { z } from 'zod'
import type { PersonActor } from '@/lib/core/actor'
import { ok } from '@/lib/core/result'
import { none, operationFor } from '@/lib/http/operation'
import { chooseLanguage } from './choose-language'

/** POST /api/console/me/language */
const languageBody = z.strictObject({ language: z.enum(['en', 'de']) })

export const language = operationFor<PersonActor>()({
  docs: {
    id: 'chooseLanguage',
    tag: 'People',
    summary: 'Say which language I read',
    description: 'Messages to me are written in it. The pages of the console go by the cookie of the browser.',
    answers: { 200: { description: 'It is kept.', schema: languageBody } },
    refusals: [],
  },
  params: none,
  query: none,
  body: languageBody,
  handle: async ({ actor, body }) => {
    const chosen = await chooseLanguage({ actor }, body)
    return chosen.ok ? ok({ status: 200, body }) : chosen
  },
})
