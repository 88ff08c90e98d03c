'use client'
import Link from 'next/link'
import { NextOnCall } from '@/components/rota/next-on-call'
import { Button } from '@/components/ui/button'
import { spelled } from '@/components/ui/duration'
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
  if (page === undefined && error === null) return <LoadingRows />
  if (page === undefined) {
    return (
      <ErrorState title="The inbox could not be loaded" actions={<Button onClick={onRetry}>Try again</Button>}>
        {error instanceof ApiError && error.offline ? 'The server did not answer.' : error?.message} Nothing was
        decided.
      </ErrorState>
    )
  }
  if (page.blame !== null) return <FilteredAway blame={page.blame} choice={choice} />
  if (choice.view === 'mine') return <Done page={page} />
  const title = {
    snoozed: 'Nothing is put aside.',
    waiting: 'Nothing waits on others.',
    ended: 'Nothing has ended yet.',
  }[choice.view]
  return <EmptyState title={title} />
}

/** Names the part of the filter without which something would be left. */
function FilteredAway({ blame, choice }: { blame: string; choice: Choice }) {
  const at = parseQuery(choice.filter).findIndex((token) => token.raw === blame)
  return (
    <EmptyState
      title={
        <>
          No request matches <code>{blame}</code>.
        </>
      }
      actions={
        <>
          <Button onClick={() => choice.setFilter(withoutToken(choice.filter, at))}>Remove it</Button>
          <Button look="quiet" onClick={() => choice.setFilter('')}>
            Clear the filter
          </Button>
        </>
      }
    />
  )
}

function Done({ page }: { page: InboxPage }) {
  const { decided_today } = page.counts
  const { today_seconds } = page.pace
  return (
    <EmptyState
      title="Nothing needs you."
      actions={
        <>
          <Link href="/me" className="link text-13">
            My decisions
          </Link>
          <Link href="/requests" className="link text-13">
            All requests
          </Link>
        </>
      }
    >
      {decided_today > 0
        ? `${decided_today} decided today${today_seconds === null ? '' : `, median ${spelled(Math.round(today_seconds))}`}.`
        : 'New requests appear here by themselves.'}
      <NextOnCall />
    </EmptyState>
  )
}
