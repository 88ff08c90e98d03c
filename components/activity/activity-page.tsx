'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Ban, Check, CircleMinus, FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { ActionTitle } from '@/components/request/action-sentence'
import { Level } from '@/components/request/level'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { spelled } from '@/components/ui/duration'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { activityOptions } from '@/lib/activity/client'
import type { MyDecision, ActivityPage as Page } from '@/lib/activity/schema'

/** What I decided, what became of it, and how I decide: mine to read and nobody else's. */
export function ActivityPage() {
  const query = useInfiniteQuery(activityOptions())
  const { data, error } = query
  const decisions = data?.pages.flatMap((page) => page.decisions) ?? []
  const stats = data?.pages[0]?.stats
  useTitle('My activity')
  return (
    <>
      <TopBar>
        <PageTitle>My activity</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        {stats ? <Stats stats={stats} /> : null}
        {error && !data ? (
          <Trouble what="Your decisions" error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : decisions.length === 0 ? (
          <EmptyState title="You have decided nothing yet.">
            What you decide stands here, with what became of it.
          </EmptyState>
        ) : (
          <ol aria-label="My decisions">
            {decisions.map((decision) => (
              <Row key={decision.id} decision={decision} />
            ))}
          </ol>
        )}
        {query.hasNextPage ? (
          <p className="p-4 text-center">
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              Show more
            </Button>
          </p>
        ) : null}
      </main>
    </>
  )
}

/** Four numbers of the last thirty days. */
function Stats({ stats }: { stats: Page['stats'] }) {
  const judged = stats.approved + stats.denied
  const numbers: [string, string, string][] = [
    [
      'Decided',
      String(stats.decided),
      `${stats.approved} approved, ${stats.denied} denied, ${stats.abstained} abstained`,
    ],
    [
      'Median time',
      stats.median_seconds === null ? 'none' : spelled(Math.max(1, Math.round(stats.median_seconds))),
      'from opening to deciding',
    ],
    [
      'Approved',
      judged === 0 ? 'none' : `${Math.round((stats.approved / judged) * 100)} %`,
      `of ${judged} approved or denied`,
    ],
    ['Overturned', String(stats.overturned), 'ended against what you said'],
  ]
  return (
    <section
      aria-label="The last thirty days"
      className="border-line border-b px-6 py-4 max-tablet:px-4"
      data-testid="my-stats"
    >
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 tablet:grid-cols-4">
        {numbers.map(([label, value, note]) => (
          <div key={label} className="grid content-start">
            <dt className="text-12 text-fg-3">{label}</dt>
            <dd className="text-20 tracking-[-0.015em]">{value}</dd>
            <dd className="text-12 text-fg-3">{note}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-12 text-fg-3">
        The last 30 days. Only you see this.{' '}
        <Link href="/account#sessions" className="link">
          Where you are signed in
        </Link>
      </p>
    </section>
  )
}

const VERB = {
  approve: { icon: Check, word: 'You approved' },
  deny: { icon: Ban, word: 'You denied' },
  abstain: { icon: CircleMinus, word: 'You abstained' },
}

function Row({ decision }: { decision: MyDecision }) {
  const { icon: Icon, word } = VERB[decision.verb]
  return (
    <li
      data-testid={`my-decision-${decision.request_id}`}
      className="relative grid grid-cols-[14px_minmax(0,1fr)_auto] gap-x-3 border-line border-b bg-panel px-6 py-2.5 hover:bg-sunken/60 max-tablet:grid-cols-[14px_minmax(0,1fr)] max-tablet:px-4 max-tablet:py-3"
    >
      <Level level={decision.level} className="mt-[3px] size-3.5" />
      <div className="min-w-0">
        <Link href={`/inbox/${decision.request_id}`} className="font-medium after:absolute after:inset-0">
          <ActionTitle parts={decision.title_parts} />
        </Link>
        <p className="flex flex-wrap items-center gap-x-1.5 text-12/[18px] text-fg-2">
          <Icon className="size-3.5 flex-none" aria-hidden="true" />
          {word}
          {decision.denial ? `: ${decision.denial}` : ''}
          {decision.signed ? <FingerprintPattern className="size-3.5 text-fg-3" aria-label="with a passkey" /> : null}
          <span className="text-fg-3">
            {decision.seconds === null ? '' : `after ${spelled(Math.max(1, Math.round(decision.seconds)))} · `}
            {decision.workflow} · <span className="font-mono">{decision.agent}</span>
          </span>
        </p>
      </div>
      <div className="grid content-start justify-items-end gap-1 text-12 max-tablet:col-start-2 max-tablet:mt-1 max-tablet:flex max-tablet:flex-wrap max-tablet:items-center">
        <span className="text-fg-3">
          <Ago at={decision.decided_at} />
        </span>
        {decision.overturned ? <Chip tone="warn">{decision.outcome}</Chip> : <Chip>{decision.outcome}</Chip>}
      </div>
    </li>
  )
}
