import type { Reason } from '../boundary/consent'
import type { Json } from '../canonical/json'
import { type CounterProposal, proposedParams } from '../decision/counter-proposal'
import { effectiveStatus, type RequestStatus } from './state'

/** What the agent may learn of its request: never who decides, never a review link (DESIGN 10). */
export type WireSource = {
  id: string
  status: RequestStatus
  tier: 'allow' | 'notify' | 'approve' | 'deny'
  digest: string
  bindingCode: string
  workflowSlug: string
  boundaryVersion: number
  action: string
  resource: string
  executorSlug: string
  reasons: Reason[]
  resolutionReasons: Reason[]
  /** What a person would have instead, with a denial that asks to revise. */
  counterProposal: CounterProposal | null
  params: { readonly [name: string]: Json }
  quorum: number
  given: number
  createdAt: Date
  expiresAt: Date
  notAfter: Date
  resolvedAt: Date | null
  nextAction: string
  retryAfterS: number | null
  supersedesId: string | null
  questions: { id: string; text: string; createdAt: Date; answer: string | null; answeredAt: Date | null }[]
  grant: { id: string; status: string; expiresAt: Date; token: string | null } | null
}

/** The wire form of a request (DESIGN 10). */
export function requestToWire(source: WireSource, now: Date) {
  const status = effectiveStatus(source.status, source.expiresAt, now)
  const expiredUnswept = status !== source.status
  return {
    id: source.id,
    status,
    tier: source.tier,
    digest: source.digest,
    binding_code: source.bindingCode,
    workflow: source.workflowSlug,
    action: source.action,
    resource: source.resource,
    executor: source.executorSlug,
    reasons: [...source.resolutionReasons, ...source.reasons, ...(expiredUnswept ? [expiredReason] : [])],
    boundary: { workflow: source.workflowSlug, version: source.boundaryVersion },
    progress: { needed: source.quorum, given: source.given },
    created_at: source.createdAt.toISOString(),
    expires_at: source.expiresAt.toISOString(),
    not_after: source.notAfter.toISOString(),
    resolved_at: source.resolvedAt?.toISOString() ?? null,
    poll_after_seconds: status === 'pending' ? 5 : null,
    next_action: (expiredUnswept ? 'none' : source.nextAction) as 'wait' | 'none' | 'revise' | 'retry' | 'redeem',
    retry_after_seconds: source.retryAfterS,
    supersedes: source.supersedesId,
    questions: source.questions.map((question) => ({
      id: question.id,
      text: question.text,
      asked_at: question.createdAt.toISOString(),
      answer: question.answer,
      answered_at: question.answeredAt?.toISOString() ?? null,
    })),
    counter_proposal: source.counterProposal
      ? {
          changes: [...source.counterProposal.changes],
          params: proposedParams(source.params, source.counterProposal),
        }
      : null,
    grant: source.grant
      ? {
          id: source.grant.id,
          token: source.grant.token,
          audience: source.executorSlug,
          status: source.grant.status,
          expires_at: source.grant.expiresAt.toISOString(),
        }
      : null,
    links: {
      self: `/api/v1/requests/${source.id}`,
      cancel: status === 'pending' ? `/api/v1/requests/${source.id}/cancel` : null,
    },
  }
}

export const expiredReason: Reason = {
  code: 'request.expired',
  message: 'Nobody decided in time. Nothing was granted.',
}
