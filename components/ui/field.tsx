import { clsx } from 'clsx'
import { type ComponentProps, type ReactNode, useId } from 'react'

type Labelled = { label: ReactNode; hint?: ReactNode; error?: string | undefined; className?: string }

/** Label, hint, control and error, tied together by ids. */
function Frame({
  label,
  hint,
  error,
  className,
  children,
}: Labelled & { children: (ids: { id: string; described: string | undefined }) => ReactNode }) {
  const id = useId()
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ') || undefined
  return (
    <div className={clsx('grid', className)}>
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
      {children({ id, described })}
      {error ? (
        <p id={`${id}-error`} className="mt-1 text-12 text-danger">
          {error}
        </p>
      ) : null}
    </div>
  )
}

export function TextField({ label, hint, error, className, ...rest }: Labelled & ComponentProps<'input'>) {
  return (
    <Frame label={label} hint={hint} error={error} className={className ?? ''}>
      {({ id, described }) => (
        <input
          id={id}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          className="field min-h-9 px-2.5 py-[7px]"
          {...rest}
        />
      )}
    </Frame>
  )
}

export function TextArea({ label, hint, error, className, rows = 2, ...rest }: Labelled & ComponentProps<'textarea'>) {
  return (
    <Frame label={label} hint={hint} error={error} className={className ?? ''}>
      {({ id, described }) => (
        <textarea
          id={id}
          rows={rows}
          aria-describedby={described}
          aria-invalid={error ? true : undefined}
          className="field block resize-y px-2.5 py-[7px]"
          {...rest}
        />
      )}
    </Frame>
  )
}

/** A native select: works everywhere, with every assistive technology. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select className={clsx('field select min-h-[30px] w-auto! py-[3px] ps-2.5 text-13', className)} {...rest} />
}

/** A radio button or a checkbox with its words beside it. */
export function Choice({
  children,
  type = 'radio',
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { type?: 'radio' | 'checkbox' }) {
  return (
    <label className="grid min-h-6 cursor-pointer grid-cols-[18px_1fr] gap-2.5">
      <input
        type={type}
        className={clsx('choice mt-px', type === 'radio' ? 'rounded-full' : 'ticked rounded-sm')}
        {...rest}
      />
      <span>{children}</span>
    </label>
  )
}
