'use client'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { NextOnCall } from '@/components/rota/next-on-call'
import { Button } from '@/components/ui/button'
import { EmptyState, ErrorState, LoadingRows } from '@/components/ui/states'
import { parseQuery, withoutToken } from '@/lib/core/inbox/query'
import { ApiError } from '@/lib/http/client'
import type { InboxPage } from '@/lib/inbox/schema'
import type { Choice } from './use-choice'

/** An inbox without rows: still loading, not reachable, filtered away, or really done. */
export function Nothing({
  choice,
  page,
  error,
  onRetry,
}: {
  choice: Choice
  page: InboxPage | undefined
  error: Error | null
  onRetry: () => void
}) {
  const t = useTranslations('inbox.nothing')
  const words = useTranslations('words')
  if (page === undefined && error === null) return <LoadingRows />
  if (page === undefined) {
    return (
      <ErrorState title={t('notLoaded')} actions={<Button onClick={onRetry}>{words('tryAgain')}</Button>}>
        {t('undecided', {
          why: error instanceof ApiError && error.offline ? words('noAnswer') : (error?.message ?? ''),
        })}
      </ErrorState>
    )
  }
  if (page.blame !== null) return <FilteredAway blame={page.blame} choice={choice} />
  if (choice.view === 'mine') return <Done page={page} />
  return <EmptyState title={t(choice.view)} />
}

/** Names the part of the filter without which something would be left. */
function FilteredAway({ blame, choice }: { blame: string; choice: Choice }) {
  const t = useTranslations('inbox.nothing')
  const words = useTranslations('words')
  const at = parseQuery(choice.filter).findIndex((token) => token.raw === blame)
  return (
    <EmptyState
      title={t.rich('noMatch', { part: blame, token: (inner) => <code>{inner}</code> })}
      actions={
        <>
          <Button onClick={() => choice.setFilter(withoutToken(choice.filter, at))}>{t('remove')}</Button>
          <Button look="quiet" onClick={() => choice.setFilter('')}>
            {words('clearFilter')}
          </Button>
        </>
      }
    />
  )
}

function Done({ page }: { page: InboxPage }) {
  const t = useTranslations('inbox.nothing')
  const { spelled } = useFormat()
  const { decided_today } = page.counts
  const { today_seconds } = page.pace
  return (
    <EmptyState
      title={t('mine')}
      actions={
        <>
          <Link href="/me" className="link text-13">
            {t('myDecisions')}
          </Link>
          <Link href="/requests" className="link text-13">
            {t('all')}
          </Link>
        </>
      }
    >
      {decided_today === 0
        ? t('comes')
        : today_seconds === null
          ? t('decided', { count: decided_today })
          : t('decidedMedian', { count: decided_today, time: spelled(Math.round(today_seconds)) })}
      <NextOnCall />
    </EmptyState>
  )
}
