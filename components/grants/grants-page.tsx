'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { GrantSentence, grantState } from '@/components/request/grant-status'
import { Level } from '@/components/request/level'
import { StateChip } from '@/components/request/state-chip'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Countdown } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Ago, At } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { grantsOptions } from '@/lib/grants/client'
import type { GrantView } from '@/lib/inbox/schema'

const RevokeDialog = dynamic(() => import('./revoke-dialog').then((module) => module.RevokeDialog), { ssr: false })
const VIEWS = ['live', 'ended'] as const

/** Every permission that is open right now, and how the others ended. */
export function GrantsPage() {
  const t = useTranslations('grants')
  const words = useTranslations('words')
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('live'))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(grantsOptions(view))
  const [revoking, setRevoking] = useState<GrantView | null>(null)
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const live = data?.pages[0]?.counts.live
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label={t('views')}
            value={view}
            onChange={(next) => void setView(next)}
            items={[
              { value: 'live', label: t('live'), count: live },
              { value: 'ended', label: t('ended') },
            ]}
          />
        </div>
        {error && !data ? (
          <Trouble what={t('what')} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : items.length === 0 ? (
          <EmptyState title={view === 'live' ? t('noLive') : t('noEnded')} />
        ) : (
          <ul>
            {items.map((grant) => (
              <GrantRow key={grant.id} grant={grant} onRevoke={() => setRevoking(grant)} />
            ))}
          </ul>
        )}
        {hasNextPage ? (
          <p className="p-4 text-center">
            <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {words('more')}
            </Button>
          </p>
        ) : null}
      </main>
      {revoking ? <RevokeDialog grant={revoking} onClose={() => setRevoking(null)} /> : null}
    </>
  )
}

function GrantRow({ grant, onRevoke }: { grant: GrantView; onRevoke: () => void }) {
  const t = useTranslations('grants')
  const { list } = useFormat()
  const live = grant.status === 'issued' || grant.status === 'redeemed'
  return (
    <li
      data-testid={`grant-row-${grant.id}`}
      data-state={grant.status}
      className="grid items-start gap-x-5 gap-y-1 border-line border-b bg-panel px-6 py-2.5 max-tablet:grid-cols-[14px_minmax(0,1fr)_auto] max-tablet:gap-x-3 max-tablet:px-4 max-tablet:py-3 tablet:grid-cols-[14px_minmax(0,1fr)_176px_148px_84px]"
    >
      <Level level={grant.level} className="mt-[3px] size-3.5" />
      <div className="min-w-0 max-tablet:col-span-2">
        <Link
          href={`/inbox/${grant.request_id}`}
          className="font-medium text-14 [overflow-wrap:anywhere] hover:underline"
        >
          <HiddenText>{grant.title}</HiddenText>
        </Link>
        <p className="text-12/[18px] text-fg-2">
          {t.rich('line', {
            agent: grant.agent,
            executor: grant.executor,
            by: grant.approved_by.length === 0 ? 'policy' : 'people',
            names: list(grant.approved_by),
            workflow: grant.workflow.title,
            code: grant.code,
            m: (words) => <span className="machine">{words}</span>,
            quiet: (words) => <span className="text-fg-3">{words}</span>,
          })}
        </p>
      </div>
      <div className="grid justify-items-start gap-1 max-tablet:col-start-2">
        <StateChip state={grantState(grant)} />
        <span className="text-12 text-fg-2">
          <GrantSentence grant={grant} short />
        </span>
      </div>
      <div className="text-12 text-fg-3 max-tablet:col-start-2">
        {live && grant.status === 'issued' ? (
          <Countdown from={grant.issued_at} to={grant.expires_at} of="left" className="w-24" />
        ) : live && grant.execution ? (
          <Countdown
            from={grant.execution.started_at}
            to={grant.execution.lease_expires_at}
            of="lease"
            className="w-24"
          />
        ) : grant.ended_at ? (
          <Ended at={grant.ended_at} />
        ) : null}
        <span className="block text-fg-3">{t.rich('issuedAt', { at: () => <At at={grant.issued_at} /> })}</span>
      </div>
      <div className="justify-self-end max-tablet:col-start-3 max-tablet:row-start-2">
        {grant.can_revoke && live ? (
          <Button look="danger" onClick={onRevoke} data-testid={`revoke-${grant.id}`}>
            {t('revoke')}
          </Button>
        ) : null}
      </div>
    </li>
  )
}

function Ended({ at }: { at: string }) {
  const t = useTranslations('grants')
  return t.rich('endedAt', { at: () => <Ago at={at} /> })
}
