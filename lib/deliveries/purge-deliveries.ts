import { env } from '@/lib/platform/env'
import { inTransaction } from '@/lib/platform/transaction'
import { purgeOld } from './store-old'

/** So many at once: their locks are held for milliseconds. */
const BATCH = 500

/**
 * Deletes messages that ended longer ago than the setting says, with their tries; what came of them stands in the log. Never one
 * about a request that still waits. Idempotent. Returns how many; 0 where everything is kept.
 */
export async function purgeDeliveries(): Promise<number> {
  const days = env().keepDeliveriesDays
  if (days === 0) return 0
  let total = 0
  for (;;) {
    const purged = await inTransaction((tx) => purgeOld(tx, days, BATCH))
    total += purged
    if (purged < BATCH) return total
  }
}
