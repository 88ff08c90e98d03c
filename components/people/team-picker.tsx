'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { teamChoicesOptions } from '@/lib/members/client'
import { type Choosable, Picker } from './picker'

/** Chooses one team; its lead stands beside it, because a team answers through its lead. */
export function TeamPicker({
  label = 'Team',
  hint,
  value,
  onChange,
  without = [],
  className,
  testId = 'team-picker',
}: {
  label?: ReactNode
  hint?: ReactNode
  value: Choosable | null
  onChange: (value: Choosable | null) => void
  without?: readonly string[]
  className?: string
  testId?: string
}) {
  const [words, setWords] = useState('')
  const { data } = useQuery(teamChoicesOptions(words))
  const items = (data?.items ?? [])
    .filter(({ id }) => !without.includes(id))
    .map(({ id, title, lead }) => ({ id, label: title, note: lead === null ? 'no lead' : `led by ${lead}` }))
  return (
    <Picker
      label={label}
      hint={hint}
      placeholder="Team"
      items={items}
      words={words}
      onWords={setWords}
      value={value}
      onChange={onChange}
      testId={testId}
      {...(className ? { className } : {})}
    />
  )
}
