/** How a request ended. */
export type Outcome = 'approved' | 'denied' | 'expired' | 'cancelled' | 'taken_back'

type Who = { readonly agent: string; readonly code: string }
type ByOutcome<T> = { readonly [outcome in Outcome]: T }

/** What a message says around its action sentence, its code and its names. */
export type MessageWords = {
  /** Stands for a value that only the console shows. */
  withheld: string
  /** Of a notice, instead of what an agent chose values of, or somebody wrote. */
  instead: { readonly title: string; readonly reason: string }
  /** How a request ended, to those who were asked. */
  ended: ByOutcome<(code: string) => string>
  /** The same to the sponsor of the agent. */
  outcome: ByOutcome<(about: Who) => string>
  /** One word before the subject. */
  outcomeWord: ByOutcome<string>
  mail: {
    /** What every mail says of itself, whoever reads it. */
    foot: string
    again: (subject: string) => string
    until: (subject: string, time: string) => string
    asks: (agent: string) => string
    asksAgain: (agent: string) => string
    rows: { action: string; agent: string; workflow: string; level: string; until: string; code: string }
    links: { review: string; see: string; inbox: string; open: string; channels: string }
    collected: { subject: (count: number) => string; lead: string; item: (sentence: string, moment: string) => string }
    test: { subject: string; lead: (by: string) => string }
  }
  chat: {
    /** The one button. */
    open: string
    again: (text: string) => string
    until: (moment: string) => string
    collected: (count: number) => string
    test: (by: string) => string
  }
  push: { collected: (count: number) => string; test: string }
  /** In one line of a list of the console. */
  list: { collected: (count: number) => string; test: string; notice: string; request: string; chat: string }
}

export const english: MessageWords = {
  withheld: '[shown in Countersign]',
  instead: { title: 'an action', reason: 'why is in Countersign' },
  ended: {
    approved: (code) => `${code} was approved. There is nothing left to decide.`,
    denied: (code) => `${code} was denied. There is nothing left to decide.`,
    expired: (code) => `${code} expired. Nothing was granted.`,
    cancelled: (code) => `${code} was cancelled. There is nothing left to decide.`,
    taken_back: (code) => `The approval of ${code} was taken back. Nothing was granted.`,
  },
  outcome: {
    approved: ({ agent, code }) => `What ${agent} asked for (${code}) was approved.`,
    denied: ({ agent, code }) => `What ${agent} asked for (${code}) was denied.`,
    expired: ({ agent, code }) => `Nobody decided in time on what ${agent} asked for (${code}). Nothing was granted.`,
    cancelled: ({ agent, code }) => `What ${agent} asked for (${code}) was cancelled.`,
    taken_back: ({ agent, code }) =>
      `The approval of what ${agent} asked for (${code}) was taken back. Nothing was granted.`,
  },
  outcomeWord: {
    approved: 'Approved',
    denied: 'Denied',
    expired: 'Expired',
    cancelled: 'Cancelled',
    taken_back: 'Taken back',
  },
  mail: {
    foot: 'Nothing can be decided from this message. Countersign never asks for a password or a code.',
    again: (subject) => `Reminder: ${subject}`,
    until: (subject, time) => `${subject}, until ${time}`,
    asks: (agent) => `${agent} asks for your consent.`,
    asksAgain: (agent) => `${agent} asks for your consent and still waits.`,
    rows: {
      action: 'Action',
      agent: 'Agent',
      workflow: 'Workflow',
      level: 'Level',
      until: 'Decide until',
      code: 'Code',
    },
    links: {
      review: 'Review it',
      see: 'See it',
      inbox: 'Open the inbox',
      open: 'Open it',
      channels: 'Channels',
    },
    collected: {
      subject: (count) => (count === 1 ? 'One request waits for you' : `${count} requests wait for you`),
      lead: 'These requests wait for you. None of them needs a passkey.',
      item: (sentence, moment) => `${sentence}, until ${moment}`,
    },
    test: {
      subject: 'Test message from Countersign',
      lead: (by) => `${by} sent this to see that it arrives. Messages about requests reach you here.`,
    },
  },
  chat: {
    open: 'Open in Countersign',
    again: (text) => `Still waiting: ${text}`,
    until: (moment) => `Decide until ${moment}`,
    collected: (count) => `${count} requests wait.`,
    test: (by) => `${by} sent this to see that it arrives.`,
  },
  push: {
    collected: (count) => `${count} requests wait for you.`,
    test: 'Messages about requests reach you here.',
  },
  list: {
    collected: (count) => `${count} requests, collected`,
    test: 'Test message',
    notice: 'Notice',
    request: 'A request',
    chat: 'a chat',
  },
}
