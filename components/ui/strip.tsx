import { clsx } from 'clsx'
import { Check, CircleAlert, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'

type Tone = 'neutral' | 'warn' | 'danger' | 'ok'
const ICON = { neutral: Info, warn: TriangleAlert, danger: TriangleAlert, ok: Check }
const STRIP = {
  neutral: 'bg-sunken text-fg-2',
  warn: 'bg-warn-soft text-fg [&>svg]:text-warn',
  danger: 'bg-danger-soft text-danger',
  ok: 'bg-ok-soft text-fg [&>svg]:text-ok',
}

/** One remark about what stands above it. */
export function Strip({
  tone = 'neutral',
  children,
  className,
  testId,
}: {
  tone?: Tone
  children: ReactNode
  className?: string
  testId?: string
}) {
  const Icon = ICON[tone]
  return (
    <div data-testid={testId} className={clsx('flex gap-2 rounded-sm px-2.5 py-[7px] text-13', STRIP[tone], className)}>
      <Icon className="mt-px size-4 flex-none" aria-hidden="true" />
      <span className="min-w-0 [overflow-wrap:anywhere]">{children}</span>
    </div>
  )
}

/** A remark about the whole page, across its full width. */
export function Banner({
  tone = 'neutral',
  children,
  action,
}: {
  tone?: Tone
  children: ReactNode
  action?: ReactNode
}) {
  const t = useTranslations('ui')
  return (
    <section
      aria-label={t('notice')}
      className={clsx(
        'flex items-center gap-3 border-line border-b px-4 py-2 text-13 tablet:px-6',
        tone === 'warn' && 'bg-warn-soft',
        tone === 'danger' && 'bg-danger-soft text-danger',
        tone === 'neutral' && 'bg-sunken',
        tone === 'ok' && 'bg-ok-soft',
      )}
    >
      <CircleAlert className={clsx('size-4 flex-none', tone === 'warn' && 'text-warn')} aria-hidden="true" />
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </section>
  )
}
