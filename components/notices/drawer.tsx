'use client'
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { clsx } from 'clsx'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { Button } from '@/components/ui/button'
import { SideSheet } from '@/components/ui/side-sheet'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { noticesOptions, seenMutation } from '@/lib/notices/client'
import type { NoticeItem } from '@/lib/notices/schema'
import { byDay } from './by-day'

/** Everything that I was told, by day. Opening it marks what is there as seen; what was new stays marked while it is open. */
export function NoticesDrawer({ onClose }: { onClose: () => void }) {
  const t = useTranslations('notices')
  const { date } = useFormat()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(noticesOptions())
  const { mutate: see } = useMutation(seenMutation(useQueryClient()))
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const newest = items[0]
  const told = useRef<string | null>(null)
  useEffect(() => {
    if (newest === undefined || newest.seen || told.current === newest.id) return
    told.current = newest.id
    see(newest.id)
  }, [newest, see])
  const today = data?.pages[0]?.server_now ?? ''
  return (
    <SideSheet
      onClose={onClose}
      title={t('title')}
      testId="notices-drawer"
      foot={
        <Link href="/settings/channels" onClick={onClose} className="link text-13">
          {t('reach')}
        </Link>
      }
    >
      {error && !data ? (
        <Trouble what={t('what')} error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <LoadingRows rows={4} />
      ) : items.length === 0 ? (
        <EmptyState title={t('empty')}>{t('emptyNote')}</EmptyState>
      ) : (
        byDay(items, today, t, date).map(({ day, items: those }) => (
          <section key={day} aria-label={day}>
            <h3 className="sticky top-0 border-line border-b bg-sunken px-5 py-1 font-normal text-12 text-fg-3">
              {day}
            </h3>
            <ul>
              {those.map((notice) => (
                <Row key={notice.id} notice={notice} onFollow={onClose} />
              ))}
            </ul>
          </section>
        ))
      )}
      {hasNextPage ? (
        <p className="p-4 text-center">
          <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
            {t('earlier')}
          </Button>
        </p>
      ) : null}
    </SideSheet>
  )
}

function Row({ notice, onFollow }: { notice: NoticeItem; onFollow: () => void }) {
  const t = useTranslations('notices')
  const body = (
    <>
      <span
        aria-hidden="true"
        className={clsx(
          'mt-1.5 size-1.5 flex-none rounded-full',
          notice.seen ? 'bg-transparent' : notice.alarming ? 'bg-danger' : 'bg-ink',
        )}
      />
      <span className="min-w-0">
        {notice.seen ? null : <span className="sr-only">{t('new')} </span>}
        <span className={clsx('block text-13 [overflow-wrap:anywhere]', notice.seen ? 'text-fg-2' : 'font-medium')}>
          {notice.sentence}
        </span>
        <Ago at={notice.at} className="text-12 text-fg-3" />
      </span>
    </>
  )
  const look = 'flex gap-3 border-line border-b px-5 py-2.5'
  return (
    <li data-testid="notice" data-kind={notice.kind} data-seen={notice.seen}>
      {notice.href === null ? (
        <p className={look}>{body}</p>
      ) : (
        <Link href={notice.href} onClick={onFollow} className={clsx(look, 'hover:bg-sunken')}>
          {body}
        </Link>
      )}
    </li>
  )
}
