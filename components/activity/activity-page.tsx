'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Ban, Check, CircleMinus, FingerprintPattern } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { ActionTitle } from '@/components/request/action-sentence'
import { Level } from '@/components/request/level'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { activityOptions } from '@/lib/activity/client'
import type { MyDecision, ActivityPage as Page } from '@/lib/activity/schema'

/** What I decided, what became of it, and how I decide: mine to read and nobody else's. */
export function ActivityPage() {
  const t = useTranslations('activity')
  const words = useTranslations('words')
  const query = useInfiniteQuery(activityOptions())
  const { data, error } = query
  const decisions = data?.pages.flatMap((page) => page.decisions) ?? []
  const stats = data?.pages[0]?.stats
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        {stats ? <Stats stats={stats} /> : null}
        {error && !data ? (
          <Trouble what={t('what')} error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : decisions.length === 0 ? (
          <EmptyState title={t('empty')}>{t('emptyNote')}</EmptyState>
        ) : (
          <ol aria-label={t('mine')}>
            {decisions.map((decision) => (
              <Row key={decision.id} decision={decision} />
            ))}
          </ol>
        )}
        {query.hasNextPage ? (
          <p className="p-4 text-center">
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              {words('more')}
            </Button>
          </p>
        ) : null}
      </main>
    </>
  )
}

/** Four numbers of the last thirty days. */
function Stats({ stats }: { stats: Page['stats'] }) {
  const t = useTranslations('activity.stats')
  const { number, spelled } = useFormat()
  const judged = stats.approved + stats.denied
  const numbers = [
    {
      of: 'decided',
      value: number(stats.decided),
      note: t('decidedNote', { approved: stats.approved, denied: stats.denied, abstained: stats.abstained }),
    },
    {
      of: 'median',
      value: stats.median_seconds === null ? t('none') : spelled(Math.max(1, Math.round(stats.median_seconds))),
      note: t('medianNote'),
    },
    {
      of: 'approved',
      value: judged === 0 ? t('none') : t('percent', { percent: Math.round((stats.approved / judged) * 100) }),
      note: t('approvedNote', { count: judged }),
    },
    { of: 'overturned', value: number(stats.overturned), note: t('overturnedNote') },
  ] as const
  return (
    <section aria-label={t('label')} className="border-line border-b px-6 py-4 max-tablet:px-4" data-testid="my-stats">
      <dl className="grid grid-cols-2 gap-x-8 gap-y-4 tablet:grid-cols-4">
        {numbers.map(({ of, value, note }) => (
          <div key={of} className="grid content-start">
            <dt className="text-12 text-fg-3">{t(of)}</dt>
            <dd className="text-20 tracking-[-0.015em]">{value}</dd>
            <dd className="text-12 text-fg-3">{note}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-12 text-fg-3">
        {t.rich('note', {
          link: (words) => (
            <Link href="/account#sessions" className="link">
              {words}
            </Link>
          ),
        })}
      </p>
    </section>
  )
}

const ICON = { approve: Check, deny: Ban, abstain: CircleMinus }

function Row({ decision }: { decision: MyDecision }) {
  const t = useTranslations('activity')
  const { spelled } = useFormat()
  const Icon = ICON[decision.verb]
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
          {decision.denial ? t('denied', { denial: decision.denial }) : t(`verb.${decision.verb}`)}
          {decision.signed ? <FingerprintPattern className="size-3.5 text-fg-3" aria-label={t('passkey')} /> : null}
          <span className="text-fg-3">
            {t.rich('line', {
              timed: decision.seconds === null ? 'no' : 'yes',
              time: spelled(Math.max(1, Math.round(decision.seconds ?? 0))),
              workflow: decision.workflow,
              agent: decision.agent,
              mono: (words) => <span className="font-mono">{words}</span>,
            })}
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
