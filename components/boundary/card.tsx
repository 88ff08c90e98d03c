import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** A section of a page with its title in a ruled head. */
export function Card({
  title,
  note,
  action,
  children,
  className,
  id,
  testId,
}: {
  title: ReactNode
  note?: ReactNode
  action?: ReactNode
  children: ReactNode
  className?: string
  id?: string
  testId?: string
}) {
  return (
    <section id={id} data-testid={testId} className={clsx('min-w-0 rounded-md border border-line bg-panel', className)}>
      <div className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-0.5 border-line border-b px-5 py-2 max-tablet:px-4">
        <h2 className="inline-flex items-center gap-1.5 text-14">{title}</h2>
        {note ? <span className="text-12 text-fg-3">{note}</span> : null}
        {action ? <span className="ms-auto flex items-center gap-2">{action}</span> : null}
      </div>
      {children}
    </section>
  )
}
