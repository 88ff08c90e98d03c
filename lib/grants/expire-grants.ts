import { appendEntries } from '@/lib/audit/store'
import { expireDueGrants, notifyChanged, SWEEP_BATCH } from '@/lib/jobs/store'
import { inTransaction } from '@/lib/platform/transaction'

/**
 * Ends the grants that nobody redeemed before their deadline. Returns how many. Housekeeping only: redemption checks
 * the deadline in its own conditional UPDATE (DESIGN 3.9). Idempotent; one batch per transaction with its log entries.
 */
export async function expireGrants(): Promise<number> {
  let total = 0
  for (;;) {
    const count = await inTransaction(async (tx) => {
      const expired = await expireDueGrants(tx, SWEEP_BATCH)
      await appendEntries(
        tx,
        expired.map((grant) => ({
          type: 'grant.expired',
          actor: { kind: 'system', id: 'system' },
          subject: {
            request_id: grant.request_id,
            grant_id: grant.id,
            workflow: grant.workflow,
            agent_id: grant.agent_id,
            executor_id: grant.executor_id,
          },
          facts: { expires_at: grant.expires_at.toISOString() },
        })),
      )
      await notifyChanged(
        tx,
        expired.map((grant) => ({ kind: 'grant', id: grant.id, agent: grant.agent_id, request_id: grant.request_id })),
      )
      return expired.length
    })
    total += count
    if (count < SWEEP_BATCH) return total
  }
}
