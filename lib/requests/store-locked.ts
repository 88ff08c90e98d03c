import type { Consent, Reason } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import type { CounterProposal } from '@/lib/core/decision/counter-proposal'
import { resolutionOf, type StoredResolution } from '@/lib/core/request/resolution'
import type { RequestStatus } from '@/lib/core/request/state'
import type { Tx } from '@/lib/platform/transaction'

export type LockedRequest = {
  id: string
  workflowId: string
  boundaryId: string
  boundaryVersion: number
  agentId: string
  sponsorId: string
  executorId: string
  action: string
  resource: string
  params: { [name: string]: Json }
  secret: Json
  principals: string[]
  barred: string[]
  digest: string
  presentation: string
  presentationDigest: string
  bindingCode: string
  title: string
  tier: Consent['tier']
  level: string
  consent: Consent
  status: RequestStatus
  notAfter: Date
  expiresAt: Date
  createdAt: Date
  /** Who handed it over; they decide it no more. */
  handedOver: string[]
  resolution: StoredResolution
  /** The database's clock, read after the lock was granted. */
  now: Date
}

/**
 * Locks a request's row and reads it with the database's clock; null when there is none. NO KEY, because a redemption holds
 * the grant while its rows refer to the request: a stronger lock here would meet it in a deadlock.
 */
export async function lockRequest(tx: Tx, id: string): Promise<LockedRequest | null> {
  const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM requests WHERE id = ${id} FOR NO KEY UPDATE`
  if (locked.length === 0) return null
  const { handovers, ...row } = await tx.request.findUniqueOrThrow({
    where: { id },
    include: { handovers: { select: { fromId: true } } },
  })
  const clock = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return {
    ...row,
    params: row.params as { [name: string]: Json },
    secret: row.secret as Json,
    tier: row.tier as Consent['tier'],
    consent: row.consent as unknown as Consent,
    status: row.status as RequestStatus,
    handedOver: handovers.map(({ fromId }) => fromId),
    resolution: resolutionOf(row.resolution as Json),
    now: clock[0]?.now ?? row.expiresAt,
  }
}

/** Ends a pending request; false when it was no longer pending. `resolution` is what people and agent are told. */
export async function resolveRequest(
  tx: Tx,
  id: string,
  to: {
    status: 'approved' | 'denied' | 'cancelled' | 'expired'
    nextAction: string
    retryAfterS: number | null
    reasons: Reason[]
    counterProposal?: CounterProposal | null
    supersededBy?: string
  },
): Promise<boolean> {
  const resolution = {
    reasons: to.reasons,
    ...(to.counterProposal ? { counter_proposal: to.counterProposal } : {}),
    ...(to.supersededBy ? { superseded_by: to.supersededBy } : {}),
  }
  const changed = await tx.$executeRaw`
    UPDATE requests SET status = ${to.status}, next_action = ${to.nextAction}, retry_after_s = ${to.retryAfterS}, resolution = ${JSON.stringify(resolution)}::jsonb, resolved_at = clock_timestamp()
    WHERE id = ${id} AND status = 'pending' AND (${to.status} = 'expired' OR expires_at > clock_timestamp())`
  return changed === 1
}

/** Denies an approved request whose approval was taken back; the law refuses it unless its grant was never released. */
export async function denyApproved(tx: Tx, id: string, reasons: Reason[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE requests SET status = 'denied', next_action = 'none', retry_after_s = NULL, resolution = ${JSON.stringify({ reasons })}::jsonb, resolved_at = clock_timestamp()
    WHERE id = ${id} AND status = 'approved'`
}
