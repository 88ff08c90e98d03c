import type { DenialCode } from '../decision/denial'
/** What consent a request needs: the strictest of everything that matched. Stored with the request and never recomputed for it. */
export type Consent = {
  tier: 'allow' | 'notify' | 'approve' | 'deny'
  /** Each matching rule's own demand; all of them must be met (DESIGN 4: all named approver groups). */
  groups: readonly ConsentGroup[]
  /** Distinct people in all. */
  quorum: number
  stepup: 'none' | 'passkey'
  grant_ttl_s: number
  decide_within_s: number
  grace_s: number
  deny_threshold: number
  /** Up to which level it may be given in a batch. Left out where no rule says anything: then up to T1. */
  batch?: 'none' | 'T2'
  /** All that the matching rules ask each approver to confirm and to answer. Left out where nothing is asked. */
  attestations?: readonly ConsentText[]
  prompts?: readonly ConsentText[]
}

/** A text that a rule puts to each approver; the same text of several rules counts once. */
export type ConsentText = { rule: string; text: string }

/** `quorum` people of any of these teams (ids). */
export type ConsentGroup = { rule: string; team_ids: readonly string[]; quorum: number }

export type Reason = { code: ReasonCode | DenialCode; rule?: string; message: string }

export type ReasonCode =
  | 'rule.matched'
  | 'rule.forbidden'
  | 'rule.none'
  | 'policy.error'
  | 'policy.unavailable'
  | 'accountability.gap'
  | 'workflow.inactive'
  | 'runtime.owned_elsewhere'
  | 'action.unknown'
  | 'action.opaque'
  | 'approvers.unknown'
  | 'agent.suspended'
  | 'executor.suspended'
  | 'decision.denied'
  | 'decision.taken_back'
  | 'secret.scope'
  | 'request.expired'
  | 'request.cancelled'
  | 'request.superseded'

/** Consent level as screens show it (UX): derived, never stored by hand. */
export function levelOf(consent: Pick<Consent, 'tier' | 'quorum' | 'stepup'>): 'T0' | 'T1' | 'T2' | 'T3' | 'TX' {
  if (consent.tier === 'deny') return 'TX'
  if (consent.tier !== 'approve') return 'T0'
  if (consent.quorum >= 2) return 'T3'
  return consent.stepup === 'passkey' ? 'T2' : 'T1'
}
