import type { Format } from '@/components/language/format'

/** "18:00 UTC", or "Mon 30 Nov, 09:00 UTC" when that is not within a day. */
export function untilWords(format: Format, iso: string, now: number): string {
  const soon = Date.parse(iso) - now < 86_400_000
  const words = soon
    ? format.moment(iso, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
    : format.when(iso, 'UTC')
  return `${words} UTC`
}

/** The zone of this browser, as forms that take a local time say it. */
export function myZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

/** What `<input type="datetime-local">` gives, as an instant; null while it is not whole. */
export function instantOfLocal(text: string): string | null {
  const at = new Date(text)
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString()
}
