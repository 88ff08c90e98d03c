import type { ReactNode } from 'react'

/** One ruled block of a machine's page: its title, what can be done with it, and what it says. */
export function Panel({
  id,
  title,
  note,
  action,
  children,
}: {
  id: string
  title: string
  note?: ReactNode
  action?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-labelledby={`${id}-title`} className="min-w-0 rounded-paper border border-line bg-panel">
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-5 py-2 max-tablet:px-4">
        <h2 id={`${id}-title`} className="text-14">
          {title}
        </h2>
        {note ? <p className="text-12 text-fg-3">{note}</p> : null}
        {action ? <div className="ms-auto">{action}</div> : null}
      </header>
      <div className="px-5 py-3 max-tablet:px-4">{children}</div>
    </section>
  )
}

/** Label and value on one line of a ruled list. */
export function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid border-line border-t py-1.5 text-13 first:border-t-0 tablet:grid-cols-[132px_minmax(0,1fr)]">
      <dt className="text-fg-3">{label}</dt>
      <dd className="[overflow-wrap:anywhere]">{children}</dd>
    </div>
  )
}
