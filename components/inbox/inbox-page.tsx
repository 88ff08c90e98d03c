'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ArrowUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { type Desk, deskShortcuts } from '@/components/request/desk'
import { useShell } from '@/components/shell/shell'
import { useShortcuts } from '@/components/shell/shortcuts'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { EmptyState, ErrorState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { ApiError, serverNow } from '@/lib/http/client'
import { inboxOptions, requestOptions } from '@/lib/inbox/client'
import type { InboxItem } from '@/lib/inbox/schema'
import { applyFilter, blame, parseFilter, without } from './filter'
import { FilterBox } from './filter-box'
import { endedGroup, groupItems } from './group'
import { InboxList } from './inbox-list'
import { KeyLine } from './key-line'
import { Preview } from './preview'
import { useSteadyList } from './steady-list'

const VIEWS = ['mine', 'waiting', 'ended'] as const
const WIDE = '(min-width: 73.75rem)'

/** The approver's inbox: what needs you, by level and time left, with the selected request beside it. */
export function InboxPage() {
  const router = useRouter()
  const queryClient = useQueryClient()
  const { openKeys } = useShell()
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('mine'))
  const [filter, setFilter] = useQueryState('f', parseAsString.withDefault('').withOptions({ throttleMs: 200 }))
  const [picked, setPicked] = useQueryState('sel', parseAsString)
  const { data, error, refetch } = useQuery(inboxOptions(view))
  const list = useSteadyList(view, data?.items)
  const box = useRef<HTMLInputElement>(null)
  const desk = useRef<Desk | null>(null)
  const wide = useWide()

  const tokens = useMemo(() => parseFilter(filter), [filter])
  const found = applyFilter(list.items, tokens)
  const groups = useSettledGroups(view, found)
  const order = groups.flatMap((group) => group.items)
  const selected = order.find((item) => item.id === picked)?.id ?? (wide ? order[0]?.id : undefined) ?? null
  const counts = data?.counts
  useTitle(counts && counts.mine > 0 ? `Inbox, ${counts.mine} waiting` : 'Inbox')

  const select = useCallback((id: string) => void setPicked(id), [setPicked])
  const onDesk = useCallback((next: Desk | null) => {
    desk.current = next
  }, [])
  function move(step: number) {
    const at = order.findIndex((item) => item.id === selected)
    const next = order[Math.min(Math.max(at + step, 0), order.length - 1)]
    if (next === undefined) return
    select(next.id)
    // The focus goes along, so that Enter opens what is selected and a screen reader says it.
    const row = document.querySelector(`[data-row="${next.id}"]`)
    row?.scrollIntoView({ block: 'nearest' })
    row?.querySelector('a')?.focus({ preventScroll: true })
    for (const ahead of order.slice(at + step + 1, at + step + 3))
      void queryClient.prefetchQuery(requestOptions(ahead.id))
  }
  async function open() {
    if (selected === null) return
    // The address is written a moment after a move; a write that comes after this would call the opening off.
    await setPicked(selected)
    router.push(`/inbox/${selected}`)
  }
  useShortcuts([
    { keys: 'j', label: 'Next', group: 'Move', run: () => move(1) },
    { keys: 'k', label: 'Previous', group: 'Move', run: () => move(-1) },
    { keys: 'ArrowDown', label: 'Next', group: 'Move', run: () => move(1) },
    { keys: 'ArrowUp', label: 'Previous', group: 'Move', run: () => move(-1) },
    { keys: 'o', label: 'Open', group: 'Move', run: open },
    { keys: 'Enter', label: 'Open', group: 'Move', run: open },
    { keys: '/', label: 'Filter', group: 'Move', run: () => box.current?.focus() },
    { keys: '.', label: 'Show what is new', group: 'Move', run: list.merge },
    ...deskShortcuts({ ...IDLE, show: (sheet) => (desk.current ? desk.current.show(sheet) : open()) }),
  ])

  const dueSoon = counts?.due_soon ?? 0
  return (
    <>
      <TopBar>
        <PageTitle>Inbox</PageTitle>
      </TopBar>
      <main id="main" className="flex flex-[1_1_0px] flex-col [--list-top:var(--top)] max-tablet:pb-16 tablet:min-h-0">
        <div className="flex items-center border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label="Views"
            value={view}
            onChange={(next) => void setView(next)}
            items={[
              { value: 'mine', label: 'For me', count: counts?.mine },
              { value: 'waiting', label: 'Waiting on others', count: counts?.waiting },
              { value: 'ended', label: 'Ended' },
            ]}
          />
        </div>
        <div className="flex items-center gap-4 border-line border-b px-6 py-2 max-tablet:border-b-0 max-tablet:px-4">
          <FilterBox value={filter} onChange={(text) => void setFilter(text === '' ? null : text)} inputRef={box} />
          {counts ? (
            <p className="whitespace-nowrap text-13 text-fg-2 max-tablet:hidden">
              <b className="font-medium text-fg">{counts.mine}</b> waiting ·{' '}
              {dueSoon > 0 ? (
                <>
                  <b className="font-medium text-fg">{dueSoon}</b> due in under 10 min
                </>
              ) : (
                `${counts.decided_today} decided today`
              )}
            </p>
          ) : null}
        </div>
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] wide:grid-cols-[minmax(0,11fr)_minmax(0,13fr)]">
          <div className="relative flex min-h-0 flex-col border-line wide:border-e">
            {list.arrived > 0 ? (
              <button
                type="button"
                onClick={list.merge}
                data-testid="new-items-pill"
                className="absolute end-6 top-1 z-[5] inline-flex h-6 items-center gap-1 rounded-full bg-ink px-2.5 font-medium text-12 text-on-ink hover:bg-ink-hover max-tablet:end-4"
              >
                {list.arrived} new
                <ArrowUp className="size-3.5" aria-hidden="true" />
              </button>
            ) : null}
            {order.length > 0 ? (
              <InboxList groups={groups} selected={selected} onSelect={select} />
            ) : (
              <Nothing
                view={view}
                items={list.items}
                filter={filter}
                loading={data === undefined && !error}
                error={data === undefined ? error : null}
                decidedToday={counts?.decided_today ?? 0}
                onFilter={(text) => void setFilter(text === '' ? null : text)}
                onRetry={() => void refetch()}
              />
            )}
          </div>
          {wide && selected !== null ? <Preview id={selected} onDesk={onDesk} /> : <div className="max-wide:hidden" />}
        </div>
        <KeyLine onAll={openKeys} />
      </main>
    </>
  )
}

const IDLE: Omit<Desk, 'show'> = {
  reading: { expanded: [], open: () => {}, unread: [] },
  standing: { decide: false, approve: false, why: null, tone: 'neutral', fix: null },
  sheet: null,
  close: () => {},
  changed: false,
  lookAgain: () => {},
}

/** Groups of the list as it was taken: time passing does not move a row to another group under the cursor. */
function useSettledGroups(view: string, items: InboxItem[]) {
  const [since, setSince] = useState(0)
  const ids = items.map((item) => item.id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock is read when the set of rows changes, and only then
  useEffect(() => setSince(serverNow()), [view, ids])
  if (view === 'ended') {
    const ended = endedGroup(items)
    return ended.length === 0 ? [] : groupEnded(ended)
  }
  return groupItems(items, since === 0 ? serverNow() : since)
}

function groupEnded(items: InboxItem[]) {
  const first = items[0]
  return first === undefined ? [] : [{ key: 'ended', level: first.level, words: '', items }]
}

function useWide(): boolean {
  const [wide, setWide] = useState(false)
  useEffect(() => {
    const media = window.matchMedia(WIDE)
    const follow = () => setWide(media.matches)
    follow()
    media.addEventListener('change', follow)
    return () => media.removeEventListener('change', follow)
  }, [])
  return wide
}

function Nothing(props: {
  view: (typeof VIEWS)[number]
  items: InboxItem[]
  filter: string
  loading: boolean
  error: Error | null
  decidedToday: number
  onFilter: (text: string) => void
  onRetry: () => void
}) {
  if (props.loading) return <LoadingRows />
  if (props.error) {
    return (
      <ErrorState title="The inbox could not be loaded" actions={<Button onClick={props.onRetry}>Try again</Button>}>
        {props.error instanceof ApiError && props.error.offline ? 'The server did not answer.' : props.error.message}{' '}
        Nothing was decided.
      </ErrorState>
    )
  }
  if (props.items.length > 0) {
    const token = blame(props.items, parseFilter(props.filter))
    return (
      <EmptyState
        title={
          <>
            No request matches <code>{token?.raw ?? props.filter}</code>.
          </>
        }
        actions={
          <>
            <Button onClick={() => props.onFilter(token ? without(props.filter, token) : '')}>Remove it</Button>
            <Button look="quiet" onClick={() => props.onFilter('')}>
              Clear the filter
            </Button>
          </>
        }
      />
    )
  }
  if (props.view === 'mine') {
    return (
      <EmptyState title="Nothing needs you.">
        {props.decidedToday > 0 ? `${props.decidedToday} decided today.` : 'New requests appear here by themselves.'}
      </EmptyState>
    )
  }
  return <EmptyState title={props.view === 'waiting' ? 'Nothing waits on others.' : 'Nothing has ended yet.'} />
}
