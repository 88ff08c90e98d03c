'use client'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { parseAsString, useQueryState } from 'nuqs'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { meOptions } from '@/lib/people/client'
import { teamsOptions } from '@/lib/teams/client'
import { SettingsTrouble } from './forbidden'
import { More } from './more'
import { SearchField } from './search-field'
import { TeamCard } from './team-card'

const NewTeam = dynamic(() => import('./new-team').then((module) => module.NewTeam), { ssr: false })

/** Who approves together: teams with their members, their lead, and the rules that ask them. */
export function TeamsTab() {
  const t = useTranslations('settings')
  const [q, setQ] = useQueryState('q', parseAsString.withDefault('').withOptions({ throttleMs: 300 }))
  const query = useInfiniteQuery(teamsOptions(q))
  const { data: me } = useQuery(meOptions())
  const [making, setMaking] = useState(false)
  const items = query.data?.pages.flatMap((page) => page.items) ?? []
  if (query.error && !query.data)
    return <SettingsTrouble list="teams" error={query.error} onRetry={() => void query.refetch()} />
  return (
    <>
      <div className="flex flex-wrap gap-2 border-line border-b px-6 py-2 max-tablet:px-4">
        <SearchField label={t('findByName')} value={q} onChange={(next) => void setQ(next)} />
        {me?.person.roles.includes('admin') ? (
          <Button look="primary" onClick={() => setMaking(true)} data-testid="new-team">
            {t('teams.new')}
          </Button>
        ) : null}
      </div>
      {!query.data ? (
        <LoadingRows />
      ) : items.length === 0 ? (
        <EmptyState title={q ? t('teams.noMatch') : t('teams.empty')}>{t('teams.note')}</EmptyState>
      ) : (
        <div className="mx-auto grid max-w-[880px] gap-4 px-6 py-6 max-tablet:px-4">
          {items.map((team) => (
            <TeamCard key={team.id} team={team} />
          ))}
        </div>
      )}
      <More query={query} />
      {making ? <NewTeam onClose={() => setMaking(false)} /> : null}
    </>
  )
}
