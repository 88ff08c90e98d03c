import type { ReactNode } from 'react'

/** One ruled block of this page. */
export function Block({
  id,
  title,
  note,
  children,
}: {
  id: string
  title: string
  note?: ReactNode
  children: ReactNode
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-20 rounded-paper border border-line bg-panel">
      <header className="border-line border-b px-5 py-3">
        <h2 id={`${id}-title`} className="text-14">
          {title}
        </h2>
        {note ? <p className="max-w-[64ch] text-13 text-fg-2">{note}</p> : null}
      </header>
      <div className="px-5 py-3">{children}</div>
    </section>
  )
}
