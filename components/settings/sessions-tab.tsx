'use client'
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { parseAsString, useQueryState } from 'nuqs'
import { useTranslations } from 'use-intl'
import { device } from '@/components/account/device'
import { Button } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { Ago } from '@/components/ui/time'
import { endSessionMutation, everySessionOptions } from '@/lib/members/client'
import { meOptions } from '@/lib/people/client'
import type { EverySession } from '@/lib/people/schema-admin'
import { Failure } from './failure'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { SearchField } from './search-field'

/** Where everybody is signed in. Ending a session works at once. */
export function SessionsTab() {
  const t = useTranslations('settings')
  const [q, setQ] = useQueryState('q', parseAsString.withDefault('').withOptions({ throttleMs: 300 }))
  const query = useInfiniteQuery(everySessionOptions(q))
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.error && !query.data)
    return <SettingsTrouble list="sessions" error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <div className="flex border-line border-b px-6 py-2 max-tablet:px-4">
        <SearchField label={t('findByName')} value={q} onChange={(next) => void setQ(next)} />
      </div>
      {!query.data ? (
        <LoadingRows />
      ) : items.length === 0 ? (
        <EmptyState title={t('sessions.noMatch')} />
      ) : (
        <SessionList sessions={items} named />
      )}
      <More query={query} />
    </>
  )
}

/** Sessions with a way to end them, for administrators. */
export function SessionList({ sessions, named = false }: { sessions: EverySession[]; named?: boolean }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const { data: me } = useQuery(meOptions())
  const end = useMutation(endSessionMutation(useQueryClient()))
  return (
    <>
      <ul>
        {sessions.map((session) => (
          <li
            key={session.handle}
            className={
              named
                ? 'flex min-h-14 items-center gap-5 border-line border-b bg-panel px-6 py-2.5 text-13 max-tablet:px-4'
                : 'flex min-h-12 items-center gap-3 border-line border-b py-2 text-13 last:border-b-0'
            }
          >
            <span className="min-w-0 flex-1">
              {named ? (
                <Link href={`/settings/members/${session.person.id}`} className="font-medium">
                  {session.person.name}
                </Link>
              ) : (
                <span className="font-medium">{device(words, session.user_agent)}</span>
              )}
              {session.is_current ? <span className="text-fg-3"> {t('sessions.current')}</span> : null}
              <span className="block text-12 text-fg-3" title={session.user_agent}>
                {t.rich(named ? 'sessions.lineOnDevice' : 'sessions.line', {
                  device: device(words, session.user_agent),
                  method: t(`sessions.method.${session.method}`),
                  since: () => <Ago at={session.created_at} />,
                  seen: () => <Ago at={session.last_seen_at} />,
                })}
              </span>
            </span>
            {me?.person.roles.includes('admin') && !session.is_current ? (
              <Button
                look="danger"
                size="sm"
                disabled={end.isPending}
                onClick={() => end.mutate(session.handle)}
                aria-label={t('sessions.end', { name: session.person.name })}
              >
                {t('end')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      <Failure error={end.error} />
    </>
  )
}
