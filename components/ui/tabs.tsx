import { clsx } from 'clsx'
import { type ReactNode, useEffect, useRef } from 'react'

/**
 * A row of views that share one place. They are links in spirit (the choice lives in the URL), so they are buttons with
 * `aria-current`, and what they show needs no tabpanel.
 */
export function Tabs<T extends string>({
  value,
  onChange,
  items,
  label,
  className,
}: {
  value: T
  onChange: (value: T) => void
  items: { value: T; label: ReactNode; count?: number | undefined }[]
  label: string
  className?: string
}) {
  const row = useRef<HTMLElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is current, and never while somebody scrolls
  useEffect(() => {
    // On a phone the current one may stand outside of the row; the page itself stays where it is.
    const current = row.current?.querySelector<HTMLElement>('[aria-current]')
    if (row.current && current) row.current.scrollLeft = current.offsetLeft - row.current.offsetLeft - 24
  }, [value])
  return (
    <nav ref={row} aria-label={label} className={clsx('scrollbar-none flex gap-5 overflow-x-auto', className)}>
      {items.map((item) => (
        <button
          key={item.value}
          type="button"
          aria-current={item.value === value ? 'page' : undefined}
          onClick={() => onChange(item.value)}
          className="-mb-px inline-flex items-center gap-1.5 whitespace-nowrap border-transparent border-b-2 pt-2.5 pb-[9px] text-13 text-fg-2 hover:text-fg aria-[current=page]:border-fg aria-[current=page]:font-medium aria-[current=page]:text-fg"
        >
          {item.label}
          {item.count === undefined ? null : <span className="font-normal text-12 text-fg-3">{item.count}</span>}
        </button>
      ))}
    </nav>
  )
}
