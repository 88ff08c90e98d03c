'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Block } from '@/components/account/block'
import type { Choosable } from '@/components/people/picker'
import { TeamPicker } from '@/components/people/team-picker'
import { Button } from '@/components/ui/button'
import { announce } from '@/components/ui/live-region'
import type { PersonPage } from '@/lib/people/schema-admin'
import { removeMemberMutation } from '@/lib/teams/client'
import { BeforeAfter } from './before-after'
import { Failure } from './failure'
import { ProposeSheet } from './propose-sheet'

/** The teams that make somebody an approver. */
export function PersonTeams({ page }: { page: PersonPage }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const { person, may } = page
  const remove = useMutation(removeMemberMutation(useQueryClient()))
  const [adding, setAdding] = useState(false)
  const [team, setTeam] = useState<Choosable | null>(null)
  return (
    <Block id="teams" title={t('personTeams.title')} note={t('personTeams.note')}>
      {person.teams.length === 0 ? <p className="text-13 text-fg-3">{t('personTeams.none')}</p> : null}
      <ul>
        {person.teams.map((one) => (
          <li key={one.id} className="flex min-h-11 items-center gap-3 border-line border-b py-1.5 text-13">
            <span className="min-w-0 flex-1">
              <span className="font-medium">{one.title}</span> <span className="machine text-fg-3">{one.slug}</span>
            </span>
            {may.change ? (
              <Button
                look="danger"
                size="sm"
                disabled={remove.isPending}
                aria-label={t('membership.remove', { name: person.name, team: one.title })}
                onClick={() =>
                  remove.mutate(
                    { id: one.id, personId: person.id },
                    { onSuccess: () => announce(t('personTeams.removed')) },
                  )
                }
              >
                {words('remove')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
      {may.change ? (
        <p className="mt-3">
          <Button size="sm" onClick={() => setAdding(true)} data-testid="add-to-team">
            {t('personTeams.add')}
          </Button>
        </p>
      ) : null}
      <Failure error={remove.error} />
      {adding ? (
        <ProposeSheet
          title={t('personTeams.addOne', { name: person.name })}
          wish={team ? { kind: 'team.member', subject: { team_id: team.id, person_id: person.id } } : null}
          onClose={() => setAdding(false)}
        >
          <TeamPicker
            value={team}
            onChange={setTeam}
            without={person.teams.map(({ id }) => id)}
            hint={t('membership.hint')}
          />
          {team ? (
            <BeforeAfter
              label={t('membership.of', { name: person.name, team: team.label })}
              before={t('membership.before')}
              after={t('membership.after')}
            />
          ) : null}
        </ProposeSheet>
      ) : null}
    </Block>
  )
}
