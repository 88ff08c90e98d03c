import type { Reason } from '../boundary/consent'
import type { Json } from '../canonical/json'
import type { CounterProposal } from '../decision/counter-proposal'

/** How a request ended, as it is stored with it: what agent and people are told beyond the status. */
export type StoredResolution = {
  reasons: Reason[]
  counter_proposal: CounterProposal | null
  /** Id of the request that took its place. */
  superseded_by: string | null
}

/** Reads what is stored; rows of older versions have fewer members, and pending ones none at all. */
export function resolutionOf(stored: Json): StoredResolution {
  const known = (stored ?? {}) as Partial<StoredResolution>
  return {
    reasons: known.reasons ?? [],
    counter_proposal: known.counter_proposal ?? null,
    superseded_by: known.superseded_by ?? null,
  }
}
