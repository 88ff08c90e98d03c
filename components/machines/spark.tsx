import { clsx } from 'clsx'
import { useTranslations } from 'use-intl'
import type { Translate } from '@/components/language/translate'
import type { Traffic } from '@/lib/machines/schema'

const HEIGHT = 20
const BAR = 3

/** Requests a day over 30 days as bars, the oldest first. Its words say the same; on a machine's page a table does. */
export function Spark({ traffic, wide = false }: { traffic: Traffic; wide?: boolean }) {
  const t = useTranslations('machines')
  const most = Math.max(1, ...traffic.days)
  const width = traffic.days.length * BAR
  return (
    <svg
      role="img"
      aria-label={sayTraffic(t, traffic)}
      viewBox={`0 0 ${width} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={clsx('block', wide ? 'h-16 w-full' : 'h-5 w-[90px]')}
    >
      <path
        d={`M0 ${HEIGHT - 0.5}H${width}`}
        className="stroke-line-strong"
        strokeWidth="1"
        vectorEffect="non-scaling-stroke"
      />
      {traffic.days.map((count, day) =>
        count === 0 ? null : (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place
            key={day}
            x={day * BAR}
            width={BAR - 0.8}
            y={HEIGHT - Math.max(1.5, (count / most) * (HEIGHT - 1))}
            height={Math.max(1.5, (count / most) * (HEIGHT - 1))}
            className="fill-fg-3"
          />
        ),
      )}
    </svg>
  )
}

/** "41 requests in 30 days, 3 denied" */
export function sayTraffic(t: Translate<'machines'>, { requests, denied }: Traffic): string {
  return requests === 0 ? t('traffic.none') : t('traffic.says', { requests, denied })
}

/** "7 %" of what was asked; a dash where nothing was. */
export function deniedShare(t: Translate<'machines'>, { requests, denied }: Traffic): string {
  return requests === 0 ? '–' : t('traffic.share', { percent: Math.round((denied / requests) * 100) })
}
