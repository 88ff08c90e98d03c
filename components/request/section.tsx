'use client'
import { clsx } from 'clsx'
import { Check, ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { SectionNumber } from './deed'

/**
 * A folding section of the annex. Folded, it carries its fact in the summary. On a desk it is always open unless the
 * section says otherwise.
 */
export function Section({
  n,
  title,
  summary,
  provenance,
  seen,
  kind,
  open,
  onToggle,
  children,
}: {
  n: number
  title: string
  summary?: ReactNode
  provenance?: ReactNode
  seen?: boolean
  kind: 'annex' | 'claim' | 'plain'
  open: boolean
  onToggle: (open: boolean) => void
  children: ReactNode
}) {
  return (
    <details
      id={`s${n}`}
      data-section={n}
      open={open}
      onToggle={(event) => event.currentTarget.open !== open && onToggle(event.currentTarget.open)}
      className={clsx(
        'group/sec scroll-mt-28',
        kind === 'claim' && 'claim mx-4 rounded-paper tablet:mx-0',
        kind === 'annex' && 'border-line not-first:border-t',
      )}
      {...(kind === 'claim' ? { 'data-testid': 'claims' } : {})}
    >
      <summary
        className={clsx(
          'flex min-h-12 items-center gap-x-3 px-4 py-3 tablet:px-8 tablet:pt-3.5',
          kind === 'claim' ? 'max-tablet:flex-wrap tablet:pb-3 tablet:group-open/sec:pb-1.5' : 'tablet:pb-1.5',
        )}
      >
        <h2 className="whitespace-nowrap text-14">
          <SectionNumber n={n} />
          {title}
        </h2>
        {summary ? (
          <span className="min-w-0 truncate text-12 text-fg-3 max-tablet:ms-auto group-open/sec:hidden">{summary}</span>
        ) : null}
        {provenance ? (
          <span
            className={clsx(
              'ms-auto',
              kind === 'claim' ? 'max-tablet:order-3 max-tablet:ms-0 max-tablet:w-full' : 'max-tablet:hidden',
            )}
          >
            {provenance}
          </span>
        ) : null}
        {seen === undefined ? null : <SeenMark seen={seen} />}
        <ChevronRight
          aria-hidden="true"
          className={clsx(
            'size-4 flex-none text-fg-3 group-open/sec:rotate-90',
            summary ? 'max-tablet:group-open/sec:ms-auto' : 'max-tablet:ms-auto',
            'tablet:hidden',
          )}
        />
      </summary>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 pb-4 tablet:px-8 tablet:pb-[18px]">{children}</div>
    </details>
  )
}

function SeenMark({ seen }: { seen: boolean }) {
  const t = useTranslations('request.section')
  const word = seen ? t('seen') : t('notSeen')
  return (
    <span className="-me-[30px] grid size-[18px] flex-none place-items-center text-fg-3 max-tablet:hidden" title={word}>
      {seen ? (
        <Check className="size-3.5" aria-hidden="true" />
      ) : (
        <span className="size-2 rounded-full ring-[1.5px] ring-fg-3 ring-inset" />
      )}
      <span className="sr-only">{word}</span>
    </span>
  )
}

/** A quiet line: what, value, where it comes from. */
export function Fact({ label, source, children }: { label: ReactNode; source?: ReactNode; children: ReactNode }) {
  return (
    <div className="grid items-baseline gap-x-5 border-line border-t py-1.5 text-13 first:border-t-0 max-tablet:grid-cols-[1fr_auto] tablet:grid-cols-[124px_minmax(0,1fr)_auto]">
      <dt className="text-fg-3 max-tablet:col-span-2 max-tablet:text-12">{label}</dt>
      <dd className="min-w-0 [overflow-wrap:anywhere]">{children}</dd>
      {source ? <dd className="max-w-56 text-end text-12 text-fg-3">{source}</dd> : null}
    </div>
  )
}
