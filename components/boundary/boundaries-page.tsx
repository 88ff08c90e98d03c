'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Plus, Search } from 'lucide-react'
import dynamic from 'next/dynamic'
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useState } from 'react'
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
const LABELS = { all: 'All', mine: 'Mine', gaps: 'With gaps', in_review: 'In review' }
const EMPTY = {
  all: 'There is no workflow yet.',
  mine: 'You own no workflow.',
  gaps: 'No workflow has a gap. Somebody answers for each of them.',
  in_review: 'No change waits for a review.',
}

/** Every workflow with what its boundary does in practice: who owns it, what it asks of people, what is missing. */
export function BoundariesPage() {
  const [filter, setFilter] = useQueryStates({
    view: parseAsStringLiteral(VIEWS).withDefault('all'),
    q: parseAsString.withDefault('').withOptions({ throttleMs: 300 }),
  })
  const [creating, setCreating] = useState(false)
  const query = useInfiniteQuery(workflowsOptions(filter))
  const { data, error } = query
  const first = data?.pages[0]
  const items = data?.pages.flatMap((page) => page.items) ?? []
  useTitle('Boundaries')
  return (
    <>
      <TopBar>
        <PageTitle>Boundaries</PageTitle>
      </TopBar>
      <main id="main" className="max-tablet:pb-20">
        <div className="border-line border-b px-6 max-tablet:px-4">
          <Tabs
            label="Views"
            value={filter.view}
            onChange={(view) => void setFilter({ view })}
            items={VIEWS.map((view) => ({ value: view, label: LABELS[view], count: first?.counts[view] }))}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
          <label className="flex min-h-[34px] min-w-56 flex-1 items-center gap-2 rounded-md border border-field-line bg-sheet px-2.5 text-13 focus-within:border-ink focus-within:ring-1 focus-within:ring-ink">
            <Search className="size-4 flex-none text-fg-3" aria-hidden="true" />
            <span className="sr-only">Find by title, name or owner</span>
            <input
              className="min-w-0 flex-1 bg-transparent outline-none"
              placeholder="Find by title, name or owner"
              value={filter.q}
              onChange={(event) => void setFilter({ q: event.target.value })}
            />
          </label>
          {first?.may_create ? (
            <Button onClick={() => setCreating(true)} data-testid="new-workflow">
              <Plus className="size-4" aria-hidden="true" />
              New workflow
            </Button>
          ) : null}
        </div>
        {error && !data ? (
          <Trouble what="The boundaries" error={error} onRetry={() => void query.refetch()} />
        ) : !data ? (
          <LoadingRows />
        ) : items.length === 0 ? (
          <EmptyState
            title={filter.q === '' ? EMPTY[filter.view] : 'No workflow matches.'}
            actions={
              filter.q !== '' || filter.view !== 'all' ? (
                <Button onClick={() => void setFilter(null)}>Show all</Button>
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
              Show more
            </Button>
          </p>
        ) : null}
      </main>
      {creating ? <NewWorkflowSheet onClose={() => setCreating(false)} /> : null}
    </>
  )
}
