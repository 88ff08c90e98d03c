import type { SaidIn } from '../language/said'
import type { RequestStatus } from '../request/state'
import { type GrantedAs, inboxWords } from './words'

export type DecidedThen = {
  verb: 'approve' | 'deny' | 'abstain'
  status: RequestStatus
  grant: { status: string; execution: 'succeeded' | 'failed' | 'unknown' | null } | null
}

/**
 * Did it end against what this person said? An approval of what others denied, or whose grant was revoked; a denial of what
 * others approved all the same.
 */
export function overturned({ verb, status, grant }: DecidedThen): boolean {
  if (verb === 'approve') return status === 'denied' || grant?.status === 'revoked'
  return verb === 'deny' && status === 'approved'
}

/** What became of a request after somebody decided on it, in a few words. */
export function outcomeWords({ status, grant }: DecidedThen, language: SaidIn): string {
  const words = inboxWords[language]
  const as = grant?.execution ?? grant?.status ?? ''
  return status === 'approved' && as in words.granted ? words.granted[as as GrantedAs] : words[status]
}
