import { INTL_TAGS, type IntlTag } from '../language/languages'
import type { SaidIn } from '../language/said'

/** True for a time zone by its IANA name. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+){0,2}$/.test(name) || name.length > 64) return false
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

/** Minutes since midnight, 0 to 1439, on a clock in `zone`. */
export function minuteOfDay(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at)
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 0)
  return number('hour') * 60 + number('minute')
}

/** A moment as everybody reads it and as the recipient does: `26 Nov 2026, 10:32 UTC (11:32 in Europe/Berlin)`. */
export function sayMoment(at: Date, zone: string, language: SaidIn = 'en'): string {
  const format = formatIn(INTL_TAGS[language])
  const day = format(at, 'UTC', true)
  const there = format(at, zone, format(at, zone, true).slice(0, -7) !== day.slice(0, -7))
  return zone === 'UTC' ? `${day} UTC` : `${day} UTC (${there} in ${zone})`
}

/** `10:32 UTC`, for a subject. */
export function sayTime(at: Date): string {
  return `${formatIn(INTL_TAGS.en)(at, 'UTC', false)} UTC`
}

/** `07:00`, of minutes since midnight. */
export function sayMinute(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}

function formatIn(tag: IntlTag) {
  return (at: Date, zone: string, day: boolean): string =>
    new Intl.DateTimeFormat(tag, {
      timeZone: zone,
      ...(day ? { day: 'numeric', month: 'short', year: 'numeric' } : {}),
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    }).format(at)
}
