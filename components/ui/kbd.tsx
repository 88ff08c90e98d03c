import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A key hint. Hidden on touch screens, and from screen readers: the control's name says what it does. */
export function Kbd({
  children,
  onInk = false,
  className,
}: {
  children: ReactNode
  onInk?: boolean
  className?: string
}) {
  return (
    <span
      aria-hidden="true"
      className={clsx(
        'inline-flex h-[18px] min-w-[18px] flex-none items-center justify-center rounded-sm border px-1 font-medium font-mono text-12 max-tablet:hidden print:hidden',
        onInk ? 'border-current/45' : 'border-line bg-panel text-fg-3',
        className,
      )}
    >
      {children}
    </span>
  )
}
