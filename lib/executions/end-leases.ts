import { appendEntries, type NewEntry } from '@/lib/audit/store'
import { type EndedLease, endDueLeases, notifyChanged, SWEEP_BATCH } from '@/lib/jobs/store'
import { log } from '@/lib/platform/log'
import { inTransaction } from '@/lib/platform/transaction'

/**
 * Ends the executions that did not report before their lease ended: the outcome is `unknown`, what the grant opened is
 * revoked, the accountable owner is named in the entry and in the server's log. Returns how many. Nothing is retried
 * and no grant is issued again: whether the action ran is for a person to find out (DESIGN 2.8, ATTACKS 79).
 */
export async function endLeases(): Promise<number> {
  let total = 0
  for (;;) {
    const ended = await inTransaction(async (tx) => {
      const leases = await endDueLeases(tx, SWEEP_BATCH)
      await appendEntries(tx, leases.flatMap(entriesOf))
      await notifyChanged(
        tx,
        leases.map((lease) => ({
          kind: 'grant',
          id: lease.grant_id,
          agent: lease.agent_id,
          request_id: lease.request_id,
        })),
      )
      return leases
    })
    for (const lease of ended) {
      log().warn(
        { request: lease.request_id, execution: lease.id, owner: lease.owner_id },
        'no report before the lease ended: the outcome is unknown and access was revoked',
      )
    }
    total += ended.length
    if (ended.length < SWEEP_BATCH) return total
  }
}

function entriesOf(lease: EndedLease): NewEntry[] {
  const actor = { kind: 'system', id: 'system' } as const
  const subject = {
    request_id: lease.request_id,
    grant_id: lease.grant_id,
    execution_id: lease.id,
    workflow: lease.workflow,
    agent_id: lease.agent_id,
    executor_id: lease.executor_id,
  }
  const unknown: NewEntry = {
    type: 'execution.unknown',
    actor,
    subject,
    facts: { lease_expires_at: lease.lease_expires_at.toISOString(), accountable_owner: lease.owner_id },
  }
  if (!lease.revoked) return [unknown]
  return [unknown, { type: 'grant.revoked', actor, subject, facts: { code: 'lease_over' } }]
}
