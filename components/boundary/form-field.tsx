'use client'
import { Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Level } from '@/components/request/level'
import { Select } from '@/components/ui/field'
import type { Level as LevelName } from '@/lib/core/presentation/presentation'
import { readDuration, UNITS } from './condition-values'
import { LEVELS } from './words'

/** A row of a rule's form: name on the left, control on the right, a remark below it. */
export function FormRow({ label, hint, children }: { label: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[92px_minmax(0,1fr)] items-start gap-2 py-[5px]">
      <span className="pt-1.5 text-13/[18px] text-fg-2">{label}</span>
      <div className="flex min-h-[30px] min-w-0 flex-wrap items-center gap-1.5 text-13">
        {children}
        {hint ? <p className="w-full text-12 text-fg-3">{hint}</p> : null}
      </div>
    </div>
  )
}

const CHOSEN: Record<LevelName, string> = {
  T0: 'aria-checked:ring-t0',
  T1: 'aria-checked:ring-t1',
  T2: 'aria-checked:ring-t2',
  T3: 'aria-checked:ring-t3',
  TX: 'aria-checked:ring-tx',
}

/** T0 to TX beside each other; arrows move, as in every group of radio buttons. */
export function LevelSwitch({
  value,
  onChange,
  disabled,
}: {
  value: LevelName
  onChange: (level: LevelName) => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  return (
    <>
      <div
        role="radiogroup"
        aria-label={t('form.consent')}
        className="grid w-full grid-cols-5 overflow-hidden rounded-md border border-line-strong"
      >
        {LEVELS.map((level, at) => (
          // biome-ignore lint/a11y/useSemanticElements: a segmented control; native radios cannot be drawn as segments without losing their focus ring
          <button
            key={level}
            type="button"
            role="radio"
            aria-checked={value === level}
            tabIndex={value === level ? 0 : -1}
            disabled={disabled}
            data-testid={`consent-${level}`}
            onClick={() => onChange(level)}
            onKeyDown={(event) => {
              const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key]
              const next = by === undefined ? undefined : LEVELS[(at + by + LEVELS.length) % LEVELS.length]
              if (next === undefined) return
              event.preventDefault()
              onChange(next)
              const group = event.currentTarget.parentElement
              requestAnimationFrame(() => group?.querySelector<HTMLElement>('[aria-checked=true]')?.focus())
            }}
            className={`inline-flex min-h-[30px] items-center justify-center gap-1.5 border-line border-s bg-sheet text-12 text-fg-2 ring-inset first:border-s-0 focus-visible:-outline-offset-2 aria-checked:font-semibold aria-checked:text-fg aria-checked:ring-[1.5px] ${CHOSEN[level]}`}
          >
            <Level level={level} label={false} className="size-3.5" />
            {level}
          </button>
        ))}
      </div>
      <p className="w-full text-12 text-fg-3">{t(`level.${value}`)}</p>
    </>
  )
}

export function Stepper({
  label,
  value,
  min,
  max,
  onChange,
  disabled,
}: {
  label: string
  value: number
  min: number
  max: number
  onChange: (value: number) => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  return (
    <fieldset aria-label={label} className="inline-flex overflow-hidden rounded-sm border border-line-strong">
      <button
        type="button"
        aria-label={t('form.fewer', { label })}
        disabled={disabled || value <= min}
        className="grid h-7 w-[30px] place-items-center bg-panel text-fg-2 focus-visible:-outline-offset-2 disabled:text-line-strong"
        onClick={() => onChange(value - 1)}
      >
        <Minus className="size-3.5" aria-hidden="true" />
      </button>
      <output className="min-w-9 border-line border-x bg-sheet text-center font-semibold text-13/[28px]">
        {value}
      </output>
      <button
        type="button"
        aria-label={t('form.more', { label })}
        disabled={disabled || value >= max}
        className="grid h-7 w-[30px] place-items-center bg-panel text-fg-2 focus-visible:-outline-offset-2 disabled:text-line-strong"
        onClick={() => onChange(value + 1)}
      >
        <Plus className="size-3.5" aria-hidden="true" />
      </button>
    </fieldset>
  )
}

/** A duration as number and unit, written as the rule has it (`10m`); empty means that the rule does not say it. */
export function DurationInput({
  label,
  value,
  onChange,
  disabled,
}: {
  label: string
  value: string
  onChange: (value: string) => void
  disabled: boolean
}) {
  const t = useTranslations('boundary')
  const { count, unit } = readDuration(value)
  return (
    <span className="inline-flex items-center gap-1">
      <input
        aria-label={label}
        inputMode="numeric"
        className="field min-h-[30px] w-14! px-2 py-1 text-13!"
        value={count}
        placeholder="—"
        disabled={disabled}
        onChange={(event) => {
          const digits = event.target.value.replace(/\D/g, '').replace(/^0+/, '').slice(0, 6)
          onChange(digits === '' ? '' : `${digits}${unit}`)
        }}
      />
      <Select
        aria-label={t('form.unitOf', { label })}
        value={unit}
        disabled={disabled || count === ''}
        className="text-12!"
        onChange={(event) => onChange(count === '' ? '' : `${count}${event.target.value}`)}
      >
        {UNITS.map((option) => (
          <option key={option} value={option}>
            {t(`form.unit.${option}`)}
          </option>
        ))}
      </Select>
    </span>
  )
}
