import type { Signal } from './signals'

type Said<Code extends Signal['code']> = Extract<Signal, { code: Code }>

/** What the guard says. The same members in each language; `words-de.ts` has the German. Hours are "22:00". */
export type GuardWords = {
  /** To that person, a whole sentence. */
  you: {
    rate: (signal: Said<'rate'>, windowMinutes: number) => string
    fast: (signal: Said<'fast'>) => string
    streak: (signal: Said<'streak'>) => string
    hour: (from: string, to: string) => string
    shift: (signal: Said<'shift'>) => string
    /** `seconds` are how long ago it was opened, `floor` what skimming it takes. */
    hasty: (hasty: { seconds: number; floor: number }) => string
  }
  breath: string
  unusual: (label: string) => string
  question: string
  othersApprove: (until: string | null) => string
  /** A change of level, for the log. */
  became: {
    none: (who: string) => string
    nudge: (who: string) => string
    check: (who: string) => string
    reroute: (who: string) => string
    other: (who: string, from: string, to: string) => string
  }
  /** The questions; a param is asked about by its label. */
  asks: {
    resource: (kind: string) => string
    environment: string
    title: string
    code: string
    param: (label: string) => string
  }
}

const seconds = (count: number) => (count === 1 ? '1 second' : `${count} seconds`)

export const english: GuardWords = {
  you: {
    rate: ({ approvals }, minutes) => `${approvals} approvals within ${minutes} minutes.`,
    fast: ({ approvals, seconds: taken, floor }) =>
      `Half of the last ${approvals} approvals ${taken < 1 ? 'in less than a second' : `within ${seconds(taken)} of opening`}; reading takes ${seconds(floor)}.`,
    streak: ({ inRow, minutes, unseen }) =>
      `${inRow} approved in a row in ${minutes} min${unseen ? ', none of them compared with earlier ones' : ''}.`,
    hour: (from, to) => `It is between ${from} and ${to} where you are.`,
    shift: ({ hours }) => `Deciding for more than ${hours} hours without a break of one.`,
    hasty: ({ seconds: taken, floor }) =>
      `You opened this ${taken < 1 ? 'a moment' : seconds(taken)} ago; reading it takes ${seconds(floor)}.`,
  },
  breath: 'Take a breath.',
  unusual: (label) => `The unusual field of this one is ${label}.`,
  question: 'Before you approve there is one question about this action.',
  othersApprove: (until) => `Others approve${until === null ? ' for a while' : ` until ${until}`}. You can still deny.`,
  became: {
    none: (who) => `${who} approves without extra questions again.`,
    nudge: (who) => `${who} is reminded to read before approving.`,
    check: (who) => `${who} answers a question about the action before approving.`,
    reroute: (who) => `Others approve in place of ${who} for a while; denying stays open.`,
    other: (who, from, to) => `The guard of ${who} went from ${from} to ${to}.`,
  },
  asks: {
    resource: (kind) => `Which ${kind} does it act on?`,
    environment: 'Which environment is affected?',
    title: 'What is asked for?',
    code: 'Which code does this request carry?',
    param: (label) => `What does it say under “${label}”?`,
  },
}
