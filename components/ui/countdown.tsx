'use client'
import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useClock } from './clock'

type Urgency = 'calm' | 'warn' | 'danger' | 'over'

/** Amber under a fifth of the time, red under a twentieth or two minutes: the same rule for every countdown. */
function urgency(leftMs: number, totalMs: number): Urgency {
  if (leftMs <= 0) return 'over'
  if (leftMs < 120_000 || leftMs < totalMs * 0.05) return 'danger'
  return leftMs < totalMs * 0.2 ? 'warn' : 'calm'
}

const TEXT = { calm: 'text-fg', warn: 'text-warn', danger: 'text-danger', over: 'text-fg-3' }
const BAR = { calm: 'fill-fg-3', warn: 'fill-warn', danger: 'fill-danger', over: 'fill-line' }

/**
 * Time left as text, always, and as a thin bar. The bar is an SVG whose width is an attribute: no inline style.
 * `until` adds the absolute end.
 */
export function Countdown({
  from,
  to,
  until = false,
  of = 'plain',
  bar = true,
  className,
  barClassName,
}: {
  from: string
  to: string
  until?: boolean
  /** What is left: time, or a lease. */
  of?: 'plain' | 'left' | 'lease'
  bar?: boolean
  className?: string
  barClassName?: string
}) {
  const t = useTranslations('ui.countdown')
  const { absolute, clock, timeLeft } = useFormat()
  const end = Date.parse(to)
  const total = Math.max(end - Date.parse(from), 1)
  const text = useClock((now) => timeLeft(end - now))
  const mood = useClock((now) => urgency(end - now, total))
  const percent = useClock((now) => Math.round(Math.min(Math.max((end - now) / total, 0), 1) * 100))
  return (
    <span data-testid="countdown" className={clsx('inline-grid gap-[3px]', className)} title={absolute(to)}>
      <time dateTime={to} className={clsx('whitespace-nowrap font-medium text-13', TEXT[mood])}>
        {mood === 'over' ? t('expired') : t(of, { left: text })}
        {until && mood !== 'over' ? (
          <span className="font-normal text-fg-3 max-tablet:hidden"> {t('until', { time: clock(to) })}</span>
        ) : null}
      </time>
      {bar ? (
        <svg
          aria-hidden="true"
          className={clsx('block h-[2px] w-full overflow-hidden rounded-full bg-line', barClassName)}
        >
          <rect width={`${percent}%`} height="100%" className={BAR[mood]} />
        </svg>
      ) : null}
    </span>
  )
}

/** True once the server's clock has passed `to`. */
export function useExpired(to: string): boolean {
  return useClock((now) => now >= Date.parse(to))
}
