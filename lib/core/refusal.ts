import type { WhyAsked } from './guard/explain'

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
  | { code: 'volume.pending_cap'; whose: string; most: number; retryAfterSeconds: number }
  | { code: 'volume.held'; denials: number; retryAfterSeconds: number }
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
  | { code: 'supersedes.replaced'; by: string }
  | { code: 'request.not_pending'; status: string }
  | { code: 'request.not_approved'; status: string }
  | { code: 'request.expired' }
  | { code: 'request.superseded'; by: string }
  | { code: 'decision.not_eligible'; why: IneligibleWhy }
  | { code: 'decision.already_decided' }
  | { code: 'decision.stale' }
  | { code: 'decision.unread'; unread: string[] }
  | { code: 'decision.reason_required' }
  | { code: 'decision.attestation_missing'; errors: FieldError[] }
  | { code: 'decision.answer_missing'; errors: FieldError[] }
  | { code: 'decision.passkey_required' }
  | { code: 'decision.passkey_refused'; why: string }
  | { code: 'batch.not_shown' }
  | { code: 'batch.mixed'; errors: FieldError[] }
  | { code: 'batch.not_allowed'; errors: FieldError[] }
  | { code: 'batch.items_refused'; errors: FieldError[] }
  | { code: 'decision.check_required'; why: WhyAsked | null }
  | { code: 'decision.rerouted'; until: string }
  | { code: 'guard.no_question' }
  | { code: 'triage.claimed'; by: string; until: string }
  | { code: 'triage.no_snooze' }
  | { code: 'triage.too_long'; latest: string }
  | { code: 'triage.not_a_target' }
  | { code: 'triage.too_few' }
  | { code: 'question.too_many' }
  | { code: 'question.answered' }
  | { code: 'question.not_yours' }
  | { code: 'splits.full' }
  | { code: 'time.taken'; by: string; from: string; until: string }
  | { code: 'grant.unusable' }
  | { code: 'grant.already_redeemed' }
  | { code: 'grant.gone' }
  | { code: 'grant.not_issued'; status: string }
  | { code: 'grant.released' }
  | { code: 'execution.already_completed' }
  | { code: 'execution.lease_over' }
  | { code: 'log.out_of_range'; detail: string }
  | { code: 'sign_in.refused'; why: string }
  | { code: 'passkey.refused'; why: string }
  | { code: 'passkey.required' }
  | { code: 'link.unusable' }
  | { code: 'name.taken'; pointer: string }
  | { code: 'draft.changed'; by: string; at: string; edits: number }
  | { code: 'draft.open'; boundary_id: string }
  | { code: 'change.wrong_state'; status: string }
  | { code: 'change.blocked'; blockers: Blocker[] }
  | { code: 'change.stale' }
  | { code: 'review.not_eligible'; why: NoReviewWhy }
  | { code: 'review.already' }
  | { code: 'review.unaccepted' }
  | { code: 'workflow.wrong_state'; status: string }
  | { code: 'workflow.last_owner' }
  | { code: 'machine.wrong_state'; status: string }
  | { code: 'assignment.not_yours' }
  | { code: 'assignment.ended' }
  | { code: 'campaign.open' }
  | { code: 'guard.weakens'; pointer: string }
  | { code: 'proposal.not_open'; status: string }
  | { code: 'proposal.own' }
  | { code: 'proposal.outdated' }
  | { code: 'proposal.concerns_you' }
  | { code: 'person.recovering'; until: string }
  | { code: 'person.last_admin' }
  | { code: 'team.has_lead' }
  | { code: 'person.orphans'; orphans: Orphan[] }
  | { code: 'delivery.not_ended'; status: string }
  | { code: 'channel.not_there' }
  | { code: 'config.changed' }
  | { code: 'unavailable' }

/** Something that must be settled before a change can be handed in or activated; `where` names the thing. */
export type Blocker = {
  code:
    | 'invalid_text'
    | 'invalid_catalogue'
    | 'no_rules'
    | 'test_fails'
    | 'denied_would_pass'
    | 'accountability_gap'
    | 'vendor_incomplete'
    | 'runtime_overlap'
    | 'machine_inactive'
    | 'team_empty'
  where: string
  message: string
}

/** Why a person may not let a boundary change through; each has its sentences in `boundary/review-words`. */
export type NoReviewWhy = 'author' | 'disabled' | 'recovering' | 'no_passkey' | 'not_reviewer' | 'sponsor'

/** What nobody answers for when somebody leaves. */
export type Orphan = {
  kind: 'role' | 'team_lead' | 'sponsor' | 'workflow_owner' | 'runtime' | 'approver_team'
  id: string
  title: string
  detail: string
}

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
  | 'joined_later'
  | 'loosened'
  | 'not_approver'
  | 'recovering'
  | 'handed_over'
