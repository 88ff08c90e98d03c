import { clsx } from 'clsx'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Select } from '@/components/ui/field'
import { HiddenText } from '@/components/ui/hidden-text'
import type { Json } from '@/lib/core/canonical/json'
import type { ProposedChange } from '@/lib/core/decision/counter-proposal'
import type { RevisableParam } from '@/lib/core/decision/revisable'
import { readTyped, type Unreadable } from '@/lib/core/decision/typed-value'

export type Op = ProposedChange['op'] | 'keep'
export type Draft = { op: Op; text: string }

/** What can be proposed for a param: limits are for numbers, and what is required cannot be left out. */
function opsFor(param: RevisableParam): Op[] {
  const numeric = param.kind === 'integer' || param.kind === 'number'
  return [
    'keep',
    'set',
    ...(numeric ? (['at_most', 'at_least'] as const) : []),
    ...(param.required || param.current === null ? [] : (['remove'] as const)),
  ]
}

/** The change that a row stands for; what is wrong when it cannot be read; null when the param is kept. */
export function changeOf(param: RevisableParam, draft: Draft): ProposedChange | Unreadable | 'limit' | null {
  if (draft.op === 'keep') return null
  if (draft.op === 'remove') return { pointer: param.pointer, op: 'remove' }
  const typed = readTyped(draft.text, param)
  if (!typed.ok) return typed.why
  if (draft.op === 'set') return { pointer: param.pointer, op: 'set', value: typed.value }
  return typeof typed.value === 'number' ? { pointer: param.pointer, op: draft.op, value: typed.value } : 'limit'
}

/** One param: what was asked, and what you would have instead. */
export function ProposeRow({
  param,
  draft,
  error,
  onChange,
}: {
  param: RevisableParam
  draft: Draft
  error?: string | undefined
  onChange: (draft: Draft) => void
}) {
  const t = useTranslations('request.propose')
  const id = useId()
  const said = draft.op !== 'keep'
  return (
    <div
      className="grid gap-x-3 gap-y-1 border-line border-t py-2 first:border-t-0 tablet:grid-cols-[116px_minmax(0,1fr)]"
      data-testid={`propose-${param.pointer.slice('/params/'.length)}`}
    >
      <label htmlFor={id} className="text-13 text-fg-2 [overflow-wrap:anywhere] tablet:pt-1.5">
        {param.label}
      </label>
      <div className="grid min-w-0 gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <Select
            id={id}
            value={draft.op}
            onChange={(event) => onChange({ ...draft, op: event.target.value as Op })}
            aria-describedby={error ? `${id}-error` : undefined}
          >
            {opsFor(param).map((op) => (
              <option key={op} value={op}>
                {t(`op.${op}`)}
              </option>
            ))}
          </Select>
          <span className={clsx('min-w-0 text-13 [overflow-wrap:anywhere]', said ? 'text-fg-3 line-through' : '')}>
            {param.current === null ? (
              <span className="text-fg-3">{t('notGiven')}</span>
            ) : (
              <HiddenText>{short(param.current.shown)}</HiddenText>
            )}
          </span>
        </div>
        {said && draft.op !== 'remove' ? (
          <Value
            param={param}
            text={draft.text}
            error={error}
            id={id}
            onText={(text) => onChange({ ...draft, text })}
          />
        ) : null}
        {error ? (
          <p id={`${id}-error`} className="text-12 text-danger">
            {error}
          </p>
        ) : null}
      </div>
    </div>
  )
}

function Value({
  param,
  text,
  error,
  id,
  onText,
}: {
  param: RevisableParam
  text: string
  error: string | undefined
  id: string
  onText: (text: string) => void
}) {
  const t = useTranslations('request.propose')
  const choices: Json[] = param.kind === 'boolean' ? [true, false] : param.choices
  const name = t('instead', { label: param.label })
  if (choices.length > 0)
    return (
      <Select
        aria-label={name}
        value={text}
        onChange={(event) => onText(event.target.value)}
        className="justify-self-start"
      >
        <option value="">{t('choose')}</option>
        {choices.map((choice) => (
          <option key={JSON.stringify(choice)} value={JSON.stringify(choice)}>
            {choice === true
              ? t('yes')
              : choice === false
                ? t('no')
                : typeof choice === 'string'
                  ? choice
                  : JSON.stringify(choice)}
          </option>
        ))}
      </Select>
    )
  return (
    <span className="flex items-center gap-2">
      <input
        aria-label={name}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
        className={clsx('field min-h-8 px-2.5 py-1 text-13', param.kind === 'other' && 'font-mono')}
        inputMode={param.kind === 'integer' || param.kind === 'number' ? 'decimal' : undefined}
        autoComplete="off"
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      {param.currency === null ? null : <span className="text-13 text-fg-3">{param.currency}</span>}
    </span>
  )
}

function short(text: string): string {
  return text.length > 90 ? `${[...text].slice(0, 89).join('')}…` : text
}
