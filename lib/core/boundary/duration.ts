import type { SaidIn } from '../language/said'

/**
 * Parses a rule's duration annotation (`30s`, `10m`, `2h`, `1d`) into whole seconds; null for anything else.
 * One unit only: a boundary is read by people, and "1h30m" has been misread as "1h".
 */
export function parseDuration(text: string): number | null {
  const match = /^([1-9][0-9]{0,5})(s|m|h|d)$/.exec(text)
  if (!match) return null
  const unit = { s: 1, m: 60, h: 3_600, d: 86_400 }[match[2] as 's' | 'm' | 'h' | 'd']
  return Number(match[1]) * unit
}

/** A duration in seconds as people read it: "15 min", "1 h 30 min", "45 s", "2 d"; in German in words, "15 Minuten". */
export function sayDuration(seconds: number, language: SaidIn = 'en'): string {
  const parts = partsOf(seconds)
  return (parts.length === 0 ? [{ count: 0, unit: 's' } as const] : parts)
    .map(({ count, unit }) => `${count} ${language === 'de' ? german[unit][count === 1 ? 0 : 1] : english[unit]}`)
    .join(' ')
}

const english = { s: 's', m: 'min', h: 'h', d: 'd' } as const
const german = {
  s: ['Sekunde', 'Sekunden'],
  m: ['Minute', 'Minuten'],
  h: ['Stunde', 'Stunden'],
  d: ['Tag', 'Tage'],
} as const

/** The largest unit that fits, and the next smaller one when there is anything of it. */
function partsOf(seconds: number): { count: number; unit: keyof typeof english }[] {
  const [days, hours, minutes] = [86_400, 3_600, 60].map((unit) => Math.floor(seconds / unit)) as [
    number,
    number,
    number,
  ]
  const pair =
    days > 0
      ? ([days, 'd', hours % 24, 'h'] as const)
      : hours > 0
        ? ([hours, 'h', minutes % 60, 'm'] as const)
        : ([minutes, 'm', seconds % 60, 's'] as const)
  const [large, largeUnit, small, smallUnit] = pair
  return [
    { count: large, unit: largeUnit },
    { count: small, unit: smallUnit },
  ].filter(({ count }) => count > 0)
}
