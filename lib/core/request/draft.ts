import { accountabilityGaps, sayGap, vendorGaps } from '../accountability/gap'
import type { CredentialStrength } from '../actor'
import { type CedarRequest, cedarRequest, type Facts, type History, type Velocity } from '../boundary/cedar-request'
import { combine, denied, type Verdict } from '../boundary/combine'
import type { Condition } from '../boundary/conditions'
import { type Consent, levelOf, type Reason } from '../boundary/consent'
import { digestOfText } from '../canonical/digest'
import { canonicalize, type Json } from '../canonical/json'
import { ownedElsewhere } from '../catalogue/taking-part'
import type { Directory } from '../directory'
import { limits } from '../limits'
import { buildPresentation } from '../presentation/build-presentation'
import type { Presentation, PresentedClaims } from '../presentation/presentation'
import { type Signal, signalsOf } from '../risk/signals'
import { countHidden } from '../text/hidden'
import { bindingCode, intentKey, requestDigest } from './digest'
import { findLookAlikes, type Named } from './look-alike'
import type { RequestStatus } from './state'
import type { Submission } from './submission'

/** Everything that a submission becomes, before it is written. Pure: same arguments, same draft. */
export type Draft = {
  id: string
  digest: string
  bindingCode: string
  title: string
  consent: Consent
  level: ReturnType<typeof levelOf>
  reasons: Reason[]
  signals: Signal[]
  presentation: Presentation
  presentationText: string
  presentationDigest: string
  status: RequestStatus
  nextAction: 'wait' | 'none' | 'retry' | 'redeem'
  retryAfterS: number | null
  notAfter: Date
  expiresAt: Date
  intentKey: string
  approverTeams: string[]
  evaluation: { tier: Consent['tier']; determining: string[]; errors: string[]; context: { [name: string]: Json } }
}

export type DraftInput = {
  id: string
  submission: Submission
  params: { [name: string]: Json }
  secret: Presentation['secret']
  strength: CredentialStrength
  claims: Pick<PresentedClaims, 'justification' | 'claims' | 'trace' | 'external_refs' | 'emergency'>
  velocity: Velocity
  history: History
  decideWithinSeconds: number | null
  supersedes: boolean
  /** Requests for the same action, newest first, to compare names with. */
  earlier: readonly (Named & { id: string; bindingCode: string })[]
  now: Date
}

/** How the policy engine is asked; passed in, so that core stays pure. */
export type Judge = {
  evaluate: (request: CedarRequest) => Verdict
  conditionsOf: (rule: string, context: Json) => Condition[]
}

/** The same wish as others, coarsely (digest.ts). */
export function intentOf({ workflow, type, resource }: Submission): string {
  return intentKey({ workflow: workflow.slug, action: type.name, resource: resource.id })
}

/** Server facts of a submission: the only thing rules see. */
export function factsOf(
  input: Pick<DraftInput, 'submission' | 'params' | 'secret' | 'strength' | 'velocity' | 'history' | 'now'> & {
    emergency: boolean
  },
  directory: Directory,
): Facts {
  const { submission } = input
  const hidden = Object.values(input.params).reduce<number>(
    (sum, value) => sum + countHidden(typeof value === 'string' ? value : canonicalize(value)),
    countHidden(submission.resource.id),
  )
  return {
    agent: {
      id: submission.agent.id,
      slug: submission.agent.slug,
      runtime: directory.runtimes.get(submission.agent.runtimeId)?.slug ?? '',
    },
    action: submission.type.name,
    paramsSchema: submission.type.paramsSchema,
    resource: {
      id: submission.resource.id,
      kind: submission.resource.kind,
      environment: submission.pattern.environment,
      sensitivity: submission.pattern.sensitivity,
    },
    params: input.params,
    velocity: input.velocity,
    history: input.history,
    principals: submission.principals.length,
    now: input.now,
    strength: input.strength,
    emergency: input.emergency,
    hiddenCharacters: hidden,
    secret: input.secret,
  }
}

/** What the boundary and the hard rules demand of these facts. */
export function judge(
  facts: Facts,
  submission: Submission,
  judgement: Judge,
  directory: Directory,
): { consent: Consent; reasons: Reason[]; verdict: Verdict; request: CedarRequest } {
  const request = cedarRequest(facts)
  const verdict = judgement.evaluate(request)
  if (submission.workflow.status !== 'active')
    return { ...denied([{ code: 'workflow.inactive', message: 'This workflow is suspended.' }]), verdict, request }
  if (directory.runtimes.get(submission.agent.runtimeId)?.status !== 'active')
    return {
      ...denied([{ code: 'agent.suspended', message: 'The runtime of this agent is suspended.' }]),
      verdict,
      request,
    }
  const gaps = [
    ...accountabilityGaps(submission.workflow, directory, facts.now),
    ...vendorGaps(submission.agent.runtimeId, directory),
  ]
  if (gaps.length > 0) {
    const names = gaps.map(sayGap).join(', ')
    return {
      ...denied([
        { code: 'accountability.gap', message: `Nobody answers for ${names} in this workflow, so the answer is no.` },
      ]),
      verdict,
      request,
    }
  }
  if (
    ownedElsewhere(
      submission.workflow,
      submission.agent,
      { action: facts.action, resource: facts.resource.id },
      directory,
    )
  )
    return {
      ...denied([
        {
          code: 'runtime.owned_elsewhere',
          message: 'Another workflow judges this in the runtime of this agent. Ask there.',
        },
      ]),
      verdict,
      request,
    }
  return { ...combine(verdict, directory.teamIdBySlug, submission.type.titleTemplate === null), verdict, request }
}

/** Turns a found submission into the draft that will be written. */
export function draftRequest(input: DraftInput, judgement: Judge, directory: Directory): Draft {
  const { submission } = input
  const facts = factsOf({ ...input, emergency: input.claims.emergency }, directory)
  const { consent, reasons, verdict, request } = judge(facts, submission, judgement, directory)
  const decideWithin = Math.min(consent.decide_within_s, input.decideWithinSeconds ?? limits.decideWithinSecondsMax)
  const expiresAt = new Date(input.now.getTime() + (consent.tier === 'approve' ? decideWithin : 0) * 1_000)
  const notAfter = new Date(expiresAt.getTime() + (consent.grace_s + consent.grant_ttl_s) * 1_000)
  const digest = requestDigest({
    workflow: submission.workflow.slug,
    boundaryVersion: submission.boundary.version,
    agent: submission.agent.id,
    principals: submission.principals,
    action: submission.type.name,
    resource: submission.resource.id,
    params: input.params,
    executor: submission.executor.id,
    secret: input.secret,
    requestId: input.id,
    notAfter,
  })
  const code = bindingCode(submission.workflow.codePrefix, digest)
  const matched = [...verdict.permits, ...verdict.forbids].map((rule) => ({
    rule,
    conditions: judgement.conditionsOf(rule.id, request.context),
  }))
  const lookAlikes = findLookAlikes({ resource: submission.resource.id, params: input.params }, input.earlier)
  const presentation = buildPresentation(
    {
      requestId: input.id,
      digest,
      bindingCode: code,
      workflow: submission.workflow,
      boundary: submission.boundary,
      type: submission.type,
      pattern: submission.pattern,
      resource: submission.resource.id,
      params: input.params,
      secret: input.secret,
      agent: submission.agent,
      executor: submission.executor,
      principals: submission.principals,
      facts,
      consent,
      reasons,
      matched,
      claims: input.claims,
      lookAlikes,
      notAfter,
      expiresAt,
    },
    directory,
  )
  const presentationText = canonicalize(presentation satisfies Json)
  const gap = reasons.some((reason) => reason.code === 'accountability.gap' || reason.code === 'workflow.inactive')
  return {
    id: input.id,
    digest,
    bindingCode: code,
    title: presentation.title,
    consent,
    level: levelOf(consent),
    reasons,
    signals: signalsOf(submission.type, facts, input.supersedes, lookAlikes.length > 0),
    presentation,
    presentationText,
    presentationDigest: digestOfText(presentationText),
    status: consent.tier === 'approve' ? 'pending' : consent.tier === 'deny' ? 'denied' : 'approved',
    nextAction: consent.tier === 'approve' ? 'wait' : consent.tier === 'deny' ? (gap ? 'retry' : 'none') : 'redeem',
    retryAfterS: gap ? 3_600 : null,
    notAfter,
    expiresAt,
    intentKey: intentOf(submission),
    approverTeams: [...new Set(consent.groups.flatMap((group) => group.team_ids))],
    evaluation: {
      tier: consent.tier,
      determining: [...verdict.permits, ...verdict.forbids].map((rule) => rule.id).sort(),
      // The database holds that an evaluation with errors is a denial, so a hard rule's denial keeps them too.
      errors: consent.tier === 'deny' ? [...verdict.errors] : [],
      context: request.context,
    },
  }
}
