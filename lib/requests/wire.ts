import type { Consent, Reason } from '@/lib/core/boundary/consent'
import type { Json } from '@/lib/core/canonical/json'
import { resolve, type Vote } from '@/lib/core/decision/quorum'
import type { Directory } from '@/lib/core/directory'
import { resolutionOf } from '@/lib/core/request/resolution'
import type { RequestStatus } from '@/lib/core/request/state'
import { requestToWire } from '@/lib/core/request/wire'
import { currentDirectory, now } from '@/lib/directory/current'
import { mintGrantToken } from '@/lib/identity/grant-token'
import type { RequestWire } from './schema'
import type { RequestForWire } from './store'

/** A stored request as its agent sees it now; the token only while the grant can still be redeemed. */
export async function wireNow(row: RequestForWire): Promise<RequestWire> {
  const at = await now()
  const usable = row.grant !== null && row.grant.status === 'issued' && row.grant.expiresAt > at
  return wire(row, at, usable)
}

/** The answer that the submission got, built again: what an Idempotency-Key replays. Tokens are deterministic, so it is the same one. */
export async function wireAtFirst(row: RequestForWire): Promise<RequestWire> {
  const status: RequestStatus = row.tier === 'approve' ? 'pending' : row.tier === 'deny' ? 'denied' : 'approved'
  const first = {
    ...row,
    status,
    decisions: [],
    questions: [],
    resolution: null,
    resolvedAt: status === 'pending' ? null : row.createdAt,
    nextAction: status === 'pending' ? 'wait' : row.nextAction,
    retryAfterS: status === 'pending' ? null : row.retryAfterS,
    grant: status === 'approved' && row.grant ? { ...row.grant, status: 'issued' } : null,
  }
  return wire(first, row.createdAt, first.grant !== null)
}

async function wire(row: RequestForWire, at: Date, withToken: boolean): Promise<RequestWire> {
  const directory = await currentDirectory()
  const workflowSlug = directory.workflows.get(row.workflowId)?.slug ?? row.workflowId
  const executorSlug = directory.executors.get(row.executorId)?.slug ?? row.executorId
  const { grant } = row
  const resolution = resolutionOf(row.resolution as Json)
  return requestToWire(
    {
      ...row,
      status: row.status as RequestStatus,
      tier: row.tier as RequestWire['tier'],
      workflowSlug,
      executorSlug,
      reasons: row.reasons as Reason[],
      resolutionReasons: resolution.reasons,
      counterProposal: resolution.counter_proposal,
      params: row.params as { [name: string]: Json },
      given: givenOf(row, directory),
      grant: grant
        ? {
            id: grant.id,
            status: grant.status,
            expiresAt: grant.expiresAt,
            token: withToken
              ? mintGrantToken({
                  ...grant,
                  audience: executorSlug,
                  requestId: row.id,
                  workflow: workflowSlug,
                  action: row.action,
                  resource: row.resource,
                })
              : null,
          }
        : null,
    },
    at,
  )
}

/** How many approvals there are; while it is pending, only of people who may still give it, as the quorum counts them. */
function givenOf(row: RequestForWire, directory: Directory): number {
  if (row.status !== 'pending') return row.decisions.filter(({ verb }) => verb === 'approve').length
  return resolve(row.decisions as Vote[], { ...row, consent: row.consent as unknown as Consent }, directory).given
}
