'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { teamChoicesOptions } from '@/lib/members/client'
import { Picker, type PickerProps } from './picker'

/** Chooses one team; its lead stands beside it, because a team answers through its lead. */
export function TeamPicker(props: PickerProps) {
  const t = useTranslations('people')
  const [words, setWords] = useState('')
  const { data } = useQuery(teamChoicesOptions(words))
  const items = (data?.items ?? []).map(({ id, title, lead }) => ({
    id,
    label: title,
    note: lead === null ? t('noLead') : t('lead', { name: lead }),
  }))
  return (
    <Picker
      label={t('team')}
      placeholder={t('team')}
      testId="team-picker"
      {...props}
      items={items}
      words={words}
      onWords={setWords}
    />
  )
}
