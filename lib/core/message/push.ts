import type { Json } from '../canonical/json'
import type { SaidIn } from '../language/said'
import { linkOf, type Message, wordsOf } from './message'
import { oneLine } from './plain'

/**
 * What a device gets: a pointer for `public/sw.js` to show. `tag` makes a later message about the same thing take the place
 * of the earlier one; `quiet` shows it without a sound. `path` is on our own origin, and only shows.
 */
export type PushPayload = {
  readonly v: 1
  readonly tag: string
  readonly title: string
  readonly body: string
  readonly path: string
  readonly quiet: boolean
  /** RFC 3339: until when it is worth showing; null: always. */
  readonly until: string | null
  /** What it is said in, and what its buttons are. */
  readonly language: SaidIn
} & { readonly [key: string]: Json }

/** A message as a notification. No argument beyond the action sentence, nothing that decides. */
export function renderPush(message: Message): PushPayload {
  const path = linkOf(message, { baseUrl: '' })
  const { push, ended, outcome } = wordsOf(message)
  const payload = (
    tag: string,
    title: string,
    body: string,
    quiet: boolean,
    until: string | null = null,
  ): PushPayload => ({
    v: 1,
    tag,
    title: oneLine(title, 80),
    body: oneLine(body, 220),
    path,
    quiet,
    until,
    language: message.language ?? 'en',
  })
  switch (message.kind) {
    case 'asked':
      return payload(
        message.request_id,
        `${message.level} · ${message.agent} · ${message.code}`,
        message.sentence,
        false,
        message.expires_at,
      )
    case 'ended':
      return payload(message.request_id, message.code, ended[message.outcome](message.code), true)
    case 'outcome':
      return payload(message.request_id, message.code, outcome[message.outcome](message), true)
    case 'collected':
      return payload('collected', 'Countersign', push.collected(message.items.length), false)
    case 'notice':
      return payload(message.notice_id, 'Countersign', message.sentence, false)
    case 'test':
      return payload('test', 'Countersign', push.test, false)
  }
}
