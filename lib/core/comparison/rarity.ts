import type { SaidIn } from '../language/said'
import { comparisonWords } from './words'

/**
 * How one value stands among the values that the same field had in earlier requests for the same action. Counted, never
 * guessed: the number of requests that were looked at is always said.
 */
export type FieldCounts = {
  /** Requests that were looked at. */
  samples: number
  /** Of them, those with the very same value. */
  same: number
  /** Of them, those with a smaller number; 0 for what is no number. */
  below: number
  /** How many different values there were. */
  distinct: number
  number: boolean
}

export type Rarity = { text: string; samples: number; unusual: boolean }

/** Below this many, a share says nothing. */
export const fewestSamples = 20

/** "p97 of 214", "never before in 214", "12 of 214", or that there is not enough history. */
export function rarityOf({ samples, same, below, distinct, number }: FieldCounts, language: SaidIn): Rarity {
  const words = comparisonWords[language]
  if (samples < fewestSamples) return { text: words.notEnough(samples), samples, unusual: false }
  if (number && distinct > 2) {
    if (same === 0 && below === samples) return { text: words.higherThanAll(samples), samples, unusual: true }
    if (same === 0 && below === 0) return { text: words.lowerThanAll(samples), samples, unusual: true }
    // Those below, and half of those that are equal: the middle of a run of equal values is its place.
    const percentile = Math.round((100 * (below + same / 2)) / samples)
    return { text: words.percentile(percentile, samples), samples, unusual: percentile >= 95 || percentile <= 5 }
  }
  // Where most values come once (a charge, a ticket), a new one is the rule.
  if (same === 0)
    return distinct * 2 > samples
      ? { text: words.newAsMost, samples, unusual: false }
      : { text: words.never(samples), samples, unusual: true }
  return { text: words.share(same, samples), samples, unusual: same * 50 < samples }
}
