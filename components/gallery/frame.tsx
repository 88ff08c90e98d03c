import type { ReactNode } from 'react'

/** One shelf of the gallery: what it is, and its states beside each other. */
export function Shelf({
  id,
  title,
  note,
  children,
}: {
  id: string
  title: string
  note?: string
  children: ReactNode
}) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="border-line border-t py-8">
      <h2 id={`${id}-title`} className="text-16">
        {title}
      </h2>
      {note ? <p className="mt-0.5 max-w-[72ch] text-13 text-fg-2">{note}</p> : null}
      <div className="mt-4 grid gap-5">{children}</div>
    </section>
  )
}

/** One state with its name under it. */
export function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <figure className="grid min-w-0 content-start justify-items-start gap-1.5">
      {children}
      <figcaption className="text-12 text-fg-3">{name}</figcaption>
    </figure>
  )
}

/** States in a row, which wraps. */
export function Row({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap items-start gap-x-6 gap-y-4">{children}</div>
}

/** States that take the whole width each, as on a page. */
export function Stack({ children }: { children: ReactNode }) {
  return <div className="grid gap-4 [&>figure>*:first-child]:w-full [&>figure]:justify-items-stretch">{children}</div>
}
