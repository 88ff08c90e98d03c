'use client'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/field'
import { Sheet } from '@/components/ui/sheet'
import { createTeamMutation } from '@/lib/teams/client'
import { Failure } from './failure'

/** A team with nobody in it. */
export function NewTeam({ onClose }: { onClose: () => void }) {
  const t = useTranslations('settings')
  const words = useTranslations('words')
  const create = useMutation(createTeamMutation(useQueryClient()))
  const [team, setTeam] = useState({ slug: '', title: '' })
  const wrong = team.slug !== '' && !/^[a-z0-9][a-z0-9-]{0,62}$/.test(team.slug)
  return (
    <Sheet
      open
      onClose={onClose}
      width="sm"
      rule={false}
      title={t('teams.new')}
      foot={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button
            look="primary"
            disabled={create.isPending || wrong || team.slug === '' || team.title.trim() === ''}
            onClick={() => create.mutate(team, { onSuccess: onClose })}
          >
            {t('teams.create')}
          </Button>
        </>
      }
    >
      <div className="grid gap-4 px-4 pb-4 tablet:px-8">
        <TextField
          label={t('field.title')}
          required
          maxLength={120}
          value={team.title}
          onChange={(event) => setTeam({ ...team, title: event.target.value })}
        />
        <TextField
          label={t('field.slug')}
          hint={t('teams.slugHint')}
          required
          maxLength={63}
          className="machine"
          value={team.slug}
          error={wrong ? t('teams.slugWrong') : undefined}
          onChange={(event) => setTeam({ ...team, slug: event.target.value })}
        />
        <Failure error={create.error} />
      </div>
    </Sheet>
  )
}
