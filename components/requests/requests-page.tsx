'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { ActionTitle } from '@/components/request/action-sentence'
import { Level } from '@/components/request/level'
import { QuorumCount } from '@/components/request/quorum'
import { StateChip } from '@/components/request/state-chip'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Countdown } from '@/components/ui/countdown'
import { Select } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { requestsOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'

const STATUSES = ['all', 'pending', 'approved', 'denied', 'expired', 'cancelled'] as const
const LEVELS = ['T0', 'T1', 'T2', 'T3', 'TX']

/** Everything that was ever asked and that this person may see. */
export function RequestsPage() {
  const [filter, setFilter] = useQueryStates({
    status: parseAsStringLiteral(STATUSES).withDefault('all'),
    level: parseAsString.withDefault(''),
    workflow: parseAsString.withDefault(''),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
  })
  const query = useInfiniteQuery(
    requestsOptions({ ...filter, view: 'all', status: filter.status === 'all' ? '' : filter.status }),
  )
  const { data, error } = query
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const workflows = data?.pages[0]?.workflows ?? []
  const filtered = filter.level !== '' || filter.workflow !== '' || filter.q !== '' || filter.status !== 'all'
  useTitle('Requests')
  return (
    <>
      <TopBar>
        <PageTitle>Requests</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label="Status"
            value={filter.status}
            onChange={(status) => void setFilter({ status })}
            items={STATUSES.map((status) => ({
              value: status,
              label: status.charAt(0).toUpperCase() + status.slice(1),
            }))}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
          <label className="flex min-h-[34px] min-w-56 flex-1 items-center gap-2 rounded-md border border-field-line bg-sheet px-2.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
            <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="sr-only">Find by code, id, agent or words</span>
            <input
              className="min-w-0 flex-1 bg-transparent outline-none"
              placeholder="Find by code, id, agent or words"
              value={filter.q}
              onChange={(event) => void setFilter({ q: event.target.value })}
            />
          </label>
          <Select
            aria-label="Level"
            value={filter.level}
            onChange={(event) => void setFilter({ level: event.target.value })}
          >
            <option value="">Every level</option>
            {LEVELS.map((level) => (
              <option key={level}>{level}</option>
            ))}
          </Select>
          <Select
            aria-label="Workflow"
            value={filter.workflow}
            onChange={(event) => void setFilter({ workflow: event.target.value })}
          >
            <option value="">Every workflow</option>
            {workflows.map((workflow) => (
              <option key={workflow.slug} value={workflow.slug}>
                {workflow.title}
              </option>
            ))}
          </Select>
        </div>
        {error && !data ? (
          <Trouble what="The requests" error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : items.length === 0 ? (
          <EmptyState
            title={filtered ? 'No request matches.' : 'No agent has asked for anything yet.'}
            actions={filtered ? <Button onClick={() => void setFilter(null)}>Clear the filter</Button> : null}
          />
        ) : (
          <RequestTable items={items} />
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

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

function RequestTable({ items }: { items: InboxItem[] }) {
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>Level</th>
            <th className={HEAD}>Action</th>
            <th className={HEAD}>Agent</th>
            <th className={`${HEAD} max-desk:hidden`}>Workflow</th>
            <th className={HEAD}>State</th>
            <th className={HEAD}>Asked</th>
            <th className={`${HEAD} text-end`}>Code</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id} data-testid={`request-row-${item.id}`} className="group/row relative hover:bg-sunken/60">
              <td className={CELL}>
                <span className="inline-flex items-center gap-1.5">
                  <Level level={item.level} label={false} />
                  {item.level}
                </span>
              </td>
              <td className={CELL}>
                <Link href={`/inbox/${item.id}`} className="font-medium after:absolute after:inset-0">
                  <ActionTitle parts={item.title_parts} />
                </Link>
                {item.ended ? (
                  <span className="block text-12 text-fg-3 [overflow-wrap:anywhere]">
                    <HiddenText>{item.ended.sentence}</HiddenText>
                  </span>
                ) : null}
              </td>
              <td className={`${CELL} whitespace-nowrap`}>
                <span className="machine">{item.agent.slug}</span>
              </td>
              <td className={`${CELL} whitespace-nowrap text-fg-2 max-desk:hidden`}>{item.workflow.title}</td>
              <td className={CELL}>
                <State item={item} />
              </td>
              <td className={`${CELL} whitespace-nowrap text-fg-2`}>
                <Ago at={item.created_at} />
              </td>
              <td className={`${CELL} text-end font-mono text-12 text-fg-3`}>{item.code}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="tablet:hidden">
        {items.map((item) => (
          <li
            key={item.id}
            className="relative grid grid-cols-[14px_minmax(0,1fr)] gap-x-3 gap-y-1 border-line border-b bg-panel px-4 py-3"
          >
            <Level level={item.level} className="mt-1 size-3.5" />
            <Link href={`/inbox/${item.id}`} className="font-medium text-16/[22px] after:absolute after:inset-0">
              <ActionTitle parts={item.title_parts} />
            </Link>
            <p className="col-start-2 text-12 text-fg-2">
              <span className="font-mono">{item.agent.slug}</span> · <Ago at={item.created_at} /> ·{' '}
              <span className="font-mono">{item.code}</span>
            </p>
            <span className="col-start-2">
              <State item={item} />
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function State({ item }: { item: InboxItem }) {
  if (item.status !== 'pending') return <StateChip state={item.status} className="-my-0.5" />
  return (
    <span className="flex items-center gap-3">
      <StateChip state="pending" />
      <QuorumCount needed={item.quorum.needed} given={item.quorum.given} />
      <Countdown from={item.created_at} to={item.expires_at} bar={false} />
    </span>
  )
}
