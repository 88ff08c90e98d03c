import type { ProblemRow, RefusalCode } from './row'

/** Workflows, machines, who answers for them, and proposals. */
export const registryProblems = {
  'workflow.wrong_state': { status: 409, title: 'Not in that state', detail: 'The workflow is {status}.' },
  'machine.wrong_state': { status: 409, title: 'Not in that state', detail: 'It is {status}.' },
  'assignment.not_yours': {
    status: 403,
    title: 'Not yours to acknowledge',
    detail: 'Only whoever is named can say that they answer for it.',
  },
  'assignment.ended': { status: 409, title: 'Over', detail: 'This assignment has ended.' },
  'campaign.open': { status: 409, title: 'A campaign is open', detail: 'There is one open campaign at a time.' },
  'guard.weakens': {
    status: 409,
    title: 'It takes two people',
    detail: 'The guard would be weaker than it is now. Propose it, and somebody else applies it.',
  },
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
  'workflow.last_owner': {
    status: 409,
    title: 'The last owner',
    detail: 'Somebody else has to own the workflow first.',
  },
} satisfies Partial<Record<RefusalCode, ProblemRow>>
