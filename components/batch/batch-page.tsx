'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useEffect, useState } from 'react'
import { useTranslations } from 'use-intl'
import { useShortcuts } from '@/components/shell/shortcuts'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { EmptyState, ErrorState, LoadingRows } from '@/components/ui/states'
import { Banner } from '@/components/ui/strip'
import { Tabs } from '@/components/ui/tabs'
import { batchOptions } from '@/lib/batches/client'
import type { BatchResult, BatchView } from '@/lib/batches/schema'
import { limits } from '@/lib/core/limits'
import { ApiError } from '@/lib/http/client'
import { BatchBar } from './batch-bar'
import { Apart, BatchHead } from './batch-head'
import { BatchResults } from './batch-results'
import { BatchTable } from './batch-table'
import { DenialSheet } from './denial-sheet'
import { FinishSheet } from './finish-sheet'
import { ReviewRun } from './review-run'
import { type BatchRow, useBatch } from './use-batch'

const MODES = ['table', 'run'] as const
const PARSERS = { ids: parseAsString.withDefault(''), mode: parseAsStringLiteral(MODES).withDefault('table') }

/** Similar requests together: read one by one, decided under one signature (UX S4). */
export function BatchPage() {
  const t = useTranslations('batch')
  const words = useTranslations('words')
  const [{ ids }] = useQueryStates(PARSERS)
  const all = [...new Set(ids.split(',').filter((id) => id !== ''))]
  const { data, error, refetch } = useQuery(batchOptions(all.slice(0, limits.batchShown)))
  useTitle(t('title'))
  if (data && data.rows.length > 0)
    return (
      <Loaded key={data.rows.map(({ item }) => item.id).join()} view={data} waiting={all.slice(limits.batchShown)} />
    )
  return (
    <>
      <Bar />
      <main id="main">
        {all.length === 0 ? (
          <EmptyState title={t('empty.nothing')} actions={<ToInbox />}>
            {t('empty.nothingNote')}
          </EmptyState>
        ) : data ? (
          <>
            <EmptyState title={t('empty.apart')} actions={<ToInbox />}>
              {t('empty.apartNote')}
            </EmptyState>
            <Apart view={data} />
          </>
        ) : error ? (
          error instanceof ApiError && error.status === 404 ? (
            <ErrorState title={t('empty.missing')} actions={<ToInbox />}>
              {t('empty.missingNote')}
            </ErrorState>
          ) : (
            <ErrorState
              title={t('empty.failed')}
              actions={<Button onClick={() => void refetch()}>{words('tryAgain')}</Button>}
            >
              {t('empty.failedNote')}
            </ErrorState>
          )
        ) : (
          <LoadingRows />
        )}
      </main>
    </>
  )
}

function ToInbox() {
  const t = useTranslations('batch')
  return (
    <Link href="/inbox" className={buttonClass()}>
      {t('toInbox')}
    </Link>
  )
}

function Bar({ children }: { children?: React.ReactNode }) {
  const t = useTranslations('batch')
  const words = useTranslations('request')
  return (
    <TopBar>
      <Link
        href="/inbox"
        className="-ms-1 inline-flex min-h-8 flex-none items-center gap-0.5 text-13 text-fg-2 hover:text-fg"
      >
        <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
        {words('inbox')}
      </Link>
      <PageTitle>{t('title')}</PageTitle>
      {children}
    </TopBar>
  )
}

type Sheets = 'finish' | { deny: BatchRow } | null

function Loaded({ view, waiting }: { view: BatchView; waiting: string[] }) {
  const t = useTranslations('batch')
  const words = useTranslations('request')
  const router = useRouter()
  const batch = useBatch(view)
  const [{ mode }, setUrl] = useQueryStates(PARSERS)
  const [at, setAt] = useState(0)
  const [unfolded, setUnfolded] = useState<string | null>(null)
  const [sheet, setSheet] = useState<Sheets>(null)
  const [results, setResults] = useState<BatchResult[] | null>(null)
  const row = batch.rows[at]
  const { chosen } = batch
  const run = mode === 'run'
  // What is being read in the table is what the keys are about.
  const go = (next: number) => {
    const to = Math.min(Math.max(next, 0), batch.rows.length - 1)
    setAt(to)
    if (!run && unfolded !== null) setUnfolded(batch.rows[to]?.item.id ?? null)
  }
  const finish = () => chosen.length > 0 && setSheet('finish')
  const may = row !== undefined && batch.isOpen(row) && batch.isOpened(row.item.id)

  /** To the next one that nothing was said of; at the end to the list that is signed. */
  function next() {
    const after = [...batch.rows.keys()].slice(at + 1).find((n) => {
      const other = batch.rows[n]
      return other !== undefined && batch.isOpen(other) && batch.staged(other.item.id) === undefined
    })
    if (after !== undefined) go(after)
    else if (run && at < batch.rows.length - 1) go(batch.rows.length - 1)
  }
  function approve() {
    if (!may || row === undefined || batch.isUnread(row.item.id)) return
    batch.stage(row.item.id, { verb: 'approve' })
    if (run) next()
  }
  function skip() {
    if (row === undefined) return
    batch.stage(row.item.id, undefined)
    next()
  }
  const move = words('keys.move')
  const decide = words('keys.decide')
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group: move, run: () => go(at + 1) },
    { keys: 'k', label: t('keys.previous'), group: move, run: () => go(at - 1) },
    { keys: 'ArrowDown', label: t('keys.next'), group: move, run: () => go(at + 1) },
    { keys: 'ArrowUp', label: t('keys.previous'), group: move, run: () => go(at - 1) },
    {
      keys: 'o',
      label: t('keys.unfold'),
      group: move,
      run: () => row && setUnfolded((now) => (now === row.item.id ? null : row.item.id)),
    },
    { keys: 't', label: t('keys.mode'), group: move, run: () => void setUrl({ mode: run ? 'table' : 'run' }) },
    { keys: 'u', label: words('backToInbox'), group: move, run: () => router.push('/inbox') },
    { keys: 'a', label: t('keys.approve'), group: decide, run: approve, once: true },
    {
      keys: 'd',
      label: t('keys.deny'),
      group: decide,
      run: () => may && row && setSheet({ deny: row }),
      once: true,
    },
    { keys: 's', label: t('keys.skip'), group: decide, run: skip, once: true },
    { keys: 'f', label: t('keys.finish'), group: decide, run: finish, once: true },
  ])
  useEffect(() => {
    if (unfolded !== null)
      document.querySelector(`[data-testid="batch-row-${unfolded}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [unfolded])

  if (results !== null)
    return (
      <>
        <Bar />
        <main id="main">
          <BatchResults
            results={results}
            titleOf={(id) => view.rows.find(({ item }) => item.id === id)?.item ?? { title: id, code: '' }}
            actions={<AfterResults waiting={waiting} />}
          />
        </main>
      </>
    )
  return (
    <>
      <Bar>
        <Tabs
          label={t('modes.label')}
          value={mode}
          onChange={(value) => void setUrl({ mode: value })}
          items={[
            { value: 'table', label: t('modes.table') },
            { value: 'run', label: t('modes.run') },
          ]}
          className="ms-4 self-end max-tablet:ms-1"
        />
      </Bar>
      <main id="main" className="flex flex-1 flex-col">
        {waiting.length > 0 ? (
          <Banner>{t('waiting', { shown: limits.batchShown, waiting: waiting.length })}</Banner>
        ) : null}
        {run ? (
          <ReviewRun
            batch={batch}
            at={at}
            onGo={go}
            onApprove={approve}
            onDeny={() => may && row && setSheet({ deny: row })}
            onHold={skip}
            onFinish={finish}
          />
        ) : (
          <>
            <BatchHead view={view} />
            <Apart view={view} />
            <BatchTable
              batch={batch}
              unfolded={unfolded}
              current={row?.item.id ?? null}
              onUnfold={(id) => {
                setUnfolded(id)
                if (id !== null) setAt(batch.rows.findIndex(({ item }) => item.id === id))
              }}
              onDeny={(denied) => setSheet({ deny: denied })}
            />
            <BatchBar batch={batch} run={false} onFinish={finish} />
          </>
        )}
      </main>
      {sheet === 'finish' ? (
        <FinishSheet batch={batch} onClose={() => setSheet(null)} onDone={setResults} />
      ) : sheet !== null ? (
        <StagedDenial
          row={sheet.deny}
          given={batch.staged(sheet.deny.item.id)}
          onClose={() => setSheet(null)}
          onSubmit={(code, reason) => {
            batch.stage(sheet.deny.item.id, { verb: 'deny', code, reason })
            setSheet(null)
            if (run) next()
          }}
        />
      ) : null}
    </>
  )
}

function AfterResults({ waiting }: { waiting: string[] }) {
  const t = useTranslations('batch')
  return (
    <>
      {waiting.length > 0 ? (
        <a href={`/batch?ids=${waiting.join(',')}`} className={buttonClass({ look: 'primary' })}>
          {t('nextOnes', { count: Math.min(waiting.length, limits.batchShown) })}
        </a>
      ) : null}
      <ToInbox />
    </>
  )
}

function StagedDenial({
  row,
  given,
  onSubmit,
  onClose,
}: {
  row: BatchRow
  given: ReturnType<ReturnType<typeof useBatch>['staged']>
} & Pick<Parameters<typeof DenialSheet>[0], 'onSubmit' | 'onClose'>) {
  const t = useTranslations('batch.denial')
  const words = useTranslations('request')
  return (
    <DenialSheet
      testId="stage-denial-sheet"
      title={words.rich('titled.deny', { what: () => <HiddenText>{row.item.title}</HiddenText> })}
      above={<p className="mb-1.5 text-13 text-fg-2">{t('staged')}</p>}
      action={t('action')}
      given={given?.verb === 'deny' ? given : undefined}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
