'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { proposalOptions, proposalsOptions } from '@/lib/proposals/client'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { ProposalCard } from './proposal-card'

const VIEWS = ['waiting', 'mine', 'open', 'decided'] as const
const EMPTY = {
  waiting: 'Nothing waits for you.',
  mine: 'You have proposed nothing.',
  open: 'Nothing is open.',
  decided: 'Nothing has been decided yet.',
}

/** Changes that take two people: those that wait for me first. */
export function ProposalsTab() {
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
          label="Which proposals"
          value={view}
          onChange={(next) => void setState({ view: next, open: null })}
          items={[
            { value: 'waiting', label: 'Waiting for you', count: waiting },
            { value: 'mine', label: 'Yours' },
            { value: 'open', label: 'All open' },
            { value: 'decided', label: 'Decided' },
          ]}
        />
      </div>
      <div className="mx-auto grid max-w-[880px] gap-4 px-6 py-6 max-tablet:px-4">
        {open && !items.some(({ id }) => id === open) ? <Linked id={open} /> : null}
        {!query.data ? (
          <LoadingRows rows={3} />
        ) : items.length === 0 && !open ? (
          <EmptyState title={EMPTY[view]}>
            Giving a role, adding somebody to a team or letting something quarantined work again takes two people.
          </EmptyState>
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
