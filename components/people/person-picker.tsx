'use client'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { personChoicesOptions } from '@/lib/members/client'
import { Picker, type PickerProps } from './picker'

/** Chooses one active person. */
export function PersonPicker(props: PickerProps) {
  const t = useTranslations('people')
  const [words, setWords] = useState('')
  const { data } = useQuery(personChoicesOptions(words))
  const items = (data?.items ?? []).map(({ id, name, title }) => ({
    id,
    label: name,
    ...(title ? { note: title } : {}),
  }))
  return (
    <Picker
      label={t('person')}
      placeholder={t('name')}
      testId="person-picker"
      {...props}
      items={items}
      words={words}
      onWords={setWords}
    />
  )
}
