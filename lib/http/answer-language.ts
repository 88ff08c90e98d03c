import { AsyncLocalStorage } from 'node:async_hooks'
import type { MiddlewareHandler } from 'hono'
import { getCookie } from 'hono/cookie'
import { chooseLanguage, LANGUAGE_COOKIE } from '@/lib/core/language/languages'
import { env } from '@/lib/platform/env'
import type { SaidIn } from './problems/say'

const spoken = new AsyncLocalStorage<SaidIn>()

/**
 * The language of the refusals of this call; null where the answer is for machines, which read English whatever they send.
 * It follows the call by itself, so that no office has to hand it on and none can forget it.
 */
export function answerLanguage(): SaidIn | null {
  return spoken.getStore() ?? null
}

/** Refusals of everything behind it are said in the person's language, chosen as for pages (app/language.tsx). */
export const inTheirLanguage: MiddlewareHandler = (c, next) => {
  const language = chooseLanguage({
    cookie: getCookie(c, LANGUAGE_COOKIE),
    accept: c.req.header('accept-language') ?? null,
    pseudo: env().demo,
  })
  // The pseudo-languages are catalogues of messages only.
  return spoken.run(language === 'de' ? 'de' : 'en', next)
}
