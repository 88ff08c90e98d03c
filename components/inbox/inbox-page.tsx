'use client'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useRouter } from 'next/navigation'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslations } from 'use-intl'
import type { SheetName } from '@/components/request/decision-panel'
import { type Desk, useDeskShortcuts } from '@/components/request/desk'
import { useShell } from '@/components/shell/shell'
import { useShortcuts } from '@/components/shell/shortcuts'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { triageShortcuts, useTriage } from '@/components/triage/use-triage'
import { Button } from '@/components/ui/button'
import { Banner } from '@/components/ui/strip'
import { inboxOptions, splitsOptions } from '@/lib/inbox/client'
import { BulkBar } from './bulk-bar'
import { FilterBox } from './filter-box'
import { InboxFoot } from './inbox-foot'
import { InboxList } from './inbox-list'
import { KeyLine } from './key-line'
import { ListOptions } from './list-options'
import { NewPill } from './new-pill'
import { Nothing } from './nothing'
import { Overload } from './overload'
import { PreviewBones } from './preview-bones'
import { SplitTabs } from './split-tabs'
import { useSteadyList } from './steady-list'
import { Summary } from './summary'
import { useAsked, useChoice } from './use-choice'
import { useMedia } from './use-media'
import { usePicks } from './use-picks'
import { usePrefetch } from './use-prefetch'
import { useRested, useSelection } from './use-selection'

// A phone never draws it, and a desk has the list to read before its request is there.
const Preview = dynamic(() => import('./preview').then((module) => module.Preview), {
  ssr: false,
  loading: PreviewLoading,
})

const BulkDenySheet = dynamic(
  () => import('@/components/batch/bulk-deny-sheet').then((module) => module.BulkDenySheet),
  {
    ssr: false,
  },
)

const WIDE = '(min-width: 73.75rem)'
/** The approver's inbox: what needs you, by level and time left, with the selected request beside it. */
export function InboxPage() {
  const t = useTranslations('inbox')
  const words = useTranslations('words')
  const triageWords = useTranslations('triage')
  const router = useRouter()
  const { openKeys } = useShell()
  const splits = useQuery(splitsOptions())
  const choice = useChoice(splits.data?.splits ?? [])
  const asked = useAsked(choice)
  const selection = useSelection()
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...inboxOptions(asked),
    placeholderData: keepPreviousData,
  })
  const page = isPlaceholderData ? undefined : data
  const list = useSteadyList(JSON.stringify(asked), page)
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set())
  const box = useRef<HTMLInputElement>(null)
  const desk = useRef<Desk | null>(null)
  /** A sheet that was asked for before the preview had followed the selection. */
  const wanted = useRef<{ id: string; sheet: SheetName } | null>(null)
  const wantsFocus = useRef(false)
  const wide = useMedia(WIDE)

  const order = useMemo(
    () => list.groups.flatMap((group) => (folded.has(group.key) ? [] : group.ids)),
    [list.groups, folded],
  )
  const selected =
    selection.id !== null && order.includes(selection.id) ? selection.id : ((wide ? order[0] : undefined) ?? null)
  const shown = useRested(selected)
  const picks = usePicks(order)
  const many = picks.ids.size > 0
  const [denying, setDenying] = useState(false)
  const triage = useTriage(many ? [...picks.ids] : selected === null ? [] : [selected], picks.clear)
  usePrefetch(order, shown)
  const counts = data?.counts
  useTitle(counts && counts.mine > 0 ? t('titleWaiting', { count: counts.mine }) : t('title'))

  const select = useCallback(
    (id: string) => {
      wanted.current = null
      selection.select(id)
    },
    [selection.select],
  )
  const onDesk = useCallback((id: string, next: Desk | null) => {
    desk.current = next
    if (next === null || wanted.current?.id !== id) return
    const { sheet } = wanted.current
    wanted.current = null
    next.show(sheet)
  }, [])
  const fold = useCallback(
    (key: string) =>
      setFolded((now) => new Set(now.has(key) ? [...now].filter((other) => other !== key) : [...now, key])),
    [],
  )
  function move(step: number, extend = false) {
    const at = selected === null ? -1 : order.indexOf(selected)
    const next = order[Math.min(Math.max(at + step, 0), order.length - 1)]
    if (next === undefined) return
    if (extend) picks.extend(selected, next)
    if (next === selected) return
    // The focus goes along, so that Enter opens what is selected and a screen reader says it.
    wantsFocus.current = true
    select(next)
  }
  function open() {
    if (selected === null) return
    selection.settle()
    router.push(`/inbox/${selected}`)
  }
  /** Folds or unfolds the group that the selection is in; folded, the first group that is. */
  function foldCurrent(wanted: boolean) {
    const group = wanted
      ? list.groups.find(({ ids }) => selected !== null && ids.includes(selected))
      : list.groups.find(({ key }) => folded.has(key))
    if (group && folded.has(group.key) !== wanted) fold(group.key)
  }
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group: words('keys.move'), run: () => move(1) },
    { keys: 'k', label: t('keys.previous'), group: words('keys.move'), run: () => move(-1) },
    { keys: 'ArrowDown', label: t('keys.next'), group: words('keys.move'), run: () => move(1) },
    { keys: 'ArrowUp', label: t('keys.previous'), group: words('keys.move'), run: () => move(-1) },
    { keys: 'o', label: t('keys.open'), group: words('keys.move'), run: open },
    { keys: 'Enter', label: t('keys.open'), group: words('keys.move'), run: open },
    { keys: '/', label: words('keys.filter'), group: words('keys.move'), run: () => box.current?.focus() },
    { keys: '.', label: t('keys.showNew'), group: words('keys.move'), run: list.merge },
    { keys: 'ArrowLeft', label: t('keys.fold'), group: words('keys.move'), run: () => foldCurrent(true) },
    { keys: 'ArrowRight', label: t('keys.unfold'), group: words('keys.move'), run: () => foldCurrent(false) },
    {
      keys: 'x',
      label: t('keys.pick'),
      group: t('keys.triage'),
      run: () => selected && picks.toggle(selected),
    },
    { keys: 'J', label: t('keys.pickDown'), group: t('keys.triage'), run: () => move(1, true) },
    { keys: 'K', label: t('keys.pickUp'), group: t('keys.triage'), run: () => move(-1, true) },
    { keys: 'Escape', label: t('keys.pickNone'), group: t('keys.triage'), run: picks.clear },
    ...triageShortcuts(triageWords, triage),
    // Only ever about what is selected: a preview that has not followed yet is somebody else's, and is waited for.
    ...useDeskShortcuts({
      ...IDLE,
      show: (sheet) => {
        // Several are picked: they are denied together, and never approved from here.
        if (many && sheet === 'deny') setDenying(true)
        else if (desk.current && shown === selected) desk.current.show(sheet)
        else if (!wide) open()
        else if (selected) wanted.current = { id: selected, sheet }
      },
    }),
  ])
  /** Picks what is most urgent, which is what would be lost, and asks to whom it goes. */
  function passOn(count: number) {
    picks.set(order.slice(0, count))
    triage.show('hand_over')
  }

  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="flex flex-[1_1_0px] flex-col max-tablet:pb-16 tablet:min-h-0">
        <div className="flex min-h-10 items-center border-line border-b px-6 max-tablet:px-4">
          <SplitTabs page={splits.data} choice={choice} />
          <ListOptions choice={choice} />
        </div>
        <div className="flex items-center gap-4 border-line border-b px-6 py-2 max-tablet:border-b-0 max-tablet:px-4">
          <FilterBox value={choice.filter} onChange={choice.setFilter} inputRef={box} known={splits.data?.known} />
          <Summary counts={counts} />
        </div>
        {page && choice.view === 'mine' ? <Overload page={page} held={list.arrived > 0} onPass={passOn} /> : null}
        {triage.trouble ? (
          <Banner
            tone="warn"
            action={
              <Button size="sm" onClick={triage.dismiss}>
                {words('close')}
              </Button>
            }
          >
            {triage.trouble}
          </Banner>
        ) : null}
        <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)] grid-rows-[minmax(0,1fr)] wide:grid-cols-[minmax(0,11fr)_minmax(0,13fr)]">
          <div className="relative flex min-h-0 flex-col border-line wide:border-e">
            {list.arrived > 0 ? <NewPill count={list.arrived} onClick={list.merge} /> : null}
            {list.groups.length > 0 ? (
              <InboxList
                groups={list.groups}
                byRisk={choice.group === 'risk'}
                batches={choice.view === 'mine' ? choice.group : 'none'}
                folded={folded}
                onFold={fold}
                selected={selected}
                wantsFocus={wantsFocus}
                onSelect={select}
                picked={picks.ids}
                onPick={picks.toggle}
              />
            ) : (
              <div className="min-h-0 flex-1 overflow-y-auto">
                <Nothing
                  choice={choice}
                  page={page}
                  error={data === undefined ? error : null}
                  onRetry={() => void refetch()}
                />
              </div>
            )}
            {many ? (
              <BulkBar ids={[...picks.ids]} triage={triage} onDeny={() => setDenying(true)} onClear={picks.clear} />
            ) : null}
            <InboxFoot
              view={choice.view}
              counts={counts}
              left={list.left}
              onView={choice.openView}
              onTidy={list.merge}
            />
          </div>
          {wide && shown !== null ? (
            <Preview id={shown} onDesk={onDesk} triage={triage} />
          ) : (
            <div className="max-wide:hidden" />
          )}
        </div>
        <KeyLine onAll={openKeys} />
      </main>
      {triage.sheets}
      {denying && many ? (
        <BulkDenySheet
          ids={[...picks.ids]}
          onClose={() => setDenying(false)}
          onDone={() => {
            setDenying(false)
            picks.clear()
          }}
        />
      ) : null}
    </>
  )
}

const IDLE: Omit<Desk, 'show'> = {
  reading: { expanded: [], open: () => {}, unread: [] },
  standing: { decide: false, approve: false, why: null, expired: false, tone: 'neutral', fix: null },
  sheet: null,
  close: () => {},
  changed: false,
  lookAgain: () => {},
}

function PreviewLoading() {
  const t = useTranslations('inbox.preview')
  return (
    <section aria-label={t('label')} className="bg-page px-6 pt-4">
      <PreviewBones />
    </section>
  )
}
