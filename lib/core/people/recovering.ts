import type { Directory } from '../directory'
import type { Refusal } from '../refusal'

/**
 * Was this person let in again without their old passkeys, and not long enough ago? Then nothing that they would agree to
 * counts yet (ATTACKS 120): no approval, no review of a boundary, no proposal, no acknowledgement. Saying no stays possible.
 */
export function isRecovering(personId: string, directory: Directory, now: Date): boolean {
  const until = directory.people.get(personId)?.recoveringUntil ?? null
  return until !== null && now < until
}

/** The same as a refusal; null when nothing stands in the way. */
export function refuseRecovering(personId: string, directory: Directory, now: Date): Refusal | null {
  const until = directory.people.get(personId)?.recoveringUntil ?? null
  return until !== null && now < until ? { code: 'person.recovering', until: until.toISOString() } : null
}
