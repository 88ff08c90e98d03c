'use client'
import { clsx } from 'clsx'
import { Moon, Search, Sun } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { NoticesBell } from '@/components/notices/bell'
import { OnCallChip } from '@/components/rota/on-call-chip'
import { CommandKey } from '@/components/ui/command-key'
import { Kbd } from '@/components/ui/kbd'
import { ConnectionDot } from './connection-dot'
import { useShell } from './shell'
import { toggleTheme } from './theme'

/** The bar of every page: where you are on the left, what is always there on the right. */
export function TopBar({ children, className }: { children: ReactNode; className?: string }) {
  const t = useTranslations('shell')
  const { openPalette } = useShell()
  return (
    <header
      className={clsx(
        'sticky top-0 z-20 flex h-(--top) items-center gap-3 border-line border-b bg-page px-4 tablet:px-6 print:hidden',
        className,
      )}
    >
      <div className="flex min-w-0 items-center gap-2">{children}</div>
      <div className="ms-auto flex items-center gap-4 text-13 text-fg-2">
        <OnCallChip />
        <ConnectionDot />
        <button
          type="button"
          onClick={openPalette}
          className="flex h-[30px] w-[240px] items-center gap-2 rounded-md border border-line bg-panel ps-2.5 pe-1.5 text-fg-3 hover:border-line-strong max-tablet:hidden"
        >
          <Search className="size-4 flex-none" aria-hidden="true" />
          <span className="truncate">{t('nav.search')}</span>
          <Kbd className="ms-auto">
            <CommandKey letter="K" />
          </Kbd>
        </button>
        <NoticesBell />
        <button
          type="button"
          onClick={toggleTheme}
          aria-label={t('theme.switch')}
          title={t('theme.either')}
          className="grid size-8 place-items-center rounded-md text-fg-2 hover:text-fg max-tablet:hidden"
        >
          <Moon className="size-4 dark:hidden" aria-hidden="true" />
          <Sun className="hidden size-4 dark:block" aria-hidden="true" />
        </button>
      </div>
    </header>
  )
}

/** The page's only h1, as small as a label: the content is the headline. */
export function PageTitle({ children }: { children: ReactNode }) {
  return <h1 className="text-14">{children}</h1>
}
