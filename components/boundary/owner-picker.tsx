'use client'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { TextField } from '@/components/ui/field'
import { ownerChoicesOptions } from '@/lib/boundaries/client'

export type Owner = { id: string; name: string }

/** Other owners, found by name. A workflow with one owner has nobody who goes on when that one leaves. */
export function OwnerPicker({
  me,
  chosen,
  onChange,
}: {
  me: string
  chosen: Owner[]
  onChange: (owners: Owner[]) => void
}) {
  const [typed, setTyped] = useState('')
  const q = typed.trim()
  const { data, error } = useQuery({ ...ownerChoicesOptions(q), enabled: q !== '' })
  const left = (data?.items ?? []).filter(
    (person) => person.id !== me && !chosen.some((owner) => owner.id === person.id),
  )
  return (
    <div className="grid gap-2">
      <TextField
        label="Other owners"
        hint="Beside you. More can be added later, by two people."
        placeholder="Find by name"
        value={typed}
        error={error ? 'People could not be looked up.' : undefined}
        onChange={(event) => setTyped(event.target.value)}
      />
      {q !== '' && data ? (
        <ul aria-label="People found" className="flex flex-wrap gap-1.5">
          {left.length === 0 ? <li className="text-12 text-fg-3">Nobody else of this name.</li> : null}
          {left.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                className="min-h-[26px] rounded-sm border border-line bg-panel px-2 text-12 hover:border-line-strong"
                onClick={() => {
                  onChange([...chosen, { id: person.id, name: person.name }])
                  setTyped('')
                }}
              >
                + {person.name} <span className="text-fg-3">{person.title}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
      {chosen.length > 0 ? (
        <ul aria-label="Other owners" className="flex flex-wrap gap-1.5">
          {chosen.map((owner) => (
            <li
              key={owner.id}
              className="inline-flex min-h-[26px] items-center gap-1 rounded-sm border border-line-strong bg-panel ps-2 text-12"
            >
              {owner.name}
              <button
                type="button"
                aria-label={`Remove ${owner.name}`}
                className="grid size-6 place-items-center text-fg-3 hover:text-fg"
                onClick={() => onChange(chosen.filter((other) => other.id !== owner.id))}
              >
                <X className="size-3" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
