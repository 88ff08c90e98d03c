import { appendEntries } from '@/lib/audit/store'
import { announce } from '@/lib/directory/store-announce'
import { SWEEP_BATCH } from '@/lib/jobs/store'
import { inTransaction } from '@/lib/platform/transaction'
import { factsOf } from './facts'
import { expireDueProposals } from './store'

/**
 * Closes the proposals that nobody agreed to within a week. Returns how many. Housekeeping only: applying checks the
 * deadline in its own statement. Idempotent, and safe in any number of processes at once.
 */
export async function expireProposals(): Promise<number> {
  let total = 0
  for (;;) {
    const count = await inTransaction(async (tx) => {
      const expired = await expireDueProposals(tx, SWEEP_BATCH)
      await appendEntries(
        tx,
        expired.map(({ id, change }) => ({
          type: 'proposal.expired',
          actor: { kind: 'system', id: 'system' },
          subject: { proposal_id: id },
          facts: factsOf(change),
        })),
      )
      if (expired.length > 0) await announce(tx, { kind: 'config', id: 'proposals' })
      return expired.length
    })
    total += count
    if (count < SWEEP_BATCH) return total
  }
}
