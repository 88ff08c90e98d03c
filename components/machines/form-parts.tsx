import type { ComponentProps, ReactNode } from 'react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import { Select } from '@/components/ui/field'
import { Strip } from '@/components/ui/strip'
import { ApiError } from '@/lib/http/client'

/** A select with its label above, as wide as a field. */
export function Pick({
  label,
  hint,
  error,
  children,
  ...rest
}: { label: string; hint?: ReactNode; error?: string | undefined } & ComponentProps<'select'>) {
  const id = useId()
  return (
    <div className="grid">
      <label htmlFor={id} className="font-medium text-13">
        {label}
      </label>
      {hint ? (
        <p id={`${id}-hint`} className="mb-1.5 text-12 text-fg-3">
          {hint}
        </p>
      ) : (
        <span className="h-1" />
      )}
      <Select
        id={id}
        className="min-h-9! w-full!"
        aria-describedby={hint ? `${id}-hint` : undefined}
        aria-invalid={error ? true : undefined}
        {...rest}
      >
        {children}
      </Select>
      {error ? <p className="mt-1 text-12 text-danger">{error}</p> : null}
    </div>
  )
}

/** What the server said of a field of the form; undefined when nothing. */
export function faultOf(t: Translate<'machines'>, error: Error | null, pointer: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined
  if (error.code === 'name.taken' && pointer === '/slug') return t('form.nameTaken')
  return error.errors.find((each) => each.pointer === pointer)?.detail
}

/** What the server said of the form as a whole: only what no field shows. */
export function FormFault({ error, fields }: { error: Error | null; fields: readonly string[] }) {
  const t = useTranslations('machines')
  if (!error || fields.some((pointer) => faultOf(t, error, pointer) !== undefined)) return null
  return (
    <div role="alert">
      <Strip tone="danger">{error instanceof ApiError && error.detail ? error.detail : t('form.notStored')}</Strip>
    </div>
  )
}
