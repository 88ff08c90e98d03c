import type { CredentialStrength } from '../actor'
import type { Facts, History, Velocity } from '../boundary/cedar-request'
import type { Consent } from '../boundary/consent'
import type { Json } from '../canonical/json'
import type { Vote } from '../decision/quorum'
import type { Directory } from '../directory'
import type { Presentation } from '../presentation/presentation'
import { requestDigest } from '../request/digest'
import { factsOf, type Judge, judge } from '../request/draft'
import { findResource, readResource } from '../request/resource'
import { type ConsentLost, consentCovers, serviceLost } from './redeemable'

/** The stored side of a redemption: what was consented to. */
export type Consented = {
  executorId: string
  status: 'issued' | 'redeemed' | 'completed' | 'revoked' | 'expired'
  notBefore: Date
  expiresAt: Date
  request: {
    id: string
    workflowId: string
    boundaryVersion: number
    agentId: string
    sponsorId: string
    executorId: string
    principals: readonly string[]
    barred: readonly string[]
    action: string
    resource: string
    params: { [name: string]: Json }
    secret: Json
    digest: string
    notAfter: Date
    createdAt: Date
    consent: Consent
    context: { [name: string]: Json }
    emergency: boolean
  }
  decisions: readonly Vote[]
}

/** What the executor says it is about to run. */
export type Presented = {
  executorId: string
  action: string
  resource: string
  params: { [name: string]: Json }
  secret: Json
}

export type RedemptionCheck =
  | { holds: true; boundaryId: string; consent: Consent; determining: string[]; context: { [name: string]: Json } }
  | { holds: false; lost: ConsentLost }

/**
 * Does the consent still hold, now, for exactly this? (DESIGN 2.7.) The digest is recomputed over what the executor
 * presents; machines, workflow and accountability must be in service; the approvers must still be active and eligible;
 * and the request is judged again by the active boundary: stricter than what was given voids it, looser changes nothing.
 */
export function checkRedemption(
  consented: Consented,
  presented: Presented,
  now: Date,
  judgeOf: (boundary: { id: string; cedar: string }) => Judge,
  directory: Directory,
): RedemptionCheck {
  const lost = (why: ConsentLost): RedemptionCheck => ({ holds: false, lost: why })
  const { request } = consented
  if (presented.executorId !== consented.executorId || presented.executorId !== request.executorId)
    return lost('wrong_executor')
  const workflow = directory.workflows.get(request.workflowId)
  const agent = directory.agents.get(request.agentId)
  const executor = directory.executors.get(request.executorId)
  if (!workflow) return lost('workflow_inactive')
  const digest = requestDigest({
    workflow: workflow.slug,
    boundaryVersion: request.boundaryVersion,
    agent: request.agentId,
    principals: request.principals,
    action: presented.action,
    resource: presented.resource,
    params: presented.params,
    executor: presented.executorId,
    secret: presented.secret,
    requestId: request.id,
    notAfter: request.notAfter,
  })
  if (digest !== request.digest) return lost('action_mismatch')
  if (consented.status !== 'issued') return lost('not_issued')
  if (consented.notBefore > now) return lost('not_yet_valid')
  if (consented.expiresAt <= now || request.notAfter <= now) return lost('expired')
  const service = serviceLost(
    {
      agentId: request.agentId,
      executorId: request.executorId,
      workflowId: request.workflowId,
      action: request.action,
      resource: request.resource,
    },
    directory,
  )
  if (service) return lost(service)
  const type = workflow.actionTypes.get(request.action)
  const kind = readResource(request.resource)?.kind ?? ''
  const pattern = findResource(request.resource, kind, workflow.resources)
  if (!workflow.boundary || !agent || !executor || !type || !pattern) return lost('boundary_forbids')

  const submission = {
    workflow,
    boundary: workflow.boundary,
    type,
    pattern,
    resource: { id: request.resource, kind },
    agent,
    executor,
    principals: request.principals,
  }
  const facts: Facts = factsOf(
    {
      submission,
      params: request.params,
      secret: request.secret as Presentation['secret'],
      // What was counted and proven when it was asked; the clock is the present one.
      strength: storedStrength(request.context),
      velocity: request.context.velocity as Velocity,
      history: request.context.history as History,
      now,
      emergency: request.emergency,
    },
    directory,
  )
  const again = judge(facts, submission, judgeOf(workflow.boundary), directory)
  if (again.reasons.some((reason) => reason.code === 'accountability.gap')) return lost('accountability_gap')
  const uncovered = consentCovers(request.consent, consented.decisions, request, again.consent, directory)
  if (uncovered) return lost(uncovered)
  return {
    holds: true,
    boundaryId: workflow.boundary.id,
    consent: again.consent,
    determining: again.verdict.permits.map((rule) => rule.id).sort(),
    context: again.request.context,
  }
}

function storedStrength(context: { [name: string]: Json }): CredentialStrength {
  const credential = context.credential
  const strength =
    typeof credential === 'object' && credential !== null && !Array.isArray(credential)
      ? credential.strength
      : undefined
  return strength === 'private_key_jwt' ? 'private_key_jwt' : 'api_key'
}
