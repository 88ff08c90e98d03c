'use client'
import { useQuery } from '@tanstack/react-query'
import { ChevronLeft } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useEffect, useState } from 'react'
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
  const [{ ids }] = useQueryStates(PARSERS)
  const all = [...new Set(ids.split(',').filter((id) => id !== ''))]
  const { data, error, refetch } = useQuery(batchOptions(all.slice(0, limits.batchShown)))
  useTitle('Batch')
  if (data && data.rows.length > 0)
    return (
      <Loaded key={data.rows.map(({ item }) => item.id).join()} view={data} waiting={all.slice(limits.batchShown)} />
    )
  return (
    <>
      <Bar />
      <main id="main">
        {all.length === 0 ? (
          <EmptyState title="Nothing was picked" actions={<ToInbox />}>
            Pick similar requests in the inbox, or open a group of them.
          </EmptyState>
        ) : data ? (
          <>
            <EmptyState title="None of these is decided in a batch" actions={<ToInbox />}>
              Each is decided by itself, for the reason beside it.
            </EmptyState>
            <Apart view={data} />
          </>
        ) : error ? (
          error instanceof ApiError && error.status === 404 ? (
            <ErrorState title="There is nothing here" actions={<ToInbox />}>
              These requests do not exist, or are not yours to see.
            </ErrorState>
          ) : (
            <ErrorState
              title="The requests could not be loaded"
              actions={<Button onClick={() => void refetch()}>Try again</Button>}
            >
              Nothing was decided.
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
  return (
    <Link href="/inbox" className={buttonClass()}>
      Go to the inbox
    </Link>
  )
}

function Bar({ children }: { children?: React.ReactNode }) {
  return (
    <TopBar>
      <Link
        href="/inbox"
        className="-ms-1 inline-flex min-h-8 flex-none items-center gap-0.5 text-13 text-fg-2 hover:text-fg"
      >
        <ChevronLeft className="size-4 rtl:-scale-x-100" aria-hidden="true" />
        Inbox
      </Link>
      <PageTitle>Batch</PageTitle>
      {children}
    </TopBar>
  )
}

type Sheets = 'finish' | { deny: BatchRow } | null

function Loaded({ view, waiting }: { view: BatchView; waiting: string[] }) {
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
  useShortcuts([
    { keys: 'j', label: 'Next', group: 'Move', run: () => go(at + 1) },
    { keys: 'k', label: 'Previous', group: 'Move', run: () => go(at - 1) },
    { keys: 'ArrowDown', label: 'Next', group: 'Move', run: () => go(at + 1) },
    { keys: 'ArrowUp', label: 'Previous', group: 'Move', run: () => go(at - 1) },
    {
      keys: 'o',
      label: 'Open or close',
      group: 'Move',
      run: () => row && setUnfolded((now) => (now === row.item.id ? null : row.item.id)),
    },
    { keys: 't', label: 'Table or review run', group: 'Move', run: () => void setUrl({ mode: run ? 'table' : 'run' }) },
    { keys: 'u', label: 'Back to the inbox', group: 'Move', run: () => router.push('/inbox') },
    { keys: 'a', label: 'Put down: approve', group: 'Decide', run: approve, once: true },
    {
      keys: 'd',
      label: 'Put down: deny',
      group: 'Decide',
      run: () => may && row && setSheet({ deny: row }),
      once: true,
    },
    { keys: 's', label: 'Skip', group: 'Decide', run: skip, once: true },
    { keys: 'f', label: 'Sign the list', group: 'Decide', run: finish, once: true },
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
          label="How to go through them"
          value={mode}
          onChange={(value) => void setUrl({ mode: value })}
          items={[
            { value: 'table', label: 'Table' },
            { value: 'run', label: 'Review run' },
          ]}
          className="ms-4 self-end max-tablet:ms-1"
        />
      </Bar>
      <main id="main" className="flex flex-1 flex-col">
        {waiting.length > 0 ? (
          <Banner>
            {limits.batchShown} at a time. {waiting.length} wait for the next batch.
          </Banner>
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
  return (
    <>
      {waiting.length > 0 ? (
        <a href={`/batch?ids=${waiting.join(',')}`} className={buttonClass({ look: 'primary' })}>
          Next {Math.min(waiting.length, limits.batchShown)}
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
  return (
    <DenialSheet
      testId="stage-denial-sheet"
      title={
        <>
          Deny: <HiddenText>{row.item.title}</HiddenText>
        </>
      }
      above={<p className="mb-1.5 text-13 text-fg-2">Put down for the list. Nothing is denied yet.</p>}
      action="Put it down as denied"
      given={given?.verb === 'deny' ? given : undefined}
      onSubmit={onSubmit}
      onClose={onClose}
    />
  )
}
