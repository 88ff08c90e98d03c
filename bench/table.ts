/** One line of the table. Rates are per second unless the text says otherwise. */
export interface Row {
  readonly what: string
  readonly ours: string
  readonly peer?: string
  readonly ratio?: string
  readonly target?: string
  /** Whether the target is met; absent where DESIGN names none. */
  readonly met?: boolean
}

/** The rows as a Markdown table with aligned columns. */
export function markdownTable(rows: readonly Row[]): string {
  const cells = rows.map((row) => [
    row.what,
    row.ours,
    row.peer ?? '',
    row.ratio ?? '',
    row.target ?? '',
    row.met === undefined ? '' : row.met ? 'met' : 'missed',
  ])
  const all = [['what', 'ours', 'peer', 'ratio', 'target', ''], ...cells]
  const widths = all[0]?.map((_, column) => Math.max(3, ...all.map((line) => line[column]?.length ?? 0))) ?? []
  const line = (texts: readonly string[]) => `| ${texts.map((text, i) => text.padEnd(widths[i] ?? 0)).join(' | ')} |`
  const [head = [], ...body] = all
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n')
}

/** A number as people read it: thousands apart, three digits of the rest. */
export function amount(value: number): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return value.toLocaleString('en-GB', { maximumFractionDigits: digits })
}

export const perSecond = (value: number): string => `${amount(value)}/s`
export const milliseconds = (value: number): string => `${amount(value)} ms`
export const times = (value: number): string => `${value.toFixed(2)}×`

/** The middle one of several runs: one of them may have met a busy machine. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}
