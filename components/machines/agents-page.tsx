'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Plus, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/field'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Trouble } from '@/components/ui/trouble'
import { machinesOptions, overlapsOptions, runtimesOptions } from '@/lib/machines/client'
import type { MachineItem } from '@/lib/machines/schema'
import { MachineTable } from './machine-table'
import { Overlaps } from './overlaps'
import { RuntimeTable } from './runtime-table'

const RegisterSheet = dynamic(() => import('./register-sheet').then((module) => module.RegisterSheet), { ssr: false })
const RuntimeSheet = dynamic(() => import('./runtime-sheet').then((module) => module.RuntimeSheet), { ssr: false })

const VIEWS = ['agents', 'executors', 'runtimes', 'others'] as const
type View = (typeof VIEWS)[number]
const STATUSES = ['active', 'suspended', 'quarantined', 'retired'] as const

/** Who may ask, who may redeem, where they run, and who reads or proposes: everything that is no person. */
export function AgentsPage() {
  const t = useTranslations('machines')
  const [filter, setFilter] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault('agents'),
    status: parseAsString.withDefault(''),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
  })
  const [registering, setRegistering] = useState(false)
  // Its first page also says how many there are of each kind and what this person may register.
  const known = useInfiniteQuery(machinesOptions({ kind: 'agent', status: '', q: '' }))
  const first = known.data?.pages[0]
  const counts = first?.counts
  const kind = { agents: 'agent', executors: 'executor', runtimes: 'runtime', others: 'auditor' } as const
  const may = first?.may_register.includes(kind[filter.view]) ?? false
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('heading')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label={t('views.label')}
            value={filter.view}
            onChange={(view) => void setFilter({ view, status: '', q: '' })}
            items={[
              { value: 'agents', label: t('views.agents'), count: counts?.agent },
              { value: 'executors', label: t('views.executors'), count: counts?.executor },
              { value: 'runtimes', label: t('views.runtimes'), count: counts?.runtime },
              {
                value: 'others',
                label: t('views.others'),
                count: counts && counts.pipeline + counts.auditor,
              },
            ]}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
          <label className="flex min-h-[34px] min-w-56 flex-1 items-center gap-2 rounded-md border border-field-line bg-sheet px-2.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
            <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="sr-only">{t('list.find')}</span>
            <input
              className="min-w-0 flex-1 bg-transparent outline-none"
              placeholder={t('list.find')}
              value={filter.q}
              onChange={(event) => void setFilter({ q: event.target.value })}
            />
          </label>
          <Select
            aria-label={t('list.state')}
            value={filter.status}
            onChange={(event) => void setFilter({ status: event.target.value })}
          >
            <option value="">{t('list.everyState')}</option>
            {STATUSES.filter((status) => filter.view !== 'runtimes' || status !== 'retired').map((status) => (
              <option key={status} value={status}>
                {t(`standing.${status}`)}
              </option>
            ))}
          </Select>
          {may ? (
            <Button look="primary" onClick={() => setRegistering(true)} data-testid="register">
              <Plus className="size-4" aria-hidden="true" />
              {t('list.register')}
            </Button>
          ) : null}
        </div>
        {filter.view === 'runtimes' ? (
          <Runtimes filter={filter} onClear={() => void setFilter({ status: '', q: '' })} />
        ) : (
          <Machines view={filter.view} filter={filter} onClear={() => void setFilter({ status: '', q: '' })} />
        )}
      </main>
      {registering && filter.view === 'runtimes' ? <RuntimeSheet onClose={() => setRegistering(false)} /> : null}
      {registering && filter.view !== 'runtimes' ? (
        <RegisterSheet
          kinds={filter.view === 'others' ? ['pipeline', 'auditor'] : [filter.view === 'agents' ? 'agent' : 'executor']}
          onClose={() => setRegistering(false)}
        />
      ) : null}
    </>
  )
}

type Filter = { status: string; q: string }

function Machines({ view, filter, onClear }: { view: Exclude<View, 'runtimes'>; filter: Filter; onClear: () => void }) {
  const t = useTranslations('machines')
  const { status, q } = filter
  const kinds = { agents: 'agent', executors: 'executor', others: 'pipeline' } as const
  const query = useInfiniteQuery(machinesOptions({ kind: kinds[view], status, q }))
  const second = useInfiniteQuery({
    ...machinesOptions({ kind: 'auditor', status, q }),
    enabled: view === 'others',
  })
  const items: MachineItem[] = [query, ...(view === 'others' ? [second] : [])].flatMap(
    (each) => each.data?.pages.flatMap((page) => page.items) ?? [],
  )
  if (query.error && !query.data)
    return <Trouble what={t('list.machines')} error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data || (view === 'others' && second.isLoading)) return <LoadingRows />
  if (items.length === 0) return <Nothing view={view} filter={filter} onClear={onClear} />
  return (
    <>
      <MachineTable items={items} />
      {query.hasNextPage ? <More onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage} /> : null}
    </>
  )
}

function Runtimes({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const t = useTranslations('machines')
  const { status, q } = filter
  const query = useInfiniteQuery(runtimesOptions({ status, q }))
  const { data: overlaps } = useQuery(overlapsOptions())
  const open = overlaps?.items.filter((overlap) => overlap.owner === null) ?? []
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.error && !query.data)
    return <Trouble what={t('list.runtimes')} error={query.error} onRetry={() => void query.refetch()} />
  if (!query.data) return <LoadingRows />
  if (items.length === 0) return <Nothing view="runtimes" filter={filter} onClear={onClear} />
  return (
    <>
      {open.length > 0 ? (
        <div className="border-line border-b px-6 py-4 max-tablet:px-4">
          <Overlaps overlaps={open} />
        </div>
      ) : null}
      <RuntimeTable items={items} />
      {query.hasNextPage ? <More onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage} /> : null}
    </>
  )
}

function Nothing({ view, filter, onClear }: { view: View; filter: Filter; onClear: () => void }) {
  const t = useTranslations('machines')
  const filtered = filter.status !== '' || filter.q !== ''
  return (
    <EmptyState
      title={filtered ? t('list.nothing') : t(`list.empty.${view}`)}
      actions={filtered ? <Button onClick={onClear}>{t('list.clear')}</Button> : null}
    >
      {filtered ? null : t('list.emptyNote')}
    </EmptyState>
  )
}

function More({ onClick, busy }: { onClick: () => void; busy: boolean }) {
  const t = useTranslations('machines')
  return (
    <p className="p-4 text-center">
      <Button onClick={onClick} disabled={busy}>
        {t('list.more')}
      </Button>
    </p>
  )
}
