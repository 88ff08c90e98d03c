import { clsx } from 'clsx'
import type { ReactNode } from 'react'

/** One line of a document: what it is, what a person reads, and exactly what the machine gets. */
export function Term({
  label,
  children,
  sub,
  wire,
  strip,
  compact = false,
}: {
  label: ReactNode
  children: ReactNode
  sub?: ReactNode
  wire?: ReactNode
  strip?: ReactNode
  compact?: boolean
}) {
  return (
    <div
      className={clsx(
        'grid items-baseline gap-y-0.5 border-line border-b max-tablet:grid-cols-1 max-tablet:py-2.5',
        compact
          ? 'gap-x-3 text-13 tablet:grid-cols-[92px_minmax(0,1fr)_auto] tablet:py-[5px]'
          : 'gap-x-5 tablet:grid-cols-[124px_minmax(0,1fr)_minmax(0,auto)] tablet:py-2',
      )}
    >
      <dt className={clsx('text-fg-2 max-tablet:text-12', compact ? 'text-13' : 'text-13/5')}>{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">
        {children}
        {sub ? <span className="mt-px block text-12 text-fg-3">{sub}</span> : null}
      </dd>
      {wire === undefined ? null : (
        <dd className="font-mono text-12/[18px] text-fg-3 tracking-[-0.01em] [overflow-wrap:anywhere] tablet:max-w-56 tablet:text-end">
          {wire}
        </dd>
      )}
      {strip ? <dd className="mt-1 tablet:col-span-2 tablet:col-start-2">{strip}</dd> : null}
    </div>
  )
}

/** `name value` of the right-hand column: the value is what counts. */
export function Wire({ name, value, spaced = false }: { name?: string; value: ReactNode; spaced?: boolean }) {
  return (
    <>
      {name ? `${name} ` : null}
      <span className={spaced ? 'whitespace-pre-wrap text-fg-2' : 'text-fg-2'}>{value}</span>
    </>
  )
}
