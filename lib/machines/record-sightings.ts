import { inTransaction } from '@/lib/platform/transaction'
import { returnSightings, takeSightings } from './sightings'
import { upsertSightings } from './store'

/**
 * Writes when machines were last heard of, as this process noted it; returns how many rows. No log entry: nothing is decided
 * by it. What could not be written waits for the next time.
 */
export async function recordSightings(): Promise<number> {
  const sightings = takeSightings()
  if (sightings.size === 0) return 0
  try {
    await inTransaction((tx) => upsertSightings(tx, sightings))
  } catch (error) {
    returnSightings(sightings)
    throw error
  }
  return sightings.size
}
