'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { proposalOptions, proposalsOptions } from '@/lib/proposals/client'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { ProposalCard } from './proposal-card'

const VIEWS = ['waiting', 'mine', 'open', 'decided'] as const

/** Changes that take two people: those that wait for me first. */
export function ProposalsTab() {
  const t = useTranslations('settings.proposals')
  const [{ view, open }, setState] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault('waiting'),
    open: parseAsString,
  })
  const query = useInfiniteQuery(proposalsOptions({ view }))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  const waiting = query.data?.pages[0]?.counts.waiting
  if (query.error && !query.data)
    return <SettingsTrouble list="proposals" error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <div className="border-line border-b px-6 max-tablet:px-4">
        <Tabs
          label={t('label')}
          value={view}
          onChange={(next) => void setState({ view: next, open: null })}
          items={VIEWS.map((value) => ({
            value,
            label: t(`view.${value}`),
            count: value === 'waiting' ? waiting : undefined,
          }))}
        />
      </div>
      <div className="mx-auto grid max-w-[880px] gap-4 px-6 py-6 max-tablet:px-4">
        {open && !items.some(({ id }) => id === open) ? <Linked id={open} /> : null}
        {!query.data ? (
          <LoadingRows rows={3} />
        ) : items.length === 0 && !open ? (
          <EmptyState title={t(`empty.${view}`)}>{t('note')}</EmptyState>
        ) : (
          items.map((proposal) => <ProposalCard key={proposal.id} proposal={proposal} marked={proposal.id === open} />)
        )}
        <More query={query} />
      </div>
    </>
  )
}

/** The proposal that a notice leads to, when it is not in the list. */
function Linked({ id }: { id: string }) {
  const { data, error, refetch } = useQuery(proposalOptions(id))
  if (error) return <SettingsTrouble list="proposal" error={error} onRetry={() => void refetch()} />
  return data ? <ProposalCard proposal={data} marked /> : <LoadingRows rows={1} />
}
