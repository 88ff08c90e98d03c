'use client'
import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { IntlProvider, useLocale, useMessages } from 'use-intl'
import { INTL_TAGS, type Language } from '@/lib/core/language/languages'
import type { Catalogue } from '@/messages/areas'

const LanguageContext = createContext<Language>('en')

/** The language of this page. */
export const useLanguage = () => useContext(LanguageContext)

/** Gives the whole page its language and the words that every page needs. */
export function LanguageProvider({
  language,
  messages,
  children,
}: {
  language: Language
  messages: Partial<Catalogue>
  children: ReactNode
}) {
  return (
    <LanguageContext value={language}>
      <IntlProvider locale={INTL_TAGS[language]} messages={messages} timeZone="UTC">
        {children}
      </IntlProvider>
    </LanguageContext>
  )
}

/** Adds the words of some areas to those that are there already. */
export function MoreMessages({ messages, children }: { messages: Partial<Catalogue>; children: ReactNode }) {
  const before = useMessages()
  const all = useMemo(() => ({ ...before, ...messages }), [before, messages])
  return (
    <IntlProvider locale={useLocale()} messages={all}>
      {children}
    </IntlProvider>
  )
}
