import type { SaidIn } from '../language/said'
import type { Level } from '../presentation/presentation'
import { messageWords } from './say'
import type { MessageWords, Outcome } from './words'

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
export type Message = Told & {
  /** What it is said in: that of whoever it is for. None where that is nobody's: a chat of a team, or what was sent before messages had one. */
  readonly language?: SaidIn
}

type Told =
  | ({ readonly kind: 'asked'; readonly again: boolean } & About)
  | ({ readonly kind: 'ended'; readonly outcome: Outcome } & About)
  | ({ readonly kind: 'outcome'; readonly outcome: Outcome } & About)
  | { readonly kind: 'collected'; readonly items: readonly About[] }
  | { readonly kind: 'notice'; readonly notice_id: string; readonly sentence: string; readonly href: string | null }
  | { readonly kind: 'test'; readonly by: string }

/** Where messages lead and how they sign: from configuration only, never from a request's headers (ATTACKS 121). */
export type Place = {
  /** Without a slash at the end. */
  readonly baseUrl: string
  readonly organisation: string
  /** The reader's time zone. */
  readonly zone: string
}

/** The words of a message, in its own language. */
export function wordsOf(message: Message): MessageWords {
  return messageWords(message.language ?? 'en')
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
