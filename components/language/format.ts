'use client'
import { useMemo } from 'react'
import { useLocale, useTranslations } from 'use-intl'
import type { IntlTag } from '@/lib/core/language/languages'
import type { Translate } from './translate'

const MINUTE = 60
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type Format = ReturnType<typeof formatOf>

/**
 * Numbers, money, moments and lists of the console in the chosen language: the only place that asks `Intl` for them. What
 * is signed is not written with it: that reads the same for everybody (components/ui/duration.ts).
 */
export function useFormat(): Format {
  const tag = useLocale()
  const t = useTranslations('ui')
  return useMemo(() => formatOf(tag, t), [tag, t])
}

/** `t` is that of the area `ui`. Moments are in UTC unless a zone is given, as everywhere in the console. */
export function formatOf(tag: IntlTag, t: Translate<'ui'>) {
  const dateTime = (options: Intl.DateTimeFormatOptions, zone = 'UTC') =>
    cached(
      moments,
      `${tag} ${zone} ${JSON.stringify(options)}`,
      () => new Intl.DateTimeFormat(tag, { ...options, timeZone: zone }),
    )
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    cached(numbers, `${tag} ${JSON.stringify(options)}`, () => new Intl.NumberFormat(tag, options)).format(value)
  const date = (iso: string) => dateTime(DATE).format(Date.parse(iso))
  const clock = (iso: string) => dateTime(CLOCK).format(Date.parse(iso))
  return {
    /** "48,211" */
    number,
    /** "€1,240.00" of an amount in whole units. */
    money: (amount: number, currency: string) => number(amount, { style: 'currency', currency }),
    /** "26 Nov 2024" */
    date,
    /** "12:09:40" */
    clock,
    /** "26 Nov 2024, 12:09:40 UTC" */
    absolute: (iso: string) => t('time.absolute', { date: date(iso), time: clock(iso) }),
    /** "Mon 30 Nov, 09:00" on a clock in `zone`. */
    when: (iso: string, zone: string) => dateTime(WHEN, zone).format(Date.parse(iso)),
    /** Any other form of a moment. */
    moment: (iso: string, options: Intl.DateTimeFormatOptions, zone?: string) =>
      dateTime(options, zone).format(Date.parse(iso)),
    /** "Mei Lin and Tom Ek", or with `disjunction` "Mei Lin or Tom Ek". */
    list: (items: readonly string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
      cached(lists, `${tag} ${type}`, () => new Intl.ListFormat(tag, { type })).format(items),
    /** How long ago: "just now", "8 min ago", "2 days ago"; the future reads "in 5 min". */
    ago(ms: number): string {
      const seconds = Math.floor(Math.abs(ms) / 1_000)
      const past = ms >= 0
      if (seconds < 10) return past ? t('time.justNow') : t('time.now')
      const way = past ? 'ago' : 'in'
      if (seconds < MINUTE) return t(`time.${way}.seconds`, { count: seconds })
      if (seconds < HOUR) return t(`time.${way}.minutes`, { count: Math.floor(seconds / MINUTE) })
      if (seconds < DAY) return t(`time.${way}.hours`, { count: Math.floor(seconds / HOUR) })
      return t(`time.${way}.days`, { count: Math.floor(seconds / DAY) })
    },
    /** Time left: "06:12" under ten minutes, then "24 min", "1 h 05", "2 d 3 h". Never negative. */
    timeLeft(ms: number): string {
      const seconds = Math.max(ms, 0) / 1_000
      if (seconds < 10 * MINUTE) {
        const whole = Math.ceil(seconds)
        return `${two(Math.floor(whole / 60))}:${two(whole % 60)}`
      }
      const minutes = Math.floor(seconds / MINUTE)
      if (seconds < HOUR) return t('time.left.minutes', { minutes })
      const hours = Math.floor(seconds / HOUR)
      if (seconds < DAY) return t('time.left.hours', { hours, minutes: two(minutes % 60) })
      return t('time.left.days', { days: Math.floor(seconds / DAY), hours: hours % 24 })
    },
    /** A length of time in words: "45 s", "15 min", "1 h 30 min", "2 days". */
    spelled(seconds: number): string {
      if (seconds < MINUTE) return t('time.length.seconds', { seconds })
      const minutes = Math.floor((seconds % HOUR) / MINUTE)
      if (seconds < HOUR && seconds % MINUTE !== 0)
        return t('time.length.minutesSeconds', { minutes, seconds: seconds % MINUTE })
      if (seconds < HOUR) return t('time.length.minutes', { minutes })
      const hours = Math.floor(seconds / HOUR)
      if (seconds < DAY && minutes !== 0) return t('time.length.hoursMinutes', { hours, minutes })
      if (seconds < DAY) return t('time.length.hours', { hours })
      return t('time.length.days', { days: Math.floor(seconds / DAY) })
    },
  }
}

const DATE: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', year: 'numeric' }
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }
const WHEN: Intl.DateTimeFormatOptions = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
}

/** Making a format costs more than using it. */
const moments = new Map<string, Intl.DateTimeFormat>()
const numbers = new Map<string, Intl.NumberFormat>()
const lists = new Map<string, Intl.ListFormat>()
function cached<T>(formats: Map<string, T>, key: string, make: () => T): T {
  const known = formats.get(key)
  if (known !== undefined) return known
  const made = make()
  formats.set(key, made)
  return made
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
