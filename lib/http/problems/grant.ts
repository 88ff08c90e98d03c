import type { ProblemRow, RefusalCode } from './row'

/** What a consent yields, its execution and the log. */
export const grantProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
