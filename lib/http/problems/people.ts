import type { ProblemRow, RefusalCode } from './row'

/** Signing in, accounts, teams and what reaches people. */
export const peopleProblems = {
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
} satisfies Partial<Record<RefusalCode, ProblemRow>>
