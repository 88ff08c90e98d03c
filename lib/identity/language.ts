import { chooseLanguage, LANGUAGE_COOKIE } from '@/lib/core/language/languages'
import type { SaidIn } from '@/lib/core/language/said'
import { readCookies } from './cookies'

/** What a browser asks for, chosen as for pages: by its cookie, else by what it accepts. */
export function languageOf(headers: Headers): SaidIn {
  const cookie = readCookies(headers).get(LANGUAGE_COOKIE)
  return chooseLanguage({ cookie, accept: headers.get('accept-language'), pseudo: false }) === 'de' ? 'de' : 'en'
}
