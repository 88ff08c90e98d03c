/** The languages that people choose from; the first one is what nobody chose. */
export const LANGUAGES = ['en', 'de'] as const
/** English made long and accented, and English made right to left: they show what a translation would break. */
const PSEUDO = ['en-XA', 'ar-XB'] as const

export type Language = (typeof LANGUAGES)[number] | (typeof PSEUDO)[number]

/** Where the person's choice is kept. */
export const LANGUAGE_COOKIE = 'countersign_language'

/** Each language under its own name, for those who read no other. */
export const LANGUAGE_NAMES = { en: 'English', de: 'Deutsch', 'en-XA': 'Éñĝļîšĥ', 'ar-XB': 'Right to left' } as const

/** What `Intl` is asked with. */
export const INTL_TAGS = { en: 'en-GB', de: 'de-DE', 'en-XA': 'en-GB', 'ar-XB': 'ar-EG' } as const
export type IntlTag = (typeof INTL_TAGS)[Language]

export function directionOf(language: Language): 'ltr' | 'rtl' {
  return language === 'ar-XB' ? 'rtl' : 'ltr'
}

/**
 * The language of a page: the person's choice, else what the browser asks for (RFC 9110, section 12.5.4), else English.
 * The pseudo-languages are only ever chosen, and only where `pseudo` says so.
 */
export function chooseLanguage(asked: {
  cookie: string | undefined
  accept: string | null
  pseudo: boolean
}): Language {
  const open: readonly Language[] = asked.pseudo ? [...LANGUAGES, ...PSEUDO] : LANGUAGES
  const chosen = open.find((language) => language === asked.cookie)
  if (chosen) return chosen
  for (const range of byPreference(asked.accept ?? '')) {
    const found = LANGUAGES.find((language) => range === language || range.startsWith(`${language}-`))
    if (found) return found
  }
  return LANGUAGES[0]
}

/** The ranges of an Accept-Language header, wanted most first; what is refused (`q=0`) or no number is left out. */
function byPreference(header: string): string[] {
  return header
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase())
      const quality = parameters.find((parameter) => parameter.startsWith('q='))
      return { range, quality: quality === undefined ? 1 : Number(quality.slice(2)) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ range }) => range)
}
