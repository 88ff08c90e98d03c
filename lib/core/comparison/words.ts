import type { SaidIn } from '../language/said'

/** What is said of a request beside others like it. Numbers are counts of requests. */
export type ComparisonWords = {
  notEnough: (samples: number) => string
  higherThanAll: (samples: number) => string
  lowerThanAll: (samples: number) => string
  percentile: (percentile: number, samples: number) => string
  newAsMost: string
  never: (samples: number) => string
  share: (same: number, samples: number) => string
  /** After "Needs less if": a param of the action has another value, or a fact has. */
  paramWere: (label: string, value: string) => string
  factWere: (fact: string, value: string) => string
}

const counted = new Intl.NumberFormat('en-GB')
const gezaehlt = new Intl.NumberFormat('de-DE')

export const comparisonWords: { readonly [language in SaidIn]: ComparisonWords } = {
  en: {
    notEnough: (samples) => `not enough history (${samples})`,
    higherThanAll: (samples) => `higher than all ${counted.format(samples)}`,
    lowerThanAll: (samples) => `lower than all ${counted.format(samples)}`,
    percentile: (percentile, samples) => `p${percentile} of ${counted.format(samples)}`,
    newAsMost: 'new, as most are',
    never: (samples) => `never before in ${counted.format(samples)}`,
    share: (same, samples) => `${counted.format(same)} of ${counted.format(samples)}`,
    paramWere: (label, value) => `${lowered(label)} were ${value}`,
    factWere: (fact, value) => `${fact} were ${value}`,
  },
  de: {
    notEnough: (samples) => `zu wenige frühere (${samples})`,
    higherThanAll: (samples) => `höher als alle ${gezaehlt.format(samples)}`,
    lowerThanAll: (samples) => `niedriger als alle ${gezaehlt.format(samples)}`,
    percentile: (percentile, samples) => `p${percentile} von ${gezaehlt.format(samples)}`,
    newAsMost: 'neu, wie die meisten',
    never: (samples) => `noch nie in ${gezaehlt.format(samples)}`,
    share: (same, samples) => `${gezaehlt.format(same)} von ${gezaehlt.format(samples)}`,
    paramWere: (label, value) => `bei „${label}“ ${value} stünde`,
    factWere: (fact, value) => `${fact} ${value} wäre`,
  },
}

function lowered(text: string): string {
  return /^[A-Z](?![A-Z])/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text
}
