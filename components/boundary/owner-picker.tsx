'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { PersonPicker } from '@/components/people/person-picker'

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
  const t = useTranslations('boundary')
  return (
    <div className="grid gap-2">
      <PersonPicker
        // Empty again after each choice.
        key={chosen.length}
        label={t('create.others')}
        hint={t('create.othersHint')}
        value={null}
        without={[me, ...chosen.map((owner) => owner.id)]}
        onChange={(person) => {
          if (person) onChange([...chosen, { id: person.id, name: person.label }])
        }}
      />
      {chosen.length > 0 ? (
        <ul aria-label={t('create.others')} className="flex flex-wrap gap-1.5">
          {chosen.map((owner) => (
            <li
              key={owner.id}
              className="inline-flex min-h-[26px] items-center gap-1 rounded-sm border border-line-strong bg-panel ps-2 text-12"
            >
              {owner.name}
              <button
                type="button"
                aria-label={t('create.remove', { name: owner.name })}
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
