'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import { LANGUAGE_COOKIE, LANGUAGE_NAMES, LANGUAGES } from '@/lib/core/language/languages'
import type { SaidIn } from '@/lib/core/language/said'
import { useLanguage } from './provider'

const YEAR_S = 365 * 86_400

/** Which language this browser gets. The choice is a cookie, so that the first paint has it; `onChoose` is told of it. */
export function LanguageChoice({ onChoose }: { onChoose?: (language: SaidIn) => void }) {
  const t = useTranslations('language')
  const router = useRouter()
  const language = useLanguage()
  const listed = LANGUAGES.some((each) => each === language) ? LANGUAGES : [...LANGUAGES, language]
  function choose(next: string) {
    const secure = window.location.protocol === 'https:' ? '; secure' : ''
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser that we support
    document.cookie = `${LANGUAGE_COOKIE}=${next}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`
    const said = LANGUAGES.find((each) => each === next)
    if (said) onChoose?.(said)
    router.refresh()
  }
  return (
    <Select
      aria-label={t('choose')}
      value={language}
      onChange={(event) => choose(event.target.value)}
      data-testid="language"
    >
      {listed.map((each) => (
        <option key={each} value={each} lang={each}>
          {LANGUAGE_NAMES[each]}
        </option>
      ))}
    </Select>
  )
}
