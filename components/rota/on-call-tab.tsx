'use client'
import { useQuery } from '@tanstack/react-query'
import { SettingsTrouble } from '@/components/settings/forbidden'
import { EmptyState, LoadingRows } from '@/components/ui/states'
import { serverNow } from '@/lib/http/client'
import { meOptions } from '@/lib/people/client'
import { onCallOptions } from '@/lib/rota/client'
import { TeamRota } from './team-rota'

/** Who of which team is asked first, and when that changes. */
export function OnCallTab() {
  const { data, error, refetch } = useQuery(onCallOptions())
  const { data: me } = useQuery(meOptions())
  if (error && !data) return <SettingsTrouble what="Rotas" error={error} onRetry={() => void refetch()} />
  if (!data || !me) return <LoadingRows />
  if (data.teams.length === 0)
    return (
      <EmptyState title="You are in no team that is on call.">
        Rotas say who of a team is told first; its members see them here.
      </EmptyState>
    )
  // Teams with a rota first: that is what one comes to look at.
  const teams = [...data.teams].sort((a, b) => Number(b.rota !== null) - Number(a.rota !== null))
  return (
    <div className="mx-auto grid max-w-[880px] gap-4 px-6 py-6 max-tablet:px-4" data-testid="on-call-tab">
      <p className="max-w-[72ch] text-13 text-fg-2">
        Whoever is on call is told first, the backup and the accountable owner when nobody decides. Being told makes
        nobody an approver, and no step approves anything: what nobody decides expires.
      </p>
      {teams.map((team) => (
        <TeamRota key={team.team.id} of={team} meId={me.person.id} now={serverNow()} />
      ))}
    </div>
  )
}
