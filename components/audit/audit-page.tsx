'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { clsx } from 'clsx'
import { X } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState, useQueryStates } from 'nuqs'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useShortcuts } from '@/components/shell/shortcuts'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { HiddenText } from '@/components/ui/hidden-text'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { auditOptions } from '@/lib/audit/client'
import type { HistoryEntry } from '@/lib/inbox/schema'
import { CheckpointCard } from './checkpoint-card'

const EntryPanel = dynamic(() => import('./entry-panel').then((module) => module.EntryPanel), { ssr: false })
const FIELDS = ['type', 'actor', 'request', 'workflow'] as const

/** The log, newest first; the chosen entry proves itself on the right. */
export function AuditPage() {
  const t = useTranslations('audit')
  const words = useTranslations('words')
  const [filter, setFilter] = useQueryStates({
    type: parseAsString.withDefault(''),
    actor: parseAsString.withDefault(''),
    request: parseAsString.withDefault(''),
    workflow: parseAsString.withDefault(''),
  })
  const [chosen, setChosen] = useQueryState('entry', parseAsString)
  const query = useInfiniteQuery(auditOptions(filter))
  const { data, error } = query
  const items = data?.pages.flatMap((page) => page.items) ?? []
  const first = data?.pages[0]
  const filtered = FIELDS.some((field) => filter[field] !== '')
  const step = (by: number) => {
    const at = items.findIndex((entry) => entry.entry_id === chosen)
    const next = items[Math.min(Math.max(at + by, 0), items.length - 1)]
    if (next) void setChosen(next.entry_id)
  }
  useTitle(t('title'))
  useShortcuts([
    { keys: 'j', label: t('next'), group: words('keys.move'), run: () => step(1) },
    { keys: 'k', label: t('previous'), group: words('keys.move'), run: () => step(-1) },
    { keys: 'Escape', label: t('closeEntry'), group: words('keys.move'), run: () => void setChosen(null) },
  ])
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main
        id="main"
        className={clsx(
          'flex-[1_1_0px] max-tablet:pb-20 tablet:grid tablet:grid-rows-[minmax(0,1fr)] tablet:min-h-0',
          chosen ? 'tablet:grid-cols-[minmax(0,1fr)_380px]' : 'tablet:grid-cols-1',
        )}
      >
        <div className={clsx('flex min-h-0 min-w-0 flex-col', chosen && 'max-tablet:hidden')}>
          <CheckpointCard page={first} />
          <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
            {FIELDS.map((field) => (
              <label
                key={field}
                className="flex min-h-8 min-w-32 flex-1 items-center gap-1.5 rounded-md border border-field-line bg-sheet px-2.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink"
              >
                <span className="font-mono text-12 text-fg-3">{field}:</span>
                <input
                  value={filter[field]}
                  onChange={(event) => void setFilter({ [field]: event.target.value })}
                  placeholder={PLACEHOLDER[field]}
                  className="min-w-0 flex-1 bg-transparent font-mono text-12 outline-none"
                />
              </label>
            ))}
            {filtered ? (
              <Button look="quiet" onClick={() => void setFilter(null)}>
                <X className="size-3.5" aria-hidden="true" />
                {t('clear')}
              </Button>
            ) : null}
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto">
            {error && !data ? (
              <Trouble what={t('what')} audience={t('audience')} error={error} onRetry={() => void query.refetch()} />
            ) : !data ? (
              <LoadingRows rows={10} />
            ) : items.length === 0 ? (
              <EmptyState
                title={filtered ? t('noMatch') : t('empty')}
                actions={filtered ? <Button onClick={() => void setFilter(null)}>{words('clearFilter')}</Button> : null}
              />
            ) : (
              <Entries items={items} chosen={chosen} onChoose={(id) => void setChosen(id)} />
            )}
            {query.hasNextPage ? (
              <p className="p-4 text-center">
                <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
                  {words('more')}
                </Button>
              </p>
            ) : null}
          </div>
        </div>
        {chosen ? (
          <EntryPanel
            key={chosen}
            entryId={chosen}
            entry={items.find((entry) => entry.entry_id === chosen)}
            onClose={() => void setChosen(null)}
            onStep={step}
          />
        ) : null}
      </main>
    </>
  )
}

const PLACEHOLDER = { type: 'decision.recorded', actor: 'usr_…', request: 'req_…', workflow: 'payments' }
const TONE = { neutral: 'bg-fg-3', ok: 'bg-ok', warn: 'bg-warn', danger: 'bg-danger' }

function Entries({
  items,
  chosen,
  onChoose,
}: {
  items: HistoryEntry[]
  chosen: string | null
  onChoose: (id: string) => void
}) {
  const t = useTranslations('audit')
  const { absolute, clock, date, number } = useFormat()
  return (
    <ol aria-label={t('entries')}>
      {items.map((entry, at) => {
        const newDay = at === 0 || date(items[at - 1]?.at ?? '1970-01-01T00:00:00Z') !== date(entry.at)
        return (
          <li key={entry.entry_id}>
            {newDay ? (
              <h2 className="sticky top-0 z-[2] border-line border-b bg-page px-6 py-1.5 font-normal text-12 text-fg-3 max-tablet:px-4">
                {t('day', { date: date(entry.at) })}
              </h2>
            ) : null}
            <button
              type="button"
              data-testid={`audit-row-${entry.entry_id}`}
              aria-current={chosen === entry.entry_id ? 'true' : undefined}
              onClick={() => onChoose(entry.entry_id)}
              className="relative grid w-full items-baseline gap-x-3 border-line border-b px-6 py-[7px] text-start text-13 hover:bg-sunken/60 aria-[current=true]:bg-ink-soft aria-[current=true]:before:absolute aria-[current=true]:before:inset-y-0 aria-[current=true]:before:start-0 aria-[current=true]:before:w-[3px] aria-[current=true]:before:bg-ink max-tablet:grid-cols-[1fr_auto] max-tablet:px-4 max-tablet:py-2.5 tablet:grid-cols-[56px_64px_minmax(0,1fr)_auto]"
            >
              <span className="font-mono text-12 text-fg-3 max-tablet:order-3">
                {entry.index === null ? '·' : number(entry.index)}
              </span>
              <time
                dateTime={entry.at}
                title={absolute(entry.at)}
                className="text-12 text-fg-2 max-tablet:order-4 max-tablet:text-end"
              >
                {clock(entry.at)}
              </time>
              <span className="flex min-w-0 items-baseline gap-2 max-tablet:order-1 max-tablet:col-span-2">
                <span
                  aria-hidden="true"
                  className={clsx(
                    'size-[7px] flex-none translate-y-[-1px]',
                    entry.tone === 'danger' ? 'rounded-[1px]' : 'rounded-full',
                    TONE[entry.tone],
                  )}
                />
                <span className="min-w-0 [overflow-wrap:anywhere]">
                  <HiddenText>{entry.sentence}</HiddenText>
                </span>
              </span>
              <span className="font-mono text-12 text-fg-3 max-tablet:hidden">{entry.type}</span>
            </button>
          </li>
        )
      })}
    </ol>
  )
}
