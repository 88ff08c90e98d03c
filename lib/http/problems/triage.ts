import type { ProblemRow, RefusalCode } from './row'

/** Sorting what waits, asking back, and whose time it is. */
export const triageProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
