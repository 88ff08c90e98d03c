'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslations } from 'use-intl'
import type { InboxPage } from '@/lib/inbox/schema'
import type { View } from './use-choice'

/** What is not in the list: put aside, with others, over. */
export function InboxFoot({
  view,
  counts,
  left,
  onView,
  onTidy,
}: {
  view: View
  counts: InboxPage['counts'] | undefined
  /** Rows that are over and still stand in their place. */
  left: number
  onView: (view: View) => void
  onTidy: () => void
}) {
  const t = useTranslations('inbox.foot')
  const numbers = { snoozed: counts?.snoozed, waiting: counts?.waiting, ended: undefined }
  const item =
    'inline-flex min-h-9 items-center gap-1 whitespace-nowrap text-13 text-fg-2 hover:text-fg aria-[current=page]:font-medium aria-[current=page]:text-fg max-tablet:min-h-11'
  return (
    <nav
      aria-label={t('label')}
      className="scrollbar-none flex flex-none gap-5 overflow-x-auto border-line-strong border-t bg-page px-5 max-tablet:border-b max-tablet:px-4"
    >
      {view === 'mine' ? null : (
        <button type="button" className={item} onClick={() => onView('mine')}>
          <ChevronLeft className="size-3.5" aria-hidden="true" />
          {t('mine')}
          <span className="font-normal text-12 text-fg-3">{counts?.mine}</span>
        </button>
      )}
      {(['snoozed', 'waiting', 'ended'] as const).map((each) => (
        <button
          key={each}
          type="button"
          className={item}
          aria-current={each === view ? 'page' : undefined}
          onClick={() => onView(each)}
          data-testid={`view-${each}`}
        >
          <ChevronRight className="size-3.5 text-fg-3" aria-hidden="true" />
          {t(each)}
          {numbers[each] === undefined ? null : <span className="font-normal text-12 text-fg-3">{numbers[each]}</span>}
        </button>
      ))}
      {left > 0 ? (
        <button type="button" className={`${item} ms-auto`} onClick={onTidy} data-testid="tidy">
          {t('tidy', { count: left })}
        </button>
      ) : null}
    </nav>
  )
}
