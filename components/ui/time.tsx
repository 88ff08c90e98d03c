'use client'
import { useClock } from './clock'
import { absolute, ago, clockTime } from './duration'

/** A moment, relative, with the absolute time on hover and for machines. */
export function Ago({ at, className }: { at: string; className?: string }) {
  const text = useClock((now) => ago(now - Date.parse(at)))
  return (
    <time dateTime={at} title={absolute(at)} className={className} suppressHydrationWarning>
      {text}
    </time>
  )
}

/** A moment as a time of day in UTC, with the date on hover. */
export function At({ at, className, zone = false }: { at: string; className?: string; zone?: boolean }) {
  return (
    <time dateTime={at} title={absolute(at)} className={className}>
      {clockTime(at)}
      {zone ? ' UTC' : null}
    </time>
  )
}
