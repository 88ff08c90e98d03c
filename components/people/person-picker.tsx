'use client'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { personChoicesOptions } from '@/lib/members/client'
import { type Choosable, Picker } from './picker'

/** Chooses one active person; `without` are ids that are not offered. */
export function PersonPicker({
  label = 'Person',
  hint,
  value,
  onChange,
  without = [],
  className,
  testId = 'person-picker',
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
  const { data } = useQuery(personChoicesOptions(words))
  const items = (data?.items ?? [])
    .filter(({ id }) => !without.includes(id))
    .map(({ id, name, title }) => ({ id, label: name, ...(title ? { note: title } : {}) }))
  return (
    <Picker
      label={label}
      hint={hint}
      placeholder="Name"
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
