import type { Level } from '../presentation/presentation'

/** What every message about a request says of it: a pointer, never the arguments, never what the agent claims. */
export type About = {
  readonly request_id: string
  readonly level: Level
  /** Slug of the agent that asks. */
  readonly agent: string
  /** Title of the workflow. */
  readonly workflow: string
  /** See `outsideSentence`. */
  readonly sentence: string
  /** The binding code: the same on the agent's side, in the message and on the page (ATTACKS 90). */
  readonly code: string
  /** RFC 3339, UTC. */
  readonly expires_at: string
}

/**
 * What is told, as data: kept with the delivery, so that the log shows the very text that was sent. `to` is whom it speaks
 * to: a person by name, or a chat.
 */
export type Message =
  | ({ readonly kind: 'asked'; readonly again: boolean } & About)
  | ({ readonly kind: 'ended'; readonly outcome: Outcome } & About)
  | ({ readonly kind: 'outcome'; readonly outcome: Outcome } & About)
  | { readonly kind: 'collected'; readonly items: readonly About[] }
  | { readonly kind: 'notice'; readonly notice_id: string; readonly sentence: string; readonly href: string | null }
  | { readonly kind: 'test'; readonly by: string }

export type Outcome = 'approved' | 'denied' | 'expired' | 'cancelled' | 'taken_back'

/** Where messages lead and how they sign: from configuration only, never from a request's headers (ATTACKS 121). */
export type Place = {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly organisation: string
  /** The reader's time zone. */
  readonly zone: string
}

/** How a request ended, to those who were asked. */
export function endedSentence(outcome: Outcome, code: string): string {
  switch (outcome) {
    case 'approved':
      return `${code} was approved. There is nothing left to decide.`
    case 'denied':
      return `${code} was denied. There is nothing left to decide.`
    case 'expired':
      return `${code} expired. Nothing was granted.`
    case 'cancelled':
      return `${code} was cancelled. There is nothing left to decide.`
    case 'taken_back':
      return `The approval of ${code} was taken back. Nothing was granted.`
  }
}

/** How a request of their agent ended, to its sponsor. */
export function outcomeForSponsor({ outcome, agent, code }: { outcome: Outcome; agent: string; code: string }): string {
  switch (outcome) {
    case 'approved':
      return `What ${agent} asked for (${code}) was approved.`
    case 'denied':
      return `What ${agent} asked for (${code}) was denied.`
    case 'expired':
      return `Nobody decided in time on what ${agent} asked for (${code}). Nothing was granted.`
    case 'cancelled':
      return `What ${agent} asked for (${code}) was cancelled.`
    case 'taken_back':
      return `The approval of what ${agent} asked for (${code}) was taken back. Nothing was granted.`
  }
}

/** The one link of a message. It only shows: deciding takes a session and, for most, a passkey (law 3). */
export function linkOf(message: Message, { baseUrl }: Pick<Place, 'baseUrl'>): string {
  switch (message.kind) {
    case 'asked':
    case 'ended':
    case 'outcome':
      return `${baseUrl}/inbox/${message.request_id}`
    case 'collected':
      return `${baseUrl}/inbox`
    case 'notice':
      return `${baseUrl}${message.href ?? '/inbox?notices=open'}`
    case 'test':
      return `${baseUrl}/settings/channels`
  }
}
