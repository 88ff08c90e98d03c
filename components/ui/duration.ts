const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Time left as rows say it: "06:12" under ten minutes, then "24 min", "1 h 05", "2 d 3 h". Never negative. */
export function timeLeft(ms: number): string {
  if (ms <= 0) return '00:00'
  if (ms < 10 * MINUTE) {
    const seconds = Math.ceil(ms / 1_000)
    return `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`
  }
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`
  if (ms < DAY) return `${Math.floor(ms / HOUR)} h ${two(Math.floor((ms % HOUR) / MINUTE))}`
  return `${Math.floor(ms / DAY)} d ${Math.floor((ms % DAY) / HOUR)} h`
}

/** A length of time in words: "45 s", "15 min", "1 h 30 min", "2 days". */
export function spelled(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600)
    return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
  if (seconds < 86_400) {
    const minutes = Math.floor((seconds % 3_600) / 60)
    return minutes === 0 ? `${Math.floor(seconds / 3_600)} h` : `${Math.floor(seconds / 3_600)} h ${minutes} min`
  }
  const days = Math.floor(seconds / 86_400)
  return days === 1 ? '1 day' : `${days} days`
}

/** How long ago: "just now", "8 min ago", "3 h ago", "2 days ago"; the future reads "in 5 min". */
export function ago(ms: number): string {
  const size = Math.abs(ms)
  if (size < 10_000) return ms >= 0 ? 'just now' : 'now'
  const text =
    size < MINUTE
      ? `${Math.floor(size / 1_000)} s`
      : size < HOUR
        ? `${Math.floor(size / MINUTE)} min`
        : size < DAY
          ? `${Math.floor(size / HOUR)} h`
          : Math.floor(size / DAY) === 1
            ? '1 day'
            : `${Math.floor(size / DAY)} days`
  return ms >= 0 ? `${text} ago` : `in ${text}`
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hour12: false,
  timeZone: 'UTC',
})
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** "12:09:40" in UTC. */
export function clockTime(iso: string): string {
  return CLOCK.format(Date.parse(iso))
}

/** "26 Nov 2024" in UTC. */
export function dateOnly(iso: string): string {
  return DATE.format(Date.parse(iso))
}

/** "26 Nov 2024, 12:09:40 UTC": the long form behind every relative time. */
export function absolute(iso: string): string {
  return `${dateOnly(iso)}, ${clockTime(iso)} UTC`
}

function two(value: number): string {
  return String(value).padStart(2, '0')
}
