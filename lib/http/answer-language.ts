import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { chooseLanguage, LANGUAGE_COOKIE } from '@/lib/core/language/languages'
import { env } from '@/lib/platform/env'
import { speakingIn } from '@/lib/platform/spoken-language'

/** What everything behind it says and refuses is said in the person's language, chosen as for pages (app/language.tsx). */
export const inTheirLanguage: MiddlewareHandler = (c, next) => {
  const language = chooseLanguage({
    cookie: getCookie(c, LANGUAGE_COOKIE),
    accept: c.req.header('accept-language') ?? null,
    pseudo: env().demo,
  })
  // The pseudo-languages are catalogues of messages only.
  return speakingIn(language === 'de' ? 'de' : 'en', next)
}
