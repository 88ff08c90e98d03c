'use client'
import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A few choices of which one holds, as buttons beside each other. */
export function Segmented<T extends string>({
  label,
  value,
  onChange,
  items,
  className,
}: {
  label: string
  value: T
  onChange: (value: T) => void
  items: { value: T; label: ReactNode }[]
  className?: string
}) {
  return (
    <fieldset
      aria-label={label}
      className={clsx('inline-flex overflow-hidden rounded-md border border-line-strong bg-sheet', className)}
    >
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-pressed={item.value === value}
          onClick={() => onChange(item.value)}
          className="min-h-[26px] whitespace-nowrap border-line border-s px-2.5 text-12 text-fg-2 first:border-s-0 focus-visible:-outline-offset-2 aria-pressed:bg-fg aria-pressed:font-medium aria-pressed:text-page"
        >
          {item.label}
        </button>
      ))}
    </fieldset>
  )
}
