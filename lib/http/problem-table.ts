import type { Refusal } from '@/lib/core/refusal'

export type RefusalCode = Refusal['code']

/** One refusal as this edge says it. `{name}` in `detail` stands for a text member of the refusal. */
export type ProblemRow = {
  status: 400 | 401 | 403 | 404 | 405 | 409 | 410 | 415 | 422 | 429 | 503
  title: string
  detail: string
  /** The member of the body that the refusal is about. */
  pointer?: string
  /** Members of the refusal that callers may see beside `code`; everything else is private. */
  shows?: readonly string[]
  retryAfterSeconds?: number
}

/** Every refusal in RFC 9457 terms: the one place where a code meets a status. */
export const problems = {
  'request.invalid': {
    status: 400,
    title: 'The request is not valid',
    detail: 'Some fields are missing, unknown or have a wrong value.',
  },
  'request.body_unreadable': { status: 400, title: 'The body is not readable JSON', detail: '{detail}' },
  'request.body_too_large': { status: 400, title: 'The body is too large', detail: 'A body has at most 65,536 bytes.' },
  'request.unsupported_media_type': {
    status: 415,
    title: 'The body is not JSON',
    detail: 'Send the body as application/json.',
  },
  'auth.missing': { status: 401, title: 'No credential', detail: 'This call needs a credential.' },
  'auth.invalid': {
    status: 401,
    title: 'The credential is not valid',
    detail: 'The credential is unknown, malformed, revoked or expired.',
  },
  'auth.wrong_kind': {
    status: 403,
    title: 'The wrong kind of credential',
    detail: 'This call is not open to this kind of identity.',
  },
  'auth.suspended': { status: 403, title: 'Suspended', detail: 'This identity is suspended.' },
  'auth.origin': {
    status: 403,
    title: 'Sent from another site',
    detail: 'This call must come from the console itself.',
  },
  'auth.step_up_required': {
    status: 403,
    title: 'Prove that it is you',
    detail: 'Sign in again, or confirm with one of your passkeys.',
  },
  'auth.forbidden': { status: 403, title: 'Not allowed', detail: 'This needs the role {role}.' },
  not_found: { status: 404, title: 'Not found', detail: 'There is nothing here, or it is not yours to see.' },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    detail: 'This address exists, but not for this method.',
  },
  'rate.limited': {
    status: 429,
    title: 'Too many requests',
    detail: 'Slow down; Retry-After says in how many seconds to go on.',
  },
  'volume.pending_cap': {
    status: 429,
    title: 'Too much waits for people',
    detail: '{most} requests of {whose} wait for people; ask again once some are decided.',
  },
  'volume.held': {
    status: 429,
    title: 'Denied too often just now',
    detail: 'People denied {denials} requests of this agent within ten minutes. It asks them nothing more for a while.',
  },
  'idempotency.mismatch': {
    status: 422,
    title: 'Another request has this key',
    detail: 'This Idempotency-Key was used with a different request.',
  },
  'idempotency.in_progress': {
    status: 409,
    title: 'Still running',
    detail: 'The first request with this Idempotency-Key has not ended.',
    retryAfterSeconds: 1,
  },
  'idempotency.key_invalid': {
    status: 400,
    title: 'The Idempotency-Key is not valid',
    detail: 'An Idempotency-Key is one string of 1 to 255 printable ASCII characters, quoted or bare.',
    pointer: '/header/Idempotency-Key',
  },
  'workflow.unknown': {
    status: 422,
    title: 'Unknown workflow',
    detail: 'No active workflow with this name.',
    pointer: '/workflow',
  },
  'action.unknown': {
    status: 422,
    title: 'Unknown action',
    detail: 'The workflow has no such action type.',
    pointer: '/action',
  },
  'resource.unknown': { status: 422, title: 'Unknown resource', detail: '{detail}', pointer: '/resource' },
  'executor.unknown': {
    status: 422,
    title: 'Unknown executor',
    detail: 'No active executor with this name.',
    pointer: '/executor',
  },
  'principal.unknown': { status: 422, title: 'Unknown person', detail: 'No active person with this id.' },
  'params.invalid': {
    status: 422,
    title: 'The params do not fit the action',
    detail: 'The params do not satisfy the schema of the action type.',
  },
  'supersedes.unknown': {
    status: 422,
    title: 'Unknown request',
    detail: 'There is no earlier request of this agent with this id.',
    pointer: '/supersedes',
  },
  'supersedes.replaced': {
    status: 409,
    title: 'Replaced before',
    detail: 'That request was replaced by {by} already. Name that one.',
    shows: ['by'],
    pointer: '/supersedes',
  },
  'request.superseded': {
    status: 409,
    title: 'A newer revision is there',
    detail: 'The agent has replaced this request by a newer one. Look at what changed.',
    shows: ['by'],
  },
  'request.not_pending': { status: 409, title: 'Not pending', detail: 'The request is already {status}.' },
  'request.not_approved': {
    status: 409,
    title: 'Not approved',
    detail: 'The request is {status}, so it has no grant.',
  },
  'request.expired': { status: 409, title: 'Expired', detail: 'The request has expired.' },
  'decision.not_eligible': {
    status: 403,
    title: 'Not yours to decide',
    detail: 'You cannot decide on this request.',
    shows: ['why'],
  },
  'decision.already_decided': {
    status: 409,
    title: 'Already decided',
    detail: 'You have already decided on this request.',
  },
  'decision.stale': {
    status: 409,
    title: 'Out of date',
    detail: 'What you were shown has changed. Reload and look again.',
  },
  'decision.unread': { status: 422, title: 'Not opened yet', detail: 'Open every long value before you approve.' },
  'decision.reason_required': { status: 422, title: 'A reason is needed', detail: 'Say why.', pointer: '/reason' },
  'decision.attestation_missing': {
    status: 422,
    title: 'Not confirmed',
    detail: 'The boundary asks each approver to confirm something that was not confirmed.',
  },
  'decision.answer_missing': {
    status: 422,
    title: 'Not answered',
    detail: 'The boundary asks each approver a question that was not answered.',
  },
  'decision.passkey_required': {
    status: 403,
    title: 'A passkey is needed',
    detail: 'This consent has to be signed with a passkey.',
  },
  'decision.passkey_refused': {
    status: 403,
    title: 'The passkey was refused',
    detail: 'The passkey signature does not stand for this decision.',
    shows: ['why'],
  },
  'batch.not_shown': {
    status: 422,
    title: 'Not opened yet',
    detail: 'You have not opened this request, so it cannot be decided in a batch.',
  },
  'batch.mixed': {
    status: 422,
    title: 'Not alike',
    detail: 'A batch holds requests of one action, one version of the boundary and one level. Nothing was decided.',
  },
  'batch.not_allowed': {
    status: 422,
    title: 'Not in a batch',
    detail: 'Some of these are decided one by one only. Nothing was decided.',
  },
  'batch.items_refused': {
    status: 422,
    title: 'Not all can be decided',
    detail: 'Some of these cannot be decided as they stand. Nothing was decided and nothing was signed.',
  },
  'decision.check_required': {
    status: 422,
    title: 'A question first',
    detail: 'Answer the question about this action before you approve it, or hand it over to another approver.',
    pointer: '/check',
    shows: ['why'],
  },
  'decision.rerouted': {
    status: 403,
    title: 'Others approve for a while',
    detail: 'Until {until} others approve in your place. You can still deny.',
    shows: ['until'],
  },
  'guard.no_question': {
    status: 409,
    title: 'No question to ask',
    detail: 'There is nothing yet that this request could be told apart from. Hand it over to another approver.',
  },
  'triage.claimed': {
    status: 409,
    title: 'Somebody is looking',
    detail: '{by} is looking at it.',
    shows: ['by', 'until'],
  },
  'triage.no_snooze': {
    status: 409,
    title: 'Not to be put aside',
    detail: 'T3 and what is nearly over stays in sight.',
  },
  'triage.too_long': {
    status: 422,
    title: 'Too long',
    detail: 'It can be put aside until four fifths of its time have passed.',
    pointer: '/minutes',
    shows: ['latest'],
  },
  'triage.not_a_target': {
    status: 422,
    title: 'Not somebody who may decide',
    detail: 'It can be handed only to somebody who may decide it anyway and has not.',
    pointer: '/to',
  },
  'triage.too_few': {
    status: 409,
    title: 'Too few would be left',
    detail: 'Without you there are not enough people who may decide it.',
  },
  'question.too_many': {
    status: 409,
    title: 'Enough questions',
    detail: 'A request has at most ten questions. Deny it when it is not clear.',
  },
  'question.answered': { status: 409, title: 'Already answered', detail: 'This question has its answer.' },
  'question.not_yours': {
    status: 403,
    title: 'Not yours to answer',
    detail: 'This question was asked of somebody else.',
  },
  'time.taken': {
    status: 409,
    title: 'The time is taken',
    detail: '{by} has some of this time already, from {from} until {until}.',
    shows: ['by', 'from', 'until'],
  },
  'splits.full': { status: 409, title: 'Twelve is the most', detail: 'Delete a saved view before you keep another.' },
  'grant.unusable': {
    status: 403,
    title: 'The grant cannot be used',
    detail: 'The grant does not allow this execution.',
  },
  'grant.already_redeemed': { status: 409, title: 'Already redeemed', detail: 'The grant was used before.' },
  'grant.gone': { status: 410, title: 'The grant has ended', detail: 'The grant has expired or was revoked.' },
  'grant.not_issued': {
    status: 409,
    title: 'No live grant',
    detail: 'The grant is {status}, so its token is not given again.',
  },
  'grant.released': {
    status: 409,
    title: 'Released already',
    detail: 'The grant is released. What can still be done is to revoke it.',
  },
  'execution.already_completed': {
    status: 409,
    title: 'Already completed',
    detail: 'The outcome of this execution was reported before.',
  },
  'execution.lease_over': {
    status: 409,
    title: 'The lease has ended',
    detail: 'The execution was not reported in time; its outcome is unknown.',
  },
  'log.out_of_range': { status: 400, title: 'Outside of the log', detail: '{detail}' },
  'sign_in.refused': { status: 401, title: 'Sign-in refused', detail: 'The sign-in did not succeed.' },
  'passkey.refused': {
    status: 403,
    title: 'The passkey was refused',
    detail: 'This passkey cannot be used for this.',
    shows: ['why'],
  },
  'passkey.required': {
    status: 403,
    title: 'A passkey is needed',
    detail: 'This is signed with a passkey, and you have none yet. Add one under Account.',
  },
  'name.taken': { status: 409, title: 'The name is taken', detail: 'Another one has this name.' },
  'draft.changed': {
    status: 409,
    title: 'Somebody else saved',
    detail: '{by} saved this draft while you were writing. Nothing of yours was lost; look at both.',
    shows: ['by', 'at', 'edits'],
  },
  'draft.open': {
    status: 409,
    title: 'A change is open already',
    detail: 'A workflow has one open change at a time. Go on with that one, or discard it.',
    shows: ['boundary_id'],
  },
  'change.wrong_state': { status: 409, title: 'Not in that state', detail: 'This version is {status}.' },
  'change.blocked': {
    status: 422,
    title: 'Something has to be settled first',
    detail: 'Nothing was changed. Each open point is named.',
    shows: ['blockers'],
  },
  'change.stale': {
    status: 409,
    title: 'Out of date',
    detail: 'What you were shown has changed. Reload and look again.',
  },
  'review.not_eligible': {
    status: 403,
    title: 'Not yours to review',
    detail: 'You cannot let this change through.',
    shows: ['why'],
  },
  'review.already': { status: 409, title: 'Already reviewed', detail: 'You have already said what you think of it.' },
  'review.unaccepted': {
    status: 422,
    title: 'Look at what people denied',
    detail: 'Requests that people denied would now pass without a person. Accept that, or ask for changes.',
    pointer: '/accepts',
  },
  'workflow.wrong_state': { status: 409, title: 'Not in that state', detail: 'The workflow is {status}.' },
  'machine.wrong_state': { status: 409, title: 'Not in that state', detail: 'It is {status}.' },
  'assignment.not_yours': {
    status: 403,
    title: 'Not yours to acknowledge',
    detail: 'Only whoever is named can say that they answer for it.',
  },
  'assignment.ended': { status: 409, title: 'Over', detail: 'This assignment has ended.' },
  'campaign.open': { status: 409, title: 'A campaign is open', detail: 'There is one open campaign at a time.' },
  'proposal.not_open': { status: 409, title: 'No longer open', detail: 'This proposal is {status}.' },
  'proposal.own': {
    status: 403,
    title: 'Somebody else has to',
    detail: 'What you proposed yourself takes a second person.',
  },
  'proposal.outdated': {
    status: 409,
    title: 'Out of date',
    detail: 'What it would change has changed meanwhile. Propose it anew.',
  },
  'proposal.concerns_you': {
    status: 403,
    title: 'Somebody else has to',
    detail: 'Nobody decides on what concerns themselves.',
  },
  'person.recovering': {
    status: 403,
    title: 'Not yet',
    detail: 'This account was let in again without its old passkeys. It agrees to nothing until {until}.',
    shows: ['until'],
  },
  'person.last_admin': {
    status: 409,
    title: 'The last administrator',
    detail: 'Without an administrator nobody could let anybody in.',
  },
  'workflow.last_owner': {
    status: 409,
    title: 'The last owner',
    detail: 'Somebody else has to own the workflow first.',
  },
  'team.has_lead': {
    status: 409,
    title: 'They lead the team',
    detail: 'Somebody else has to lead the team first.',
  },
  'person.orphans': {
    status: 409,
    title: 'Somebody has to take over',
    detail: 'Nobody would answer for some things. Look at them, then confirm.',
    shows: ['orphans'],
  },
  'link.unusable': {
    status: 410,
    title: 'The link cannot be used',
    detail: 'The link is unknown, was used before or has expired.',
  },
  'delivery.not_ended': {
    status: 409,
    title: 'Nothing to send again',
    detail: 'This message is still to be sent, or has nothing to tell any more.',
  },
  'channel.not_there': {
    status: 409,
    title: 'Nothing to reach you by',
    detail: 'This device or chat is not there any more.',
  },
  'config.changed': {
    status: 503,
    title: 'Try again',
    detail: 'The configuration changed while this was decided; nothing happened.',
    retryAfterSeconds: 1,
  },
  unavailable: {
    status: 503,
    title: 'Not available',
    detail: 'The service cannot answer now; nothing happened.',
    retryAfterSeconds: 5,
  },
} satisfies Record<RefusalCode, ProblemRow>
