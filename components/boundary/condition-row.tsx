'use client'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import type { RuleCondition } from '@/lib/core/boundary/analysis'
import { type ConditionField, readNumber, typedNumber } from './condition-values'

/** How a number compares, and a text: by the name of the words for it. */
const OPERATORS = [
  { op: '>', number: 'above', text: null },
  { op: '>=', number: 'atLeast', text: null },
  { op: '<', number: 'below', text: null },
  { op: '<=', number: 'atMost', text: null },
  { op: '==', number: 'exactly', text: 'is' },
  { op: '!=', number: 'not', text: 'isNot' },
] as const satisfies { op: RuleCondition['op']; number: string; text: string | null }[]

/** One condition: what it is about, how it compares, and with what; amounts are typed as amounts. */
export function ConditionRow({
  n,
  condition,
  fields,
  onChange,
  onRemove,
  disabled,
}: {
  n: number
  condition: RuleCondition
  fields: readonly ConditionField[]
  onChange: (condition: RuleCondition) => void
  onRemove: () => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  const field = fields.find((candidate) => candidate.path === condition.path)
  const type =
    field?.type ??
    (typeof condition.value === 'number' ? 'number' : typeof condition.value === 'boolean' ? 'flag' : 'text')
  const operators = OPERATORS.filter((entry) => type === 'number' || entry.text !== null)
  return (
    <fieldset
      aria-label={t('condition.label', { n: `${n}` })}
      className="flex w-full min-w-0 flex-wrap items-center gap-1.5"
    >
      <Select
        aria-label={t('condition.about')}
        value={condition.path}
        disabled={disabled}
        className="w-full! min-w-0 text-12!"
        onChange={(event) => {
          const next = fields.find((candidate) => candidate.path === event.target.value)
          if (next) onChange(startingWith(next))
        }}
      >
        {field ? null : <option value={condition.path}>{condition.path}</option>}
        {fields.map((candidate) => (
          <option key={candidate.path} value={candidate.path}>
            {candidate.label}
          </option>
        ))}
      </Select>
      {type === 'flag' ? null : (
        <Select
          aria-label={t('condition.how')}
          value={condition.op}
          disabled={disabled}
          className="text-12!"
          onChange={(event) => {
            const next = OPERATORS.find((entry) => entry.op === event.target.value)
            if (next) onChange({ ...condition, op: next.op })
          }}
        >
          {operators.map((entry) => (
            <option key={entry.op} value={entry.op}>
              {t(`condition.${type === 'number' ? entry.number : (entry.text ?? entry.number)}`)}
            </option>
          ))}
        </Select>
      )}
      {type === 'flag' ? (
        <Select
          aria-label={t('condition.value')}
          value={String(condition.value === (condition.op === '=='))}
          disabled={disabled}
          className="text-12!"
          onChange={(event) => onChange({ ...condition, op: '==', value: event.target.value === 'true' })}
        >
          <option value="true">{t('condition.yes')}</option>
          <option value="false">{t('condition.no')}</option>
        </Select>
      ) : type === 'number' ? (
        <NumberInput
          key={condition.path}
          value={Number(condition.value)}
          field={field}
          disabled={disabled}
          onChange={(value) => onChange({ ...condition, value })}
        />
      ) : field && field.options.length > 0 ? (
        <Select
          aria-label={t('condition.value')}
          value={String(condition.value)}
          disabled={disabled}
          className="min-w-0 text-12!"
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        >
          {field.options.includes(String(condition.value)) ? null : <option>{String(condition.value)}</option>}
          {field.options.map((option) => (
            <option key={option}>{option}</option>
          ))}
        </Select>
      ) : (
        <input
          aria-label={t('condition.value')}
          className="field min-h-[30px] min-w-0 flex-[1_1_96px] px-2 py-1 text-13!"
          value={String(condition.value)}
          disabled={disabled}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        />
      )}
      {disabled ? null : (
        <button
          type="button"
          aria-label={t('condition.remove', { n: `${n}` })}
          className="grid size-6 place-items-center text-fg-3 hover:text-fg"
          onClick={onRemove}
        >
          <X className="size-3.5" aria-hidden="true" />
        </button>
      )}
    </fieldset>
  )
}

/** Keeps what is being typed until it is a number; only numbers go into the rule. */
function NumberInput({
  value,
  field,
  disabled,
  onChange,
}: {
  value: number
  field: ConditionField | undefined
  disabled: boolean
  onChange: (value: number) => void
}) {
  const t = useTranslations('boundary')
  const format = field?.format ?? 'integer'
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = typed !== null && readNumber(typed, format) === null
  return (
    <input
      aria-label={format === 'money' ? t('condition.amount') : t('condition.number')}
      aria-invalid={wrong ? true : undefined}
      title={wrong ? t('condition.wrong') : undefined}
      inputMode="decimal"
      className="field min-h-[30px] w-28! min-w-20 flex-[0_1_112px] px-2 py-1 text-13!"
      value={typed ?? typedNumber(value, format)}
      disabled={disabled}
      onChange={(event) => {
        setTyped(event.target.value)
        const read = readNumber(event.target.value, format)
        if (read !== null && read !== value) onChange(read)
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

/** A condition to begin with for a field. */
export function startingWith(field: ConditionField): RuleCondition {
  if (field.type === 'flag') return { path: field.path, op: '==', value: true }
  if (field.type === 'number') return { path: field.path, op: '>', value: 0 }
  return { path: field.path, op: '==', value: field.options[0] ?? '' }
}
