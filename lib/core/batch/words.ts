/** Why a request is decided by itself, whatever the others are. */
export type AloneWhy = 'opaque' | 'level' | 'forbidden' | 'asks'
/** Why it is not decided together with these. */
export type ApartWhy = 'action' | 'boundary' | 'level'

/** What is said of requests side by side. The same members in each language; `words-de.ts` has the German. */
export type BatchWords = {
  /** After the name of a request, without a full stop. */
  alone: Readonly<Record<AloneWhy, string>>
  apart: Readonly<Record<ApartWhy, string>>
  /** One of the above as a sentence about this request. */
  thisOne: (words: string) => string
  /** Why a value is unusual; values as they are shown. */
  farAbove: (low: string, high: string) => string
  farBelow: (low: string, high: string) => string
  /** So many have the usual value, which may be none. */
  mostHave: (most: number, all: number, usual: string) => string
  hidden: string
  /** Under a column. */
  different: (count: number) => string
  total: (sum: string, least: string, most: string) => string
}

export const english: BatchWords = {
  alone: {
    opaque: 'cannot be shown to a person, so it is never batched',
    forbidden: 'is kept out of batches by its boundary',
    asks: 'asks each approver to confirm or answer something, so it is decided by itself',
    level: 'needs a level of consent that is never given in a batch',
  },
  apart: {
    action: 'is another action than the first one',
    boundary: 'was judged by another version of the boundary than the first one',
    level: 'needs another level of consent than the first one',
  },
  thisOne: (words) => `This ${words}.`,
  farAbove: (low, high) => `far above the others, ${low} to ${high}`,
  farBelow: (low, high) => `far below the others, ${low} to ${high}`,
  mostHave: (most, all, usual) => `${most} of ${all} have ${usual === '' ? 'none' : usual}`,
  hidden: 'has characters that cannot be seen',
  different: (count) => `${count} different`,
  total: (sum, least, most) => `${sum} in all, ${least} to ${most}`,
}
