'use client'
import { clsx } from 'clsx'
import { Ellipsis } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import { isCurrent, NAVIGATION } from './navigation'

/** What is used all day; everything else is under More. */
const TABS = NAVIGATION.flatMap((group) => group.items).filter((item) =>
  ['/inbox', '/requests', '/grants'].includes(item.href),
)

const TAB =
  'relative grid min-h-14 justify-items-center gap-0.5 py-2 text-12 text-fg-3 aria-[current=page]:font-medium aria-[current=page]:text-fg'

/** Phones: the same places, under the thumb. The request page has its own bar instead. */
export function TabBar({ onMore, inboxCount }: { onMore: () => void; inboxCount: number }) {
  const t = useTranslations('shell.nav')
  const pathname = usePathname()
  const items = TABS
  const elsewhere = !items.some((item) => isCurrent(item, pathname))
  // Where something is decided, its own foot stands there.
  const inRequest = /^\/(inbox\/.|batch)/.test(pathname)
  return (
    <nav
      aria-label={t('main')}
      className={clsx(
        'fixed inset-x-0 bottom-0 z-30 grid-cols-4 border-line border-t bg-panel pb-[env(safe-area-inset-bottom)] tablet:hidden',
        inRequest ? 'hidden' : 'grid',
      )}
    >
      {items.map((item) => (
        <Link
          key={item.href}
          href={item.href}
          aria-current={isCurrent(item, pathname) ? 'page' : undefined}
          className={TAB}
        >
          <item.icon className="size-5" aria-hidden="true" />
          <span>
            {t(item.name)}
            {item.href === '/inbox' && inboxCount > 0 ? <span className="text-fg-3"> {inboxCount}</span> : null}
          </span>
        </Link>
      ))}
      <button type="button" onClick={onMore} className={TAB} aria-current={elsewhere ? 'page' : undefined}>
        <Ellipsis className="size-5" aria-hidden="true" />
        {t('more')}
      </button>
    </nav>
  )
}
