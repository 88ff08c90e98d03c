import type { SaidIn } from '../language/said'
import { batchWords } from './explain'
import type { BatchWords } from './words'

/** One value of one request in one column. `number` only where every request has a number there. */
export type Cell = { shown: string; number: number | null }

/** One field of all requests of a batch, in the order of the requests. */
export type Column = { key: string; label: string; cells: readonly Cell[] }

/** What is unusual about one request among the others: which field, in words, and how much it weighs. */
export type Unusual = { key: string; label: string; why: string; weight: number }

/** Of fewer, none is the odd one. */
export const fewestCompared = 3
/** In standard deviations, from the median: the usual bound for the modified z-score (Iglewicz and Hoaglin 1993). */
const FAR = 3.5
/** The median absolute deviation of a normal distribution, in standard deviations. */
const MAD_TO_SIGMA = 1.4826
/** Nearer than this share of the median a number is never far: all of them are alike, however alike the others are. */
const NEAR_SHARE = 0.25

/**
 * What is unusual about each request against the others of its batch, field by field. Numbers by their distance from the
 * median, everything else by how few share the value where most share another one. Where most values come once (a charge,
 * a ticket) none is odd for being new. Of fewer than three requests none is. The order of the requests changes nothing.
 */
export function unusualIn(columns: readonly Column[], count: number, language: SaidIn): Unusual[][] {
  const words = batchWords[language]
  const found: Unusual[][] = Array.from({ length: count }, () => [])
  if (count < fewestCompared) return found
  for (const column of columns) {
    const marks = byNumber(column, words) ?? byShare(column, words)
    for (const [at, mark] of marks) found[at]?.push({ key: column.key, label: column.label, ...mark })
  }
  return found
}

/** The outliers first, the oddest before the others; then the least time left, then the id: the same list for everybody. */
export function outliersFirst<T extends { id: string; expiresAt: number; unusual: readonly Unusual[] }>(
  items: readonly T[],
): T[] {
  const weight = ({ unusual }: T) => unusual.reduce((sum, mark) => sum + mark.weight, 0)
  return [...items].sort(
    (a, b) => weight(b) - weight(a) || a.expiresAt - b.expiresAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
}

type Marks = Map<number, { why: string; weight: number }>

/** Null where numbers do not tell: not all are numbers, or more than half of them are the same. */
function byNumber({ cells }: Column, words: BatchWords): Marks | null {
  const numbers = cells.flatMap(({ number }) => (number === null ? [] : [number]))
  if (numbers.length < cells.length) return null
  const middle = median(numbers)
  const spread = median(numbers.map((value) => Math.abs(value - middle))) * MAD_TO_SIGMA
  if (spread === 0) return null
  const isFar = (value: number) =>
    Math.abs(value - middle) / spread > FAR && Math.abs(value - middle) > NEAR_SHARE * Math.abs(middle)
  const others = numbers.map((value, at) => ({ value, at })).filter(({ value }) => !isFar(value))
  const shownOf = (of: { at: number } | undefined) => cells[of?.at ?? 0]?.shown ?? ''
  const low = others.reduce((least, one) => (one.value < least.value ? one : least), others[0] ?? { value: 0, at: 0 })
  const high = others.reduce((most, one) => (one.value > most.value ? one : most), others[0] ?? { value: 0, at: 0 })
  const marks: Marks = new Map()
  for (const [at, value] of numbers.entries()) {
    if (!isFar(value)) continue
    const far = Math.abs(value - middle) / spread
    marks.set(at, {
      why: words[value > middle ? 'farAbove' : 'farBelow'](shownOf(low), shownOf(high)),
      weight: 1 + Math.min(far, 100) / 100,
    })
  }
  return marks
}

/** Where more than half share a value, whoever is alone with another one, or one of at most a quarter. */
function byShare({ cells }: Column, words: BatchWords): Marks {
  const counts = new Map<string, number>()
  for (const { shown } of cells) counts.set(shown, (counts.get(shown) ?? 0) + 1)
  const [usual, most] = [...counts].reduce((top, entry) => (entry[1] > top[1] ? entry : top), ['', 0])
  const marks: Marks = new Map()
  if (most * 2 <= cells.length) return marks
  for (const [at, { shown }] of cells.entries()) {
    const same = counts.get(shown) ?? 0
    if (shown === usual || (same > 1 && same * 4 > cells.length)) continue
    marks.set(at, { why: words.mostHave(most, cells.length, usual), weight: 1 })
  }
  return marks
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const half = sorted.length >> 1
  const upper = sorted[half] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2
}
