'use client'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'use-intl'
import { SettingsTrouble } from '@/components/settings/forbidden'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { serverNow } from '@/lib/http/client'
import { meOptions } from '@/lib/people/client'
import { onCallOptions } from '@/lib/rota/client'
import { TeamRota } from './team-rota'

/** Who of which team is asked first, and when that changes. */
export function OnCallTab() {
  const t = useTranslations('rota')
  const { data, error, refetch } = useQuery(onCallOptions())
  const { data: me } = useQuery(meOptions())
  if (error && !data) return <SettingsTrouble list="rotas" error={error} onRetry={() => void refetch()} />
  if (!data || !me) return <LoadingRows />
  if (data.teams.length === 0) return <EmptyState title={t('empty.title')}>{t('empty.note')}</EmptyState>
  // Teams with a rota first: that is what one comes to look at.
  const teams = [...data.teams].sort((a, b) => Number(b.rota !== null) - Number(a.rota !== null))
  return (
    <div className="mx-auto grid max-w-[880px] gap-4 px-6 py-6 max-tablet:px-4" data-testid="on-call-tab">
      <p className="max-w-[72ch] text-13 text-fg-2">{t('note')}</p>
      {teams.map((team) => (
        <TeamRota key={team.team.id} of={team} meId={me.person.id} now={serverNow()} />
      ))}
    </div>
  )
}
