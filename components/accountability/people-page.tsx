'use client'
import { useInfiniteQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { PageTitle, TopBar } from '@/components/shell/top-bar'
import { useTitle } from '@/components/shell/use-title'
import { Button } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Trouble } from '@/components/ui/trouble'
import { accountablePeopleOptions } from '@/lib/accountability/client'

/** Everybody who answers for something, with how much; who has left and still does comes first. */
export function PeoplePage() {
  const t = useTranslations('accountability')
  const [q, setQ] = useQueryState('q', parseAsString.withDefault('').withOptions({ throttleMs: 300 }))
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    accountablePeopleOptions(q),
  )
  const items = data?.pages.flatMap((page) => page.items) ?? []
  useTitle(t('people.title'))
  return (
    <>
      <TopBar>
        <Link href="/accountability" className="text-13 text-fg-2 hover:text-fg">
          {t('title')}
        </Link>
        <span aria-hidden="true" className="text-fg-3">
          /
        </span>
        <PageTitle>{t('people.crumb')}</PageTitle>
      </TopBar>
      <main id="main" className="mx-auto max-w-[760px] px-4 pt-5 pb-10 max-tablet:pb-24 tablet:px-6">
        <input
          type="search"
          aria-label={t('people.filter')}
          placeholder={t('people.name')}
          value={q}
          maxLength={100}
          onChange={(event) => void setQ(event.target.value || null)}
          className="field min-h-9 max-w-64 px-2.5 py-1.5"
        />
        {error && !data ? (
          <Trouble what={t('people.what')} error={error} onRetry={() => void refetch()} />
        ) : !data ? (
          <LoadingRows rows={6} />
        ) : items.length === 0 ? (
          <EmptyState title={t('cell.nobody')}>{q === '' ? t('people.empty') : t('people.nothing')}</EmptyState>
        ) : (
          <ul className="mt-4 overflow-hidden rounded-md border border-line bg-panel">
            {items.map((person) => (
              <li key={person.id} className="border-line border-b last:border-b-0">
                <Link
                  href={`/accountability/people/${person.id}`}
                  className="flex min-h-12 flex-wrap items-center gap-x-3 px-4 py-2 hover:bg-sunken"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium">{person.name}</span>
                    <span className={person.active ? 'text-12 text-fg-3' : 'text-12 text-danger'}>
                      {person.active ? person.title : t('people.hasLeft')}
                    </span>
                  </span>
                  <span className="text-13 text-fg-2">
                    {t('people.roles', { roles: person.roles, other: person.other })}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
        {hasNextPage ? (
          <p className="p-4 text-center">
            <Button onClick={() => void fetchNextPage()} disabled={isFetchingNextPage}>
              {t('more')}
            </Button>
          </p>
        ) : null}
      </main>
    </>
  )
}
