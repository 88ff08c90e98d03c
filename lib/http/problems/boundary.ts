import type { ProblemRow, RefusalCode } from './row'

/** Changing a boundary and reviewing it. */
export const boundaryProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
