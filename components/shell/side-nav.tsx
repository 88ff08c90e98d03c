'use client'
import { clsx } from 'clsx'
import { LogOut, PanelLeft } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { Me } from '@/lib/people/schema'
import { Mark } from './mark'
import { ACCOUNT, isCurrent, NAVIGATION, type NavItem, SETTINGS } from './navigation'

/** "Approver · passkey signed in" */
export function standing(t: Translate<'shell'>, me: Me): string {
  const role = me.person.roles[0] ?? 'member'
  return t('standing.line', { role: t(`standing.${role}`), method: t(`standing.${me.session.method}`) })
}

export function SideNav({ me, onSignOut }: { me: Me | undefined; onSignOut: () => void }) {
  const t = useTranslations('shell')
  return (
    <nav
      aria-label={t('nav.main')}
      className="sticky top-0 flex h-dvh flex-col border-line border-e bg-sunken px-2 pb-3 max-tablet:hidden print:hidden!"
    >
      <div className="flex h-(--top) items-center justify-between">
        <Link href="/inbox" className="flex min-h-8 items-center gap-2.5 px-2 font-semibold tracking-[-0.01em]">
          <Mark />
          <span className="folded:hidden">Countersign</span>
        </Link>
        <button
          type="button"
          onClick={foldRail}
          className="grid size-7 place-items-center rounded-md text-fg-3 hover:text-fg folded:hidden"
          aria-label={t('nav.fold')}
          title={t('nav.fold')}
        >
          <PanelLeft className="size-4" aria-hidden="true" />
        </button>
      </div>
      <p
        className="mb-3 flex h-9 items-center truncate rounded-md border border-line bg-panel px-2 text-13 folded:hidden"
        title={t('nav.organisation')}
      >
        {me?.organisation.name ?? ' '}
      </p>
      <div className="flex flex-1 flex-col gap-px overflow-auto">
        {NAVIGATION.map(({ section, items }) => (
          <div key={section ?? 'work'} className="flex flex-col gap-px">
            {section ? <p className="px-2 pt-4 pb-1 text-12 text-fg-3 folded:hidden">{t(`nav.${section}`)}</p> : null}
            {items.map((item) => (
              <RailLink key={item.href} item={item} count={item.count ? me?.counts[item.count] : undefined} />
            ))}
          </div>
        ))}
      </div>
      <div className="-mx-2 mt-2 border-line border-t px-2 pt-2">
        <button
          type="button"
          onClick={foldRail}
          className="hidden size-9 place-items-center rounded-md text-fg-3 hover:text-fg desk:folded:grid"
          aria-label={t('nav.unfold')}
        >
          <PanelLeft className="size-4" aria-hidden="true" />
        </button>
        <RailLink item={SETTINGS} count={me?.counts.proposals} />
        <RailLink item={ACCOUNT} />
        <div className="flex items-center gap-2.5 px-2 py-1 text-13">
          <div className="min-w-0 flex-1 folded:hidden">
            <p className="truncate">{me?.person.name ?? ' '}</p>
            <p className="truncate text-12 text-fg-3">{me ? standing(t, me) : ' '}</p>
          </div>
          <button
            type="button"
            onClick={onSignOut}
            aria-label={t('nav.signOut')}
            title={t('nav.signOut')}
            className="grid size-7 flex-none place-items-center rounded-md text-fg-3 hover:text-fg"
          >
            <LogOut className="size-4" aria-hidden="true" />
          </button>
        </div>
      </div>
    </nav>
  )
}

function RailLink({ item, count }: { item: NavItem; count?: number | undefined }) {
  const t = useTranslations('shell')
  const current = isCurrent(item, usePathname())
  const Icon = item.icon
  return (
    <Link
      href={item.href}
      aria-current={current ? 'page' : undefined}
      title={t(`nav.${item.name}`)}
      className="group flex min-h-8 items-center gap-2.5 rounded-md px-2 text-13 text-fg-2 hover:bg-line/55 hover:text-fg aria-[current=page]:bg-sheet aria-[current=page]:font-medium aria-[current=page]:text-fg aria-[current=page]:ring-1 aria-[current=page]:ring-line folded:min-h-9 folded:justify-center"
    >
      <Icon className="size-4 flex-none text-fg-3 group-aria-[current=page]:text-fg" aria-hidden="true" />
      <span className="folded:sr-only">{t(`nav.${item.name}`)}</span>
      {count ? (
        <span
          className={clsx(
            'ms-auto text-12 folded:hidden',
            item.alarming ? 'text-danger' : 'text-fg-3 group-aria-[current=page]:text-fg',
          )}
        >
          {item.alarming ? t('nav.gaps', { count }) : count}
        </span>
      ) : null}
    </Link>
  )
}

function foldRail(): void {
  const root = document.documentElement
  const folded = root.dataset.rail !== 'folded'
  if (folded) root.dataset.rail = 'folded'
  else delete root.dataset.rail
  localStorage.setItem('countersign.rail', folded ? 'folded' : 'open')
}
