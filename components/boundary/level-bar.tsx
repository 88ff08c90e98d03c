import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import type { Level } from '@/lib/core/presentation/presentation'
import { LEVELS } from './words'

const FILL: Record<Level, string> = { T0: 'fill-t0', T1: 'fill-t1', T2: 'fill-t2', T3: 'fill-t3', TX: 'fill-tx' }
const GAP = 0.8

/** How the requests of a workflow fell on the levels, as one bar. It says its numbers to those who do not see it. */
export function LevelBar({ levels, className }: { levels: Record<Level, number>; className?: string }) {
  const t = useTranslations('boundary')
  const total = LEVELS.reduce((sum, level) => sum + levels[level], 0)
  if (total === 0) return <span className={clsx('text-12 text-fg-3', className)}>{t('levels.none')}</span>
  const words = LEVELS.filter((level) => levels[level] > 0)
    .map((level) => `${level}: ${levels[level]}`)
    .join(', ')
  let x = 0
  return (
    <span className={clsx('inline-grid gap-1', className)}>
      <svg
        role="img"
        aria-label={t('levels.label', { count: total, levels: words })}
        viewBox="0 0 100 6"
        preserveAspectRatio="none"
        className="block h-1.5 w-full"
      >
        <title>{words}</title>
        {LEVELS.filter((level) => levels[level] > 0).map((level) => {
          const width = (levels[level] / total) * 100
          const left = x
          x += width
          return <rect key={level} x={left} width={Math.max(width - GAP, 0.8)} height="6" className={FILL[level]} />
        })}
      </svg>
      <span className="text-12 text-fg-3">{t('count.requests', { count: total })}</span>
    </span>
  )
}
