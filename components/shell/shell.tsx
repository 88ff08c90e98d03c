'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, useContext, useMemo, useState, useSyncExternalStore } from 'react'
import { useTranslations } from 'use-intl'
import { meOptions, signOut } from '@/lib/people/client'
import { ConnectionBanner } from './connection-dot'
import { useLiveUpdates } from './live-updates'
import { ACCOUNT, NAVIGATION, SETTINGS } from './navigation'
import { PageLoading } from './page-states'
import { ShortcutProvider, useShortcuts } from './shortcuts'
import { SideNav } from './side-nav'
import { TabBar } from './tab-bar'

const CommandPalette = dynamic(() => import('./command-palette').then((module) => module.CommandPalette), {
  ssr: false,
})
const ShortcutsDialog = dynamic(() => import('./shortcuts-dialog').then((module) => module.ShortcutsDialog), {
  ssr: false,
})
const MoreSheet = dynamic(() => import('./more-sheet').then((module) => module.MoreSheet), { ssr: false })

const ShellContext = createContext<{ openPalette: () => void; openKeys: () => void }>({
  openPalette: () => {},
  openKeys: () => {},
})
export const useShell = () => useContext(ShellContext)

/** Everything around a page of the console. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <ShortcutProvider>
      <Frame>{children}</Frame>
    </ShortcutProvider>
  )
}

const never = () => () => {}

function Frame({ children }: { children: ReactNode }) {
  const t = useTranslations('shell')
  const [open, setOpen] = useState<'palette' | 'keys' | 'more' | null>(null)
  const router = useRouter()
  const queryClient = useQueryClient()
  const { data: me } = useQuery(meOptions())
  useLiveUpdates()
  useShortcuts([
    ...[...NAVIGATION.flatMap((group) => group.items), SETTINGS, ACCOUNT].map((item) => ({
      keys: item.key,
      label: t('keys.goToPlace', { place: t(`nav.${item.name}`) }),
      group: t('keys.goTo'),
      run: () => router.push(item.href),
    })),
    { keys: 'mod+k', label: t('nav.search'), group: t('keys.anywhere'), run: () => setOpen('palette') },
    { keys: '?', label: t('keys.all'), group: t('keys.anywhere'), run: () => setOpen('keys') },
  ])
  const shell = useMemo(() => ({ openPalette: () => setOpen('palette'), openKeys: () => setOpen('keys') }), [])
  // Pages draw answers that may come before their part of the document is hydrated; they begin in the browser.
  const hydrated = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const close = () => setOpen(null)
  async function leave() {
    await signOut().catch(() => {})
    queryClient.clear()
    window.location.assign('/sign-in')
  }
  return (
    <ShellContext value={shell}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-ink px-3 py-2 text-on-ink focus:not-sr-only focus:fixed focus:top-2 focus:start-2"
      >
        {t('nav.skip')}
      </a>
      <div className="min-h-dvh print:block! tablet:grid tablet:grid-cols-[56px_minmax(0,1fr)] desk:grid-cols-[224px_minmax(0,1fr)] desk:in-data-[rail=folded]:grid-cols-[56px_minmax(0,1fr)]">
        <SideNav me={me} onSignOut={leave} />
        <div className="flex min-h-dvh min-w-0 flex-col">
          {me?.organisation.is_demo ? (
            <section
              aria-label={t('demo.label')}
              className="border-line border-b bg-sunken px-4 py-1 text-12 text-fg-2 tablet:px-6"
              data-testid="demo-banner"
            >
              {t.rich('demo.note', {
                b: (words) => <b className="font-medium text-warn">{words}</b>,
                wide: (words) => <span className="max-tablet:hidden">{words}</span>,
              })}
            </section>
          ) : null}
          <ConnectionBanner />
          {hydrated ? children : <PageLoading />}
        </div>
      </div>
      <TabBar onMore={() => setOpen('more')} inboxCount={me?.counts.inbox ?? 0} />
      {open === 'palette' ? <CommandPalette onClose={close} onKeys={() => setOpen('keys')} /> : null}
      {open === 'keys' ? <ShortcutsDialog onClose={close} /> : null}
      {open === 'more' ? (
        <MoreSheet me={me} onClose={close} onSearch={() => setOpen('palette')} onSignOut={leave} />
      ) : null}
    </ShellContext>
  )
}
