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

/** A duration in seconds as people read it: "15 min", "1 h 30 min", "45 s", "2 d". */
export function sayDuration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min${seconds % 60 ? ` ${seconds % 60} s` : ''}`
  if (seconds < 86_400) {
    const minutes = Math.floor((seconds % 3_600) / 60)
    return `${Math.floor(seconds / 3_600)} h${minutes ? ` ${minutes} min` : ''}`
  }
  const hours = Math.floor((seconds % 86_400) / 3_600)
  return `${Math.floor(seconds / 86_400)} d${hours ? ` ${hours} h` : ''}`
}
