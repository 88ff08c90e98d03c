import { limits } from '@/lib/core/limits'
import { inTransaction } from '@/lib/platform/transaction'
import { type Purged, purgeSpent as purge } from './store'

/** Removes one-time rows that nothing can use any more (challenges, client assertions, idempotency keys). Idempotent. */
export function purgeSpent(): Promise<Purged> {
  return inTransaction((tx) => purge(tx, limits.idempotencyHours))
}
