import type { ProblemRow, RefusalCode } from './row'

/** What any call may be told, whoever makes it. */
export const callProblems = {
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
  'name.taken': { status: 409, title: 'The name is taken', detail: 'Another one has this name.' },
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
