import type { RequestStatus } from '../request/state'

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
export function outcomeWords({ status, grant }: DecidedThen): string {
  switch (status) {
    case 'pending':
      return 'waits for others'
    case 'denied':
      return 'denied'
    case 'expired':
      return 'expired, nothing granted'
    case 'cancelled':
      return 'taken back'
    case 'approved':
      return GRANT[grant?.execution ?? grant?.status ?? ''] ?? 'approved'
  }
}

const GRANT: { readonly [state: string]: string } = {
  issued: 'granted, not used yet',
  redeemed: 'running',
  completed: 'done',
  revoked: 'revoked',
  expired: 'granted, never used',
  succeeded: 'done',
  failed: 'failed',
  unknown: 'nobody knows how it ended',
}
