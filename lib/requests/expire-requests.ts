import { appendEntries } from '@/lib/audit/store'
import { expireDueRequests, notifyChanged, SWEEP_BATCH } from '@/lib/jobs/store'
import { inTransaction } from '@/lib/platform/transaction'

/**
 * Ends the pending requests whose time to decide is over; silence is denial (DESIGN 3.2). Returns how many.
 * Housekeeping only: every statement that acts on a request checks the deadline itself (DESIGN 3.9). Idempotent, and
 * safe in any number of processes at once. One batch per transaction, each with its log entries.
 */
export async function expireRequests(): Promise<number> {
  let total = 0
  for (;;) {
    const count = await inTransaction(async (tx) => {
      const expired = await expireDueRequests(tx, SWEEP_BATCH)
      await appendEntries(
        tx,
        expired.map((request) => ({
          type: 'request.expired',
          actor: { kind: 'system', id: 'system' },
          subject: { request_id: request.id, workflow: request.workflow, agent_id: request.agent_id },
          facts: { expires_at: request.expires_at.toISOString() },
        })),
      )
      await notifyChanged(
        tx,
        expired.map((request) => ({ kind: 'request', id: request.id, agent: request.agent_id })),
      )
      return expired.length
    })
    total += count
    if (count < SWEEP_BATCH) return total
  }
}
