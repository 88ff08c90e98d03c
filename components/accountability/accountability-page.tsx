'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { ArrowDown, BadgeCheck, Download, TriangleAlert, UserRound } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { parseAsString, parseAsStringLiteral, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button, buttonClass } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Trouble } from '@/components/ui/trouble'
import { matrixOptions } from '@/lib/accountability/client'
import type { MatrixPage } from '@/lib/accountability/schema'
import { type AccountabilityRole, accountabilityRoles } from '@/lib/core/directory'
import { CampaignBar } from './campaign-bar'
import { Matrix } from './matrix'
import { SharedRuntimes } from './shared-runtimes'

const CellSheet = dynamic(() => import('./cell-sheet').then((module) => module.CellSheet), { ssr: false })
const VIEWS = ['all', 'gaps', 'due', 'vendors'] as const

/** Who answers for what, by name; red where nobody does. */
export function AccountabilityPage() {
  const t = useTranslations('accountability')
  const [view, setView] = useQueryState('view', parseAsStringLiteral(VIEWS).withDefault('all'))
  const [q, setQ] = useQueryState('q', parseAsString.withDefault('').withOptions({ throttleMs: 300 }))
  const [open, setOpen] = useQueryState('cell', parseAsString)
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    matrixOptions(view, q),
  )
  const first = data?.pages[0]
  const rows = data?.pages.flatMap((page) => page.items) ?? []
  const chosen = cellOf(open)
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="px-4 pt-5 pb-10 max-tablet:pb-24 tablet:px-6">
        <header className="flex flex-wrap items-end gap-x-4 gap-y-3">
          <div className="min-w-0 flex-1">
            <h2 className="text-20 tracking-[-0.015em]">{t('heading')}</h2>
            <p className="text-fg-2">{t('note')}</p>
          </div>
          <div className="flex flex-wrap gap-2">
            <Link href="/accountability/people" className={buttonClass({})}>
              <UserRound className="size-4" aria-hidden="true" />
              {t('people.crumb')}
            </Link>
            <Link href="/accountability/mine" className={buttonClass({})} data-testid="confirm-mine">
              <BadgeCheck className="size-4" aria-hidden="true" />
              {t('confirmMine')}
              {first && first.mine > 0 ? <span className="text-fg-3">{first.mine}</span> : null}
            </Link>
            <a href="/api/console/accountability.csv" download className={buttonClass({})}>
              <Download className="size-4" aria-hidden="true" />
              {t('export')}
            </a>
          </div>
        </header>
        {error && !data ? (
          <Trouble what={t('title')} error={error} onRetry={() => void refetch()} />
        ) : !first ? (
          <LoadingRows className="-mx-4 mt-4 tablet:-mx-6" />
        ) : (
          <>
            <Headline headline={first.headline} open={open} onOpen={(cell) => void setOpen(cell)} />
            <CampaignBar campaign={first.campaign} mayStart={first.may_start_campaign} />
            <div className="mt-5 flex flex-wrap items-end gap-x-6 gap-y-2 border-line border-b">
              <Tabs
                label={t('views.label')}
                value={view}
                onChange={(next) => void setView(next)}
                items={[
                  { value: 'all', label: t('views.all'), count: first.counts.all },
                  { value: 'gaps', label: t('views.gaps'), count: first.counts.gaps },
                  { value: 'due', label: t('views.due'), count: first.counts.due },
                  { value: 'vendors', label: t('views.vendors'), count: first.counts.vendors },
                ]}
              />
              <div className="ms-auto flex items-center gap-3 pb-2 text-12 text-fg-2 max-tablet:ms-0 max-tablet:w-full">
                <input
                  type="search"
                  aria-label={t('filter')}
                  placeholder={t('filterHint')}
                  value={q}
                  maxLength={100}
                  onChange={(event) => void setQ(event.target.value || null)}
                  className="field min-h-[30px] w-44! px-2 py-1 text-13! max-tablet:w-full!"
                />
                <Confirmed confirmed={first.confirmed} />
              </div>
            </div>
            {rows.length === 0 ? (
              <Nothing
                page={first}
                filtered={q !== '' || view !== 'all'}
                onClear={() => void Promise.all([setQ(null), setView(null)])}
              />
            ) : (
              <div className="max-tablet:mt-4">
                <Matrix rows={rows} open={open} onOpen={(cell) => void setOpen(cell)} />
              </div>
            )}
            {hasNextPage ? (
              <p className="p-4 text-center">
                <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
                  {t('more')}
                </Button>
              </p>
            ) : null}
            <SharedRuntimes runtimes={first.shared_runtimes} />
          </>
        )}
      </main>
      {chosen ? (
        <CellSheet key={open} slug={chosen.slug} role={chosen.role} onClose={() => void setOpen(null)} />
      ) : null}
    </>
  )
}

/** `payments.logging` of the address; null when it is none. */
function cellOf(text: string | null): { slug: string; role: AccountabilityRole } | null {
  const [slug = '', named = ''] = text?.split('.') ?? []
  const role = accountabilityRoles.find((candidate) => candidate === named)
  return slug !== '' && role ? { slug, role } : null
}

function Headline({
  headline,
  open,
  onOpen,
}: {
  headline: MatrixPage['headline']
  open: string | null
  onOpen: (cell: string) => void
}) {
  const t = useTranslations('accountability')
  if (headline === null) return null
  const { cells } = headline
  const next = cells[(cells.indexOf(open ?? '') + 1) % cells.length]
  return (
    <div
      data-testid="gap-headline"
      className="mt-4 flex gap-3 border-danger border-s-[3px] bg-danger-soft px-4 py-3 text-13 ring-1 ring-danger/25 ring-inset max-tablet:flex-wrap"
    >
      <TriangleAlert className="mt-0.5 size-4 flex-none text-danger" aria-hidden="true" />
      <p className="min-w-0 flex-1 basis-60">
        <b className="block text-danger">{headline.sentence}</b>
        {headline.detail}
      </p>
      {next === undefined ? null : (
        <button
          type="button"
          onClick={() => onOpen(next)}
          className="inline-flex min-h-6 flex-none items-center gap-1 self-start hover:underline"
        >
          {cells.length === 1 ? t('openGap') : t('nextGap')}
          <ArrowDown className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </div>
  )
}

function Confirmed({ confirmed: { done, of } }: { confirmed: MatrixPage['confirmed'] }) {
  const t = useTranslations('accountability')
  if (of === 0) return null
  return (
    <p className="flex items-center gap-2 whitespace-nowrap">
      {t.rich('confirmed', {
        done,
        of,
        bar: () => (
          <span aria-hidden="true" className="h-1 w-16 overflow-hidden rounded-full bg-line">
            <span className="block h-full bg-fg-2" style={{ width: `${(done / of) * 100}%` }} />
          </span>
        ),
        b: (words) => <b className="text-fg">{words}</b>,
      })}
    </p>
  )
}

function Nothing({ page, filtered, onClear }: { page: MatrixPage; filtered: boolean; onClear: () => void }) {
  const t = useTranslations('accountability')
  if (page.counts.all > 0 && filtered)
    return (
      <EmptyState
        title={t('nothing.title')}
        actions={<Button onClick={onClear}>{t('nothing.showAll', { count: page.counts.all })}</Button>}
      >
        {t('nothing.note')}
      </EmptyState>
    )
  return <EmptyState title={t('empty.title')}>{t('empty.note')}</EmptyState>
}
