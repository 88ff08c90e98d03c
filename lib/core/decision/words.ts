import type { IneligibleWhy } from '../refusal'

/** What is said of a decision. The same members in each language; `words-de.ts` has the German. */
export type DecisionWords = {
  /** Why somebody may not decide, to that person: a whole sentence. */
  you: Readonly<Record<IneligibleWhy, string>>
  /** The same about somebody else, after their name. */
  they: Readonly<Record<IneligibleWhy, string>>
  /** Denial codes as people read them. */
  denials: Readonly<Record<string, string>>
  /** What was done at "12:01 UTC", after the name. */
  approved: (at: string, passkey: boolean) => string
  denied: (at: string, why: string) => string
  abstained: (at: string) => string
  /** Of those who have not decided. */
  mayDecide: string
  wasAsked: string
  askedBecause: (teams: readonly string[]) => string
  /** Of an earlier revision that nothing has ended yet. */
  stillPending: string
  /** What would be had instead, after the label of the param. */
  leaveOut: string
  atMost: (value: string) => string
  atLeast: (value: string) => string
}

export const english: DecisionWords = {
  you: {
    not_in_team: "You can't decide this: you are in none of the teams its boundary asks.",
    sponsor: "You can't decide this: you are the sponsor of this agent or its executor.",
    principal: "You can't decide this: the agent acts on your behalf.",
    disabled: "You can't decide this: your account is disabled.",
    already_decided: 'You have decided this.',
    no_passkey: 'This needs a passkey signature and you have no passkey yet.',
    not_pending: 'This is no longer waiting for a decision.',
    joined_later: "You can't decide this: you joined the team after it was asked.",
    loosened:
      "You can't decide this: it needs less consent by a change that you let through, and the first such requests are looked at by others.",
    not_approver: 'Only who approved this can take it back.',
    recovering: "You can't decide yet: your account was recovered less than a day ago.",
    handed_over: 'You handed this over, so you no longer decide it.',
    expired: 'The time to decide is over. Nothing was granted.',
  },
  they: {
    not_in_team: "can't decide: in none of the teams asked",
    sponsor: "can't decide: sponsors this agent or its executor",
    principal: "can't decide: it acts on their behalf",
    disabled: "can't decide: account disabled",
    already_decided: 'has decided',
    no_passkey: 'has no passkey',
    not_pending: 'no longer asked',
    joined_later: 'joined the team after it was asked',
    loosened: 'let the change through by which this needs less, so others look at the first such requests',
    not_approver: 'did not approve it',
    recovering: 'account recovered less than a day ago',
    handed_over: 'handed it over',
    expired: 'time is over',
  },
  denials: {
    wrong_scope: 'wrong scope',
    wrong_resource: 'wrong resource',
    insufficient_evidence: 'not enough evidence',
    not_needed: 'not needed',
    suspicious: 'suspicious',
    policy: 'against policy',
    timing: 'wrong time',
    other: 'other',
  },
  approved: (at, passkey) => `approved ${at}${passkey ? ' with passkey' : ''}`,
  denied: (at, why) => `denied ${at}: ${why}`,
  abstained: (at) => `abstained ${at}`,
  mayDecide: 'may decide',
  wasAsked: 'was asked',
  askedBecause: (teams) => `You are asked because you are in ${teams.join(' and ')}.`,
  stillPending: 'Still pending.',
  leaveOut: 'leave it out',
  atMost: (value) => `at most ${value}`,
  atLeast: (value) => `at least ${value}`,
}
