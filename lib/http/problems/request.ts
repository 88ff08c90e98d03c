import type { ProblemRow, RefusalCode } from './row'

/** Asking, and what became of a request. */
export const requestProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
