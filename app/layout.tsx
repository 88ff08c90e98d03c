import { GeistMono } from 'geist/font/mono'
import { GeistSans } from 'geist/font/sans'
import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { LanguageProvider } from '@/components/language/provider'
import { Providers } from '@/components/shell/providers'
import { directionOf } from '@/lib/core/language/languages'
import './globals.css'
import { messagesOf, plainText, readLanguage } from './language'
import { themeScript } from './theme-script'

/** Every page needs these: whatever it shows may break, load or be missing. */
const EVERYWHERE = ['words', 'language', 'ui', 'shell'] as const

const METADATA: Metadata = {
  title: { default: 'Countersign', template: '%s · Countersign' },
  robots: { index: false, follow: false },
  referrer: 'same-origin',
  manifest: '/manifest.webmanifest',
  icons: { apple: '/icon-192.png' },
  appleWebApp: { capable: true, title: 'Countersign', statusBarStyle: 'default' },
}

export async function generateMetadata(): Promise<Metadata> {
  return { ...METADATA, description: await plainText('shell.description') }
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, viewportFit: 'cover' }

/** Reading the nonce makes every page dynamic, which a strict Content Security Policy needs anyway. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const language = await readLanguage()
  return (
    <html
      lang={language}
      dir={directionOf(language)}
      className={`${GeistSans.variable} ${GeistMono.variable}`}
      suppressHydrationWarning
    >
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of this repository, no input reaches it */}
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: themeScript }} suppressHydrationWarning />
      </head>
      <body>
        <LanguageProvider language={language} messages={await messagesOf(language, EVERYWHERE)}>
          <Providers nonce={nonce}>{children}</Providers>
        </LanguageProvider>
      </body>
    </html>
  )
}
