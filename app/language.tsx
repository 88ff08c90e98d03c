import compile from 'icu-minify/compile'
import type { Metadata } from 'next'
import { cookies, headers } from 'next/headers'
import { cache, type ReactNode } from 'react'
import { MoreMessages } from '@/components/language/provider'
import { chooseLanguage, LANGUAGE_COOKIE, type Language } from '@/lib/core/language/languages'
import { mirrored, stretched } from '@/lib/core/language/pseudo'
import { env } from '@/lib/platform/env'
import { AREAS, type Area, type Catalogue } from '@/messages/areas'

/** A text by its whole path. All of them as a type are more than the compiler takes; the catalogue's test follows each. */
type Key = `${Area}.${string}`

/** The language of this request. The pseudo-languages are for whoever looks at the layout, and for no production. */
export const readLanguage = cache(async (): Promise<Language> => {
  return chooseLanguage({
    cookie: (await cookies()).get(LANGUAGE_COOKIE)?.value,
    accept: (await headers()).get('accept-language'),
    pseudo: env().demo,
  })
})

/** The messages of some areas in one language, compiled; no other language leaves the server. */
export async function messagesOf<A extends Area>(language: Language, areas: readonly A[]): Promise<Pick<Catalogue, A>> {
  return Object.fromEntries(await Promise.all(areas.map(async (area) => [area, await compiled(language, area)])))
}

const known = new Map<string, unknown>()

async function compiled(language: Language, area: Area): Promise<unknown> {
  const name = `${language}/${area}`
  if (!known.has(name)) {
    const file = language === 'de' ? 'de' : 'en'
    const change = language === 'en-XA' ? stretched : language === 'ar-XB' ? mirrored : (message: string) => message
    const { default: messages } = await import(`../messages/${file}/${area}.json`)
    // The compiler gives objects without prototype, which React does not send to the browser.
    known.set(
      name,
      changed(messages, (message) => structuredClone(compile(change(message)))),
    )
  }
  return known.get(name)
}

/** Gives what is inside the words of these areas: in the layout of the section that needs them. */
export async function Words({ areas, children }: { areas: readonly Area[]; children: ReactNode }) {
  return <MoreMessages messages={await messagesOf(await readLanguage(), areas)}>{children}</MoreMessages>
}

/** The title of a page before its scripts run: `export const generateMetadata = titled('sign-in.title')`. */
export function titled(key: Key): () => Promise<Metadata> {
  return async () => ({ title: await plainText(key) })
}

/** A text without arguments, for what the server writes itself. */
export async function plainText(key: Key): Promise<string> {
  const path = key.split('.')
  const messages = await messagesOf(
    await readLanguage(),
    AREAS.filter((area) => area === path[0]),
  )
  return String(path.reduce<unknown>((inner, name) => Reflect.get(Object(inner), name), messages))
}

function changed(messages: unknown, change: (message: string) => unknown): unknown {
  if (typeof messages === 'string') return change(messages)
  return Object.fromEntries(Object.entries(messages ?? {}).map(([key, value]) => [key, changed(value, change)]))
}
