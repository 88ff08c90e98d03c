import type { Json } from '../canonical/json'
import { endedSentence, linkOf, type Message, outcomeForSponsor } from './message'
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
} & { readonly [key: string]: Json }

/** A message as a notification. No argument beyond the action sentence, nothing that decides. */
export function renderPush(message: Message): PushPayload {
  const path = linkOf(message, { baseUrl: '' })
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
      return payload(message.request_id, message.code, endedSentence(message.outcome, message.code), true)
    case 'outcome':
      return payload(message.request_id, message.code, outcomeForSponsor(message), true)
    case 'collected':
      return payload('collected', 'Countersign', `${message.items.length} requests wait for you.`, false)
    case 'notice':
      return payload(message.notice_id, 'Countersign', message.sentence, false)
    case 'test':
      return payload('test', 'Countersign', 'Messages about requests reach you here.', false)
  }
}
