import type { ProblemRow, RefusalCode } from './row'

/** Deciding, alone, together, or after a question. */
export const decisionProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
