import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

function Centred({ title, children, actions, heading: Heading = 'h2', testId }: StateProps & { testId: string }) {
  return (
    <div data-testid={testId} className="grid justify-items-center gap-1 px-6 py-16 text-center text-fg-2">
      <Heading className="text-16 text-fg tracking-[-0.008em]">{title}</Heading>
      {children ? <div className="max-w-[56ch] text-14">{children}</div> : null}
      {actions ? <div className="mt-4 flex flex-wrap justify-center gap-2">{actions}</div> : null}
    </div>
  )
}

/** `heading`: h1 where the state is the whole page. */
type StateProps = { title: ReactNode; children?: ReactNode; actions?: ReactNode; heading?: 'h1' | 'h2' }

export const EmptyState = (props: StateProps) => <Centred testId="empty-state" {...props} />
export const ErrorState = (props: StateProps) => (
  <div role="alert">
    <Centred testId="error-state" {...props} />
  </div>
)
export const ForbiddenState = (props: StateProps) => <Centred testId="forbidden-state" {...props} />

const WIDTHS = ['w-3/5', 'w-4/5', 'w-1/2']

/** Grey bars where rows will be; says once, politely, that something is loading. */
export function LoadingRows({ rows = 6, className }: { rows?: number; className?: string }) {
  const t = useTranslations('ui')
  return (
    <div role="status" data-testid="loading-state" className={className}>
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: rows }, (_, at) => ({ key: `row-${at}`, width: WIDTHS[at % 3] })).map((row) => (
        <div
          key={row.key}
          aria-hidden="true"
          className="grid grid-cols-[14px_1fr_64px] gap-3 border-line border-b px-6 py-3.5 max-tablet:px-4"
        >
          <Bone className="mt-1 size-3.5 rounded-full" />
          <div className="grid gap-2">
            <Bone className={clsx('h-3.5', row.width)} />
            <Bone className="h-3 w-2/5" />
          </div>
          <Bone className="h-3.5 w-16" />
        </div>
      ))}
    </div>
  )
}

export function Bone({ className }: { className?: string }) {
  return <span className={clsx('block rounded-sm bg-line/70 motion-safe:animate-pulse', className)} />
}
