/**
 * Every way to say no, once. Each edge (problem+json, later CIBA, AuthZEN, MCP) maps it by one total table.
 * `detail` is a public sentence; private reasons go to the log only.
 */
export type FieldError = { pointer: string; detail: string }

export type Refusal =
  | { code: 'request.invalid'; errors: FieldError[] }
  | { code: 'request.body_unreadable'; detail: string; pointer: string }
  | { code: 'request.body_too_large' }
  | { code: 'request.unsupported_media_type' }
  | { code: 'auth.missing' }
  | { code: 'auth.invalid' }
  | { code: 'auth.wrong_kind' }
  | { code: 'auth.suspended' }
  | { code: 'auth.origin' }
  | { code: 'auth.step_up_required' }
  | { code: 'auth.forbidden'; role: string }
  | { code: 'not_found' }
  | { code: 'method_not_allowed'; allow: string[] }
  | { code: 'rate.limited'; retryAfterSeconds: number }
  | { code: 'idempotency.mismatch' }
  | { code: 'idempotency.in_progress' }
  | { code: 'idempotency.key_invalid' }
  | { code: 'workflow.unknown' }
  | { code: 'action.unknown' }
  | { code: 'resource.unknown'; detail: string }
  | { code: 'executor.unknown' }
  | { code: 'principal.unknown'; pointer: string }
  | { code: 'params.invalid'; errors: FieldError[] }
  | { code: 'supersedes.unknown' }
  | { code: 'request.not_pending'; status: string }
  | { code: 'request.not_approved'; status: string }
  | { code: 'request.expired' }
  | { code: 'decision.not_eligible'; why: IneligibleWhy }
  | { code: 'decision.already_decided' }
  | { code: 'decision.stale' }
  | { code: 'decision.unread'; unread: string[] }
  | { code: 'decision.reason_required' }
  | { code: 'decision.passkey_required' }
  | { code: 'decision.passkey_refused'; why: string }
  | { code: 'grant.unusable' }
  | { code: 'grant.already_redeemed' }
  | { code: 'grant.gone' }
  | { code: 'grant.not_issued'; status: string }
  | { code: 'execution.already_completed' }
  | { code: 'execution.lease_over' }
  | { code: 'log.out_of_range'; detail: string }
  | { code: 'sign_in.refused'; why: string }
  | { code: 'passkey.refused'; why: string }
  | { code: 'link.unusable' }
  | { code: 'config.changed' }
  | { code: 'unavailable' }

/** Why a person may not decide on a request; each has one sentence in `decision/explain`. */
export type IneligibleWhy =
  | 'not_in_team'
  | 'sponsor'
  | 'principal'
  | 'disabled'
  | 'already_decided'
  | 'no_passkey'
  | 'not_pending'
  | 'expired'
