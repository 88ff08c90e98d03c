/** A request's states; everything but `pending` is final. */
export const requestStatuses = ['pending', 'approved', 'denied', 'expired', 'cancelled'] as const
export type RequestStatus = (typeof requestStatuses)[number]

/** Pending and its deadline reached: whatever the sweeper has done, it is expired (laws 2, 9). */
export function effectiveStatus(status: RequestStatus, expiresAt: Date, now: Date): RequestStatus {
  return status === 'pending' && expiresAt <= now ? 'expired' : status
}
