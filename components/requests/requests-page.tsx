'use client'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useRef } from 'react'
import { useTranslations } from 'use-intl'
import { FilterBox } from '@/components/inbox/filter-box'
import { useSettled } from '@/components/inbox/use-settled'
import { ActionTitle } from '@/components/request/action-sentence'
import { Level } from '@/components/request/level'
import { QuorumCount } from '@/components/request/quorum'
import { StateChip } from '@/components/request/state-chip'
import { useShortcuts } from '@/components/shell/shortcuts'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Countdown } from '@/components/ui/countdown'
import { HiddenText } from '@/components/ui/hidden-text'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Ago } from '@/components/ui/time'
import { Trouble } from '@/components/ui/trouble'
import { requestsOptions, splitsOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'

const STATUSES = ['all', 'pending', 'approved', 'denied', 'expired', 'cancelled'] as const

/** Everything that was ever asked and that this person may see. */
export function RequestsPage() {
  const t = useTranslations('requests')
  const words = useTranslations('words')
  const box = useRef<HTMLInputElement>(null)
  const [url, setUrl] = useQueryStates({
    status: parseAsStringLiteral(STATUSES).withDefault('all'),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 200 }),
    // How other pages lead here: each is a part of the filter from then on.
    level: parseAsString,
    workflow: parseAsString,
    version: parseAsString,
  })
  const { status, level, workflow, version } = url
  const led = [
    ...(workflow ? [`workflow:${workflow}`] : []),
    ...(version ? [`version:${version}`] : []),
    ...(level ? [`level:${level}`] : []),
  ]
  const text = led.length > 0 ? `${led.join(' ')} ${url.q}` : url.q
  const splits = useQuery(splitsOptions())
  const asked = useSettled(text.trim())
  const query = useInfiniteQuery({
    ...requestsOptions(status === 'all' ? asked : `state:${status} ${asked}`.trim()),
    placeholderData: keepPreviousData,
  })
  const { data, error } = query
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const setText = (q: string) => void setUrl({ q: q === '' ? null : q, level: null, workflow: null, version: null })
  const filtered = text.trim() !== '' || status !== 'all'
  useTitle(t('title'))
  useShortcuts([{ keys: '/', label: words('keys.filter'), group: words('keys.move'), run: () => box.current?.focus() }])
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label={t('state')}
            value={status}
            onChange={(next) => void setUrl({ status: next })}
            items={STATUSES.map((each) => ({
              value: each,
              label: t(`status.${each}`),
            }))}
          />
        </div>
        <div className="flex items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
          <FilterBox
            value={text}
            onChange={setText}
            inputRef={box}
            known={splits.data?.known}
            placeholder={t('placeholder')}
          />
        </div>
        {error && !data ? (
          <Trouble what={t('what')} error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : items.length === 0 ? (
          <EmptyState
            title={filtered ? t('noMatch') : t('empty')}
            actions={filtered ? <Button onClick={() => void setUrl(null)}>{words('clearFilter')}</Button> : null}
          />
        ) : (
          <RequestTable items={items} />
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

const HEAD = 'whitespace-nowrap px-3 py-[7px] text-start font-medium text-12 text-fg-3 first:ps-6 last:pe-6'
const CELL = 'border-line border-b px-3 py-[9px] align-top first:ps-6 last:pe-6'

function RequestTable({ items }: { items: InboxItem[] }) {
  const t = useTranslations('requests.head')
  return (
    <>
      <table className="w-full border-collapse text-13 max-tablet:hidden">
        <thead className="border-line-strong border-b">
          <tr>
            <th className={HEAD}>{t('level')}</th>
            <th className={HEAD}>{t('action')}</th>
            <th className={HEAD}>{t('agent')}</th>
            <th className={`${HEAD} max-desk:hidden`}>{t('workflow')}</th>
            <th className={HEAD}>{t('state')}</th>
            <th className={HEAD}>{t('asked')}</th>
            <th className={`${HEAD} text-end`}>{t('code')}</th>
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
