'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'

export type Pick = { value: string; label: string }

/** Names that were picked, each with its way out, and a select that adds one more. */
export function Tokens({
  label,
  add,
  values,
  choices,
  onChange,
  disabled,
  none,
}: {
  label: string
  /** What the select says: "+ team". */
  add: string
  values: readonly string[]
  choices: readonly Pick[]
  onChange: (values: string[]) => void
  disabled: boolean
  /** What it means when nothing is picked. */
  none?: string
}) {
  const t = useTranslations('boundary')
  const left = choices.filter((choice) => !values.includes(choice.value))
  return (
    <fieldset aria-label={label} className="flex flex-wrap items-center gap-1.5">
      {values.map((value) => (
        <span
          key={value}
          className="inline-flex min-h-[26px] items-center gap-1 rounded-sm border border-line-strong bg-panel ps-2 text-12"
        >
          <span className="machine [overflow-wrap:anywhere]">{value}</span>
          {disabled ? (
            <span className="w-1" />
          ) : (
            <button
              type="button"
              className="grid size-6 place-items-center text-fg-3 hover:text-fg"
              aria-label={t('form.removeValue', { value })}
              onClick={() => onChange(values.filter((other) => other !== value))}
            >
              <X className="size-3" aria-hidden="true" />
            </button>
          )}
        </span>
      ))}
      {values.length === 0 && none ? <span className="text-12 text-fg-3">{none}</span> : null}
      {disabled || left.length === 0 ? null : (
        <Select
          aria-label={t('form.addTo', { label })}
          value=""
          className="max-w-full min-w-0 [field-sizing:content] min-h-[26px]! border-transparent! bg-transparent! ps-1.5! text-12! text-ink!"
          onChange={(event) => {
            if (event.target.value !== '') onChange([...values, event.target.value])
          }}
        >
          <option value="">{add}</option>
          {left.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </Select>
      )}
    </fieldset>
  )
}
