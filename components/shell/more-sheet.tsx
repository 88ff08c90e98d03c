'use client'
import { LogOut, Search, SunMoon } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { Sheet } from '@/components/ui/sheet'
import type { Me } from '@/lib/people/schema'
import { ACCOUNT, NAVIGATION, SETTINGS } from './navigation'
import { standing } from './side-nav'
import { toggleTheme } from './theme'

const ROW = 'flex min-h-12 w-full items-center gap-3 border-line border-b text-14'

/** What does not fit into the tab bar of a phone. */
export function MoreSheet({
  me,
  onClose,
  onSearch,
  onSignOut,
}: {
  me: Me | undefined
  onClose: () => void
  onSearch: () => void
  onSignOut: () => void
}) {
  const t = useTranslations('shell')
  return (
    <Sheet
      open
      onClose={onClose}
      title={me?.person.name ?? t('nav.more')}
      head={{ below: me ? <p className="text-13 text-fg-2">{standing(t, me)}</p> : null }}
      rule={false}
    >
      <div className="px-4 pb-6">
        <button type="button" className={ROW} onClick={onSearch}>
          <Search className="size-5 text-fg-3" aria-hidden="true" />
          {t('nav.search')}
        </button>
        {[...NAVIGATION.flatMap((group) => group.items), SETTINGS, ACCOUNT]
          .filter((item) => item.href !== '/inbox' && item.href !== '/requests')
          .map((item) => (
            <Link key={item.href} href={item.href} className={ROW} onClick={onClose}>
              <item.icon className="size-5 text-fg-3" aria-hidden="true" />
              {t(`nav.${item.name}`)}
            </Link>
          ))}
        <button type="button" className={ROW} onClick={toggleTheme}>
          <SunMoon className="size-5 text-fg-3" aria-hidden="true" />
          {t('theme.either')}
        </button>
        <button type="button" className={`${ROW} border-b-0`} onClick={onSignOut}>
          <LogOut className="size-5 text-fg-3" aria-hidden="true" />
          {t('nav.signOut')}
        </button>
      </div>
    </Sheet>
  )
}
