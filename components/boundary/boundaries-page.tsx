'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Tabs } from '@/components/ui/tabs'
import { Trouble } from '@/components/ui/trouble'
import { workflowsOptions } from '@/lib/boundaries/client'
import { WorkflowRow, WorkflowRowHead } from './workflow-row'

const NewWorkflowSheet = dynamic(() => import('./new-workflow-sheet').then((module) => module.NewWorkflowSheet), {
  ssr: false,
})
const VIEWS = ['all', 'mine', 'gaps', 'in_review'] as const

/** Every workflow with what its boundary does in practice: who owns it, what it asks of people, what is missing. */
export function BoundariesPage() {
  const t = useTranslations('boundary')
  const [filter, setFilter] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault('all'),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
  })
  const [creating, setCreating] = useState(false)
  const query = useInfiniteQuery(workflowsOptions(filter))
  const { data, error } = query
  const first = data?.pages[0]
  const items = data?.pages.flatMap((page) => page.items) ?? []
  useTitle(t('title'))
  return (
    <>
      <TopBar>
        <PageTitle>{t('title')}</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label={t('list.views')}
            value={filter.view}
            onChange={(view) => void setFilter({ view })}
            items={VIEWS.map((view) => ({ value: view, label: t(`list.view.${view}`), count: first?.counts[view] }))}
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
          {first?.may_create ? (
            <Button onClick={() => setCreating(true)} data-testid="new-workflow">
              <Plus className="size-4" aria-hidden="true" />
              {t('list.new')}
            </Button>
          ) : null}
        </div>
        {error && !data ? (
          <Trouble what={t('list.the')} error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : items.length === 0 ? (
          <EmptyState
            title={filter.q === '' ? t(`list.empty.${filter.view}`) : t('list.noMatch')}
            actions={
              filter.q !== '' || filter.view !== 'all' ? (
                <Button onClick={() => void setFilter(null)}>{t('list.showAll')}</Button>
              ) : undefined
            }
          />
        ) : (
          <>
            <WorkflowRowHead />
            <ul>
              {items.map((item) => (
                <WorkflowRow key={item.id} item={item} />
              ))}
            </ul>
          </>
        )}
        {query.hasNextPage ? (
          <p className="p-4 text-center">
            <Button onClick={() => void query.fetchNextPage()} disabled={query.isFetchingNextPage}>
              {t('list.showMore')}
            </Button>
          </p>
        ) : null}
      </main>
      {creating ? <NewWorkflowSheet onClose={() => setCreating(false)} /> : null}
    </>
  )
}
