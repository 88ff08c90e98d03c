import { appendEntry } from '@/lib/audit/store'
import type { AgentActor } from '@/lib/directory/context'
import { announce } from '@/lib/directory/store-announce'
import { revokeUnusedGrant } from '@/lib/grants/store'
import type { Tx } from '@/lib/platform/transaction'
import { findReplacement } from './store'
import { lockRequest, resolveRequest } from './store-locked'

const REASON = { code: 'request.superseded' as const, message: 'Replaced by a newer request of the same agent.' }

/**
 * Takes an agent's earlier request out of the way of the one that takes its place, in the same transaction: what is pending
 * is cancelled, so that nobody decides on it any more, and a grant that was not used yet is revoked, so that not both are
 * run. Earlier decisions stay where they were made and never carry over.
 *
 * Each request is replaced once; the answer otherwise is the id of the one that did. Null for a request that is not there
 * or is another agent's.
 */
export async function supersede(
  tx: Tx,
  agent: AgentActor,
  earlierId: string,
  newId: string,
): Promise<'done' | { by: string } | null> {
  const earlier = await lockRequest(tx, earlierId)
  if (earlier?.agentId !== agent.id) return null
  const by = await findReplacement(tx, earlierId)
  if (by !== null) return { by }
  const actor = { kind: agent.kind, id: agent.id }
  const to = {
    status: 'cancelled' as const,
    nextAction: 'none',
    retryAfterS: null,
    reasons: [REASON],
    supersededBy: newId,
  }
  // What is over by its deadline is left to the sweep: it has expired.
  if (earlier.status === 'pending' && (await resolveRequest(tx, earlierId, to)))
    await appendEntry(tx, {
      type: 'request.cancelled',
      actor,
      subject: { request_id: earlierId },
      facts: { digest: earlier.digest, superseded_by: newId },
    })
  const grantId = await revokeUnusedGrant(tx, earlierId, agent.id, 'Replaced by a newer request.')
  if (grantId !== null) {
    await appendEntry(tx, {
      type: 'grant.revoked',
      actor,
      subject: { request_id: earlierId, grant_id: grantId },
      facts: { was: 'issued', by: agent.kind, superseded_by: newId },
    })
    await announce(tx, { kind: 'grant', id: grantId, request_id: earlierId })
  }
  await announce(tx, { kind: 'request', id: earlierId })
  return 'done'
}
