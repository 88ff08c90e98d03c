'use client'
import { useTranslations } from 'use-intl'
import { useFormat } from '@/components/language/format'
import { useClock } from './clock'

/** A moment, relative, with the absolute time on hover and for machines. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const { absolute, ago } = useFormat()
  const text = useClock((now) => ago(now - Date.parse(at)))
  return (
    <time dateTime={at} title={absolute(at)} className={className} suppressHydrationWarning>
      {text}
    </time>
  )
}

/** A moment as a time of day in UTC, with the date on hover. */
export function At({ at, className, zone = false }: { at: string; className?: string; zone?: boolean }) {
  const t = useTranslations('ui')
  const { absolute, clock } = useFormat()
  return (
    <time dateTime={at} title={absolute(at)} className={className}>
      {zone ? t('time.clock', { time: clock(at) }) : clock(at)}
    </time>
  )
}
